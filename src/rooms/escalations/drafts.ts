import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { richText } from '../../core/server/rich-text.ts';
import { shortened } from '../../core/text.ts';
import { listNotes } from '../notes/queries.ts';
import { owedOn } from '../promises/queries.ts';
import { readable } from '../tickets/access.ts';
import { familyOf } from '../tickets/families.ts';
import { priorityOf } from '../tickets/ticket-row.ts';
import type { escalations } from './contract.ts';
import { hintFor, pathFor } from './hints.ts';
import type { Urgency } from './rules.ts';
import { moodIn } from './signals.ts';
import { tables } from './tables.ts';

const line = (text: string, max: number): string => shortened(text.replace(/\s+/g, ' ').trim(), max);
const dayOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const day = (at: string): string => dayOf.format(Date.parse(at));

/** The form as the ticket can fill it in: what the customer wrote first, what was done, how they sound, why it would be escalated. The rest only a person knows. */
export async function draftFor(db: Reads, actor: PersonActor, ticketId: string): Promise<Out<typeof escalations.draft.spec.output>> {
  const ticket = await readable(db, actor, ticketId);
  const family = await familyOf(db, ticketId);
  const messages = await tables(db).selectFrom('messages').select(['direction', 'text', 'at', 'delivery', 'person_id']).where('ticket_id', 'in', family).where('delivery', '!=', 'cancelled').orderBy('at').limit(200).execute();
  const came = messages.filter((m) => m.direction === 'in');
  const hint = await hintFor(db, actor, ticketId);
  const urgency: Urgency = hint?.reason === 'safety' ? 'urgent' : priorityOf(ticket.priority);
  const first = came[0] ? line(came[0].text, 400) : '';
  return {
    pathId: hint?.pathId ?? (await pathFor(db, hint?.reason ?? 'other')), reason: hint?.reason ?? 'other', urgency, mood: moodIn(came.slice(-2).map((m) => m.text).join('\n')), needKind: hint?.reason === 'engineering' ? 'action' : 'decision',
    issue: first && !first.startsWith(ticket.subject) ? `${ticket.subject}: ${first}` : first || ticket.subject, done: await doneSoFar(db, actor, ticketId, messages), need: '', expectation: '', commitments: (await owedOn(db, ticketId)).map((p) => `- ${p.text}, due ${day(p.dueAt)}`).join('\n'),
    customer: await customerOf(db, ticket.customer_id),
  };
}

/** The last replies and notes, one line each: the record is there already, nobody types it again. */
async function doneSoFar(db: Reads, actor: PersonActor, ticketId: string, messages: readonly { direction: string; text: string; at: string; person_id: string | null }[]): Promise<string> {
  const { items } = await listNotes(db, actor, ticketId, { limit: 5 });
  const notes = items.map((n) => ({ at: n.at, text: richText(n.html).text.trim() })).filter((n) => n.text);
  const sent = messages.filter((m) => m.direction === 'out' && m.person_id !== null).slice(-3).map((m) => ({ at: m.at, say: `${day(m.at)} told the customer: ${line(m.text, 160)}` }));
  return [...sent, ...notes.map((n) => ({ at: n.at, say: `${day(n.at)} noted: ${line(n.text, 160)}` }))].sort((a, b) => (a.at < b.at ? -1 : 1)).map((one) => `- ${one.say}`).join('\n');
}

/** Since when they are a customer and how often they were escalated before: computed, never typed (N6). */
async function customerOf(db: Reads, customerId: string | null): Promise<{ tenure: string; earlier: number }> {
  if (!customerId) return { tenure: '', earlier: 0 };
  const customer = await tables(db).selectFrom('customers').select('made_at').where('id', '=', customerId).executeTakeFirst();
  const { n } = await tables(db).selectFrom('escalations as e').innerJoin('tickets as t', 't.id', 'e.ticket_id').select((e) => e.fn.countAll<number>().as('n')).where('t.customer_id', '=', customerId).where('e.state', '!=', 'withdrawn').executeTakeFirstOrThrow();
  return { tenure: customer ? tenureWords(Math.floor((clock.ms() - Date.parse(customer.made_at)) / (24 * 3600_000))) : '', earlier: n };
}

const tenureWords = (days: number): string => {
  const [count, unit] = days >= 730 ? [Math.floor(days / 365), 'year'] : days >= 60 ? [Math.floor(days / 30), 'month'] : [days, 'day'];
  return count === 0 ? 'since today' : `for ${count} ${unit}${count === 1 ? '' : 's'}`;
};
