import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { rulesFor } from '../approvals/authorities.ts';
import { limitOf } from '../approvals/rules.ts';
import { readable, workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { familyOf } from '../tickets/families.ts';
import type { Ticket } from '../tickets/tables.ts';
import { escalationSettings, HintDismissed, type hint, type reason } from './contract.ts';
import { forcedTag } from './forced.ts';
import { keepWords } from './kept-words.ts';
import { listPaths } from './paths.ts';
import { askedBack, sameMatter, signalsIn, type Rule } from './signals.ts';
import { openStates, tables } from './tables.ts';

export type Hint = Out<typeof hint>;
type Reason = Out<typeof reason>;
interface Evidence { readonly rule: Rule; readonly why: string; readonly quote: string; readonly entryId: string | null; readonly at: string }

const reasons: Record<Rule, Reason> = { 'asks-for-manager': 'asks-for-manager', legal: 'legal', press: 'press', safety: 'safety', complaint: 'complaint', engineering: 'engineering', again: 'again', 'service-level': 'service-level', authority: 'authority', forced: 'complaint' };
const whys: Partial<Record<Rule, string>> = {
  legal: 'The customer speaks of legal steps.', press: 'The customer speaks of the press or of telling the public.', safety: 'The customer writes of a danger to somebody.', 'asks-for-manager': 'The customer asks for somebody who decides.',
  complaint: 'The customer complains.', engineering: 'The customer writes of a technical fault again.',
};
const days = 24 * 3600_000;

/**
 * Whether a ticket looks like one to escalate, and why in words (E1). Nothing is said while an escalation is open, of what
 * was already escalated since, or of what somebody set aside; new words of the customer suggest anew.
 */
export async function hintFor(db: Reads, actor: PersonActor, ticketId: string): Promise<Hint | null> {
  const ticket = await readable(db, actor, ticketId);
  if (ticket.status === 'closed' || ticket.merged_into) return null;
  const { suggest, forced } = await readSettings(db, escalationSettings, null);
  const family = await familyOf(db, ticketId);
  const last = await tables(db).selectFrom('escalations').select(['raised_at', 'state']).where('ticket_id', 'in', family).where('state', '!=', 'withdrawn').orderBy('raised_at', 'desc').executeTakeFirst();
  if (last && (openStates as readonly string[]).includes(last.state)) return null;
  const rule = await forcedTag(db, ticket, forced);
  if (rule) return { rule: 'forced', reason: reasons.forced, pathId: rule.pathId ?? (await pathFor(db, 'complaint')), why: `Tickets tagged “${rule.tag}” are always escalated before they are closed.`, quote: '', entryId: null, forced: true };
  if (!suggest) return null;
  const dismissed = new Map((await tables(db).selectFrom('escalation_dismissals').select(['rule', 'at']).where('ticket_id', '=', ticketId).execute()).map((d) => [d.rule, d.at]));
  const fresh = (await evidence(db, actor, ticket, family)).find((one) => one.at > (last?.raised_at ?? '') && one.at > (dismissed.get(one.rule) ?? ''));
  return fresh ? { rule: fresh.rule, reason: reasons[fresh.rule], pathId: await pathFor(db, reasons[fresh.rule]), why: fresh.why, quote: fresh.quote, entryId: fresh.entryId, forced: false } : null;
}

async function evidence(db: Reads, actor: PersonActor, ticket: Ticket, family: readonly string[]): Promise<Evidence[]> {
  const messages = await tables(db).selectFrom('messages').select(['id', 'text', 'at']).where('ticket_id', 'in', [...family]).where('direction', '=', 'in').orderBy('at', 'desc').limit(10).execute();
  const seen = messages.flatMap((m) => signalsIn(m.text).map((s) => ({ rule: s.rule, why: whys[s.rule]!, quote: s.quote, entryId: m.id, at: m.at })));
  // One error message is a question; a second one after we answered is a fault that stayed.
  const technical = seen.filter((s) => s.rule === 'engineering').length > 1;
  const words = seen.filter((s) => s.rule !== 'engineering' || technical).toSorted((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
  return [...words.filter((w) => w.rule !== 'complaint' && w.rule !== 'engineering'), ...(await aboveMe(db, actor, ticket, messages)), ...(await late(db, family)), ...(await again(db, ticket, family)), ...words.filter((w) => w.rule === 'complaint' || w.rule === 'engineering')];
}
const order: readonly Rule[] = ['safety', 'legal', 'press', 'asks-for-manager', 'complaint', 'engineering'];

/** The customer asks for more back than whoever looks may decide: who decides what is written down (A4). */
async function aboveMe(db: Reads, actor: PersonActor, ticket: Ticket, messages: readonly { id: string; text: string; at: string }[]): Promise<Evidence[]> {
  const asked = messages.flatMap((m) => askedBack(m.text).map((a) => ({ ...a, id: m.id, at: m.at }))).toSorted((a, b) => b.amount - a.amount)[0];
  if (!asked) return [];
  const limits = Object.values(await rulesFor(db, ticket.team_id)).filter((rule) => !rule.off && rule.currency === asked.currency).map((rule) => limitOf(rule, actor, ticket.team_id));
  const most = limits.length && !limits.includes(null) ? Math.max(...(limits as number[])) : null;
  if (most === null || asked.amount <= most) return [];
  return [{ rule: 'authority', why: `The customer asks for ${asked.amount} ${asked.currency} back; you decide up to ${most} ${asked.currency}.`, quote: asked.quote, entryId: asked.id, at: asked.at }];
}

/** A target of a service level that is nearly missed, or missed: the clocks know. */
async function late(db: Reads, family: readonly string[]): Promise<Evidence[]> {
  const found = await tables(db).selectFrom('clocks').select(['label', 'state', 'warned_at', 'ran_out_at']).where('ticket_id', 'in', [...family]).where('kind', 'like', 'sla.%')
    .where((e) => e.or([e('state', '=', 'ran-out'), e.and([e('state', '=', 'running'), e('warned_at', 'is not', null)])])).orderBy('due_at').executeTakeFirst();
  if (!found) return [];
  const what = found.label || 'a service target';
  return [{ rule: 'service-level', why: found.state === 'ran-out' ? `A service target was missed: ${what}.` : `A service target is at risk: ${what}.`, quote: '', entryId: null, at: found.ran_out_at ?? found.warned_at! }];
}

const contactsToMatter = 3;
/** The customer comes for the third time about the same thing: this ticket opened again by them, or others of theirs like it. */
async function again(db: Reads, ticket: Ticket, family: readonly string[]): Promise<Evidence[]> {
  if (!ticket.customer_id) return [];
  const { rows } = await sql<{ at: string }>`select at from facts where about_id = any(${[...family]}::uuid[]) and name = 'tickets.reopened' and shown and data->>'why' = 'customer-wrote' order by id desc limit 10`.execute(db);
  const others = (await tables(db).selectFrom('tickets').select(['number', 'subject']).where('customer_id', '=', ticket.customer_id).where('id', 'not in', [...family]).where('merged_into', 'is', null)
    .where('made_at', '>', clock.iso(-30 * days)).where('made_at', '<', ticket.made_at).orderBy('made_at', 'desc').limit(50).execute()).filter((t) => sameMatter(t.subject, ticket.subject));
  const contacts = 1 + rows.length + others.length;
  if (contacts < contactsToMatter) return [];
  const like = others.length ? `, like ${others.slice(0, 3).map((t) => `#${t.number}`).join(', ')}` : '';
  const reopened = rows.length ? `; they opened this ticket again ${rows.length === 1 ? 'once' : `${rows.length} times`}` : '';
  return [{ rule: 'again', why: `The customer comes for the ${ordinal(contacts)} time in 30 days about the same thing${like}${reopened}.`, quote: '', entryId: null, at: rows[0]?.at ?? ticket.made_at }];
}
const ordinal = (n: number): string => ({ 3: 'third', 4: 'fourth', 5: 'fifth' })[n] ?? `${n}th`;

const technical = '01900000-0000-7000-8000-00000000e502';
const specialist = '01900000-0000-7000-8000-00000000e503';
/** The path that fits a reason: the workspace's technical or specialist one while it is in use, else the first. */
export async function pathFor(db: Reads, why: Reason): Promise<string | null> {
  const paths = await listPaths(db);
  const wanted = why === 'engineering' ? technical : why === 'expertise' ? specialist : null;
  return (paths.find((p) => p.id === wanted) ?? paths.find((p) => p.id !== technical && p.id !== specialist) ?? paths[0])?.id ?? null;
}

/** Sets a suggestion aside, with the reason; everybody sees that and why. */
export async function dismiss(tx: Tx, actor: PersonActor, ticketId: string, rule: string, reason: string): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const row = { person_id: actor.id, reason, at: clock.now() };
  await tables(tx).insertInto('escalation_dismissals').values({ ticket_id: ticketId, rule, ...row }).onConflict((c) => c.columns(['ticket_id', 'rule']).doUpdateSet(row)).execute();
  const uid = newId();
  await keepWords(tx, uid, null, reason);
  await tell(tx, actor, ticket, HintDismissed, { rule }, { uid });
}

