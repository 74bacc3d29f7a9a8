import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { calendarOf } from '../calendars/queries.ts';
import { giveTo, move, pause, resume, start, stop } from '../clocks/clocks.ts';
import { clockColumns, type ClockRecord } from '../clocks/tables.ts';
import { tell } from '../tickets/changes.ts';
import { lockForDue } from '../tickets/due-times.ts';
import type { Ticket } from '../tickets/tables.ts';
import type { waitingFor } from '../tickets/contract.ts';
import { SlaChosen, type warn } from './contract.ts';
import { courseOf, matterOf, namesFor } from './matters.ts';
import { fitAll, minutesOf, stretchOf, targetWords, type Match, type Policy, type Stretch, type Target } from './rules.ts';
import { tables, type PolicyRecord } from './tables.ts';

const actor = system('sla');
const all: readonly Target[] = ['first-reply', 'next-reply', 'update', 'resolution'];
const minute = 60_000;

type Warn = Out<typeof warn>;
export const shapeOf = (row: PolicyRecord): Policy & { warn: Warn; pauses: Out<typeof waitingFor>[] } => ({
  id: row.id, name: row.name, match: row.match as unknown as Match, targets: { firstReply: row.first_reply, nextReply: row.next_reply, update: row.update_every, resolution: row.resolution },
  always: row.always, warn: row.warn as unknown as Warn, pauses: row.pauses as Out<typeof waitingFor>[],
});
/** Whether there is anything to settle for a ticket: on a desk without service levels there never is. */
export const concerned = async (db: Reads, ticketId: string): Promise<boolean> =>
  (await sql<{ yes: boolean }>`/* hot */ select exists (select from sla_policies where active) or exists (select from ticket_slas where ticket_id = ${ticketId}) as yes`.execute(db)).rows[0]!.yes;
export const activePolicies = (db: Reads): Promise<PolicyRecord[]> => tables(db).selectFrom('sla_policies').selectAll().where('active', '=', true).execute();

/**
 * Brings a ticket's service level in line with how it stands: which policy it goes by, and which of its clocks run,
 * stand still or are over. Reckoned from what happened, so it may run any number of times and in any order.
 */
export async function settle(tx: Tx, ticketId: string): Promise<void> {
  const policies = await activePolicies(tx);
  const known = await tables(tx).selectFrom('ticket_slas').select('policy_id').where('ticket_id', '=', ticketId).executeTakeFirst();
  if (!policies.length && !known) return;
  const ticket = await lockForDue(tx, ticketId);
  if (!ticket) return;
  const policy = ticket.merged_into ? null : await choose(tx, ticket, policies, known?.policy_id ?? null);
  const course = await courseOf(tx, ticket);
  const clocks = await clocksOf(tx, ticketId);
  for (const target of all) await settleTarget(tx, ticket, policy, target, stretchOf(target, course), clocks.filter((c) => c.kind === `sla.${target}`));
}

async function choose(tx: Tx, ticket: Ticket, policies: readonly PolicyRecord[], was: string | null): Promise<PolicyRecord | null> {
  const fit = fitAll(policies.map(shapeOf), await matterOf(tx, ticket), await namesFor(tx)).find((f) => f.chosen);
  if (!fit) {
    if (was) await tables(tx).deleteFrom('ticket_slas').where('ticket_id', '=', ticket.id).execute();
  } else {
    const row = { policy_id: fit.policyId, why: fit.why.map((w) => w.words), at: clock.now() };
    await tables(tx).insertInto('ticket_slas').values({ ticket_id: ticket.id, ...row }).onConflict((c) => c.column('ticket_id').doUpdateSet(row)).execute();
  }
  if ((fit?.policyId ?? null) !== was) await tell(tx, actor, ticket, SlaChosen, { policyId: fit?.policyId ?? null, was });
  return policies.find((p) => p.id === fit?.policyId) ?? null;
}

const clocksOf = (tx: Tx, ticketId: string): Promise<ClockRecord[]> => tables(tx).selectFrom('clocks').select(clockColumns).where('ticket_id', '=', ticketId).where('kind', 'like', 'sla.%').orderBy('started_at').orderBy('id').execute();

/** Kept with a clock: since when its stretch is measured, and what of its time was used by a clock before it. */
interface Known { readonly since: number; readonly used: number }
const sinceOf = (c: ClockRecord): number => (c.data as unknown as Known).since;

async function settleTarget(tx: Tx, ticket: Ticket, record: PolicyRecord | null, target: Target, stretch: Stretch | null, clocks: readonly ClockRecord[]): Promise<void> {
  const policy = record && shapeOf(record);
  const minutes = policy ? minutesOf(policy.targets, target) : null;
  const wanted = stretch && minutes !== null ? stretch : null;
  for (const c of clocks) if (c.state !== 'stopped' && (!wanted || sinceOf(c) !== wanted.since)) await stop(tx, actor, c.id, stretch ? outcomes[target] : ticket.closed_at ? 'closed' : 'over');
  if (!wanted || !policy || minutes === null) return;
  const mine = clocks.filter((c) => sinceOf(c) === wanted.since);
  const running = mine.find((c) => c.state !== 'stopped');
  if (wanted.until !== null) {
    if (running) await stop(tx, actor, running.id, ticket.closed_at && target === 'resolution' ? 'closed' : outcomes[target]);
    return;
  }
  const calendarId = policy.always ? null : (await calendarOf(tx, ticket.team_id)).id;
  const one = running ? await kept(tx, running, minutes * minute, calendarId, ticket) : await begun(tx, ticket, policy, target, wanted.since, minutes * minute, calendarId, mine);
  if (one) await stillOrNot(tx, one, ticket, policy.pauses);
}
const outcomes: Record<Target, string> = { 'first-reply': 'replied', 'next-reply': 'replied', update: 'updated', resolution: 'closed' };

/** A clock of this stretch, anew or going on: what was used before a pause of the whole stays used. One that was missed is over. */
async function begun(tx: Tx, ticket: Ticket, policy: Policy & { warn: Warn }, target: Target, since: number, budgetMs: number, calendarId: string | null, before: readonly ClockRecord[]): Promise<ClockRecord | null> {
  const last = before.at(-1);
  if (last?.ran_out_at) return null;
  const left = last ? Math.max(minute, budgetMs - last.used_ms) : budgetMs;
  return await start(tx, actor, {
    kind: `sla.${target}`, label: targetWords[target], aboutId: ticket.id, ticketId: ticket.id, personId: ticket.owner_id, teamId: ticket.team_id, calendarId, budgetMs: left,
    ...(last ? {} : { from: new Date(since).toISOString() }), warn: 'percent' in policy.warn ? { share: policy.warn.percent / 100 } : { beforeMs: policy.warn.minutes * minute }, shown: ['paused', 'resumed'], data: { since, used: last?.used_ms ?? 0, policyId: policy.id },
  });
}

/** One that runs: another policy gives it another time, another owner makes it theirs. */
async function kept(tx: Tx, c: ClockRecord, budgetMs: number, calendarId: string | null, ticket: Ticket): Promise<ClockRecord | null> {
  if (c.person_id !== ticket.owner_id) await giveTo(tx, actor, c.id, ticket.owner_id);
  const left = Math.max(minute, budgetMs - (c.data as unknown as Known).used);
  if (c.calendar_id === calendarId && c.budget_ms !== left && c.state !== 'ran-out') return await move(tx, actor, c.id, { budgetMs: left });
  return c;
}

const reasons: Record<string, string> = { customer: 'waits for the customer', teammate: 'waits for a teammate', team: 'waits for another team', date: 'waits for a date', vendor: 'waits for a supplier' };
async function stillOrNot(tx: Tx, c: ClockRecord, ticket: Ticket, pauses: readonly string[]): Promise<void> {
  const still = ticket.status === 'waiting' && ticket.waiting_for !== null && pauses.includes(ticket.waiting_for);
  if (still && c.state === 'running') await pause(tx, actor, c.id, reasons[ticket.waiting_for!] ?? 'waits');
  if (!still && c.state === 'paused') await resume(tx, actor, c.id);
}
