import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { noProgress, progressOf } from '../handoffs/progress.ts';
import { seenRows } from '../tickets/queries.ts';
import type { endTicket } from './contract.ts';
import { inEndOrder, marksOf, standingOf } from './rules.ts';
import { tables } from './tables.ts';

export type EndTicket = Out<typeof endTicket>;
const most = 200;

/** What somebody owns that is not closed, by two ranges of one index. */
export const ownTicketsQuery = (personId: string) => sql<{ id: string }>`select x.id from unnest(array['open', 'waiting']) as s(status) cross join lateral (select t.id, t.due_at from tickets t where t.owner_id = ${personId}::uuid and t.status = s.status and t.merged_into is null order by t.due_at, t.id limit ${most}) x order by x.due_at limit ${most}`;

/** One's own tickets that are not closed, and what says how each goes on; unfinished ones first. */
export async function ownTickets(db: Reads, actor: PersonActor, nextEnd?: string): Promise<EndTicket[]> {
  const ids = (await ownTicketsQuery(actor.id).execute(db)).rows.map((r) => r.id);
  if (!ids.length) return [];
  const [rows, noted] = [await seenRows(db, actor, ids), await progressOf(db, ids)];
  const about = async (table: 'handoffs' | 'promises' | 'escalations', states: readonly string[]) => new Set((await tables(db).selectFrom(table).select('ticket_id').where('ticket_id', 'in', ids).where('state', 'in', [...states]).execute()).map((r) => r.ticket_id));
  const offered = await about('handoffs', ['offered', 'expired']);
  const [promised, escalated] = [await about('promises', ['open']), await about('escalations', ['raised', 'acknowledged', 'answered', 'told'])];
  const until = Date.parse(nextEnd ?? clock.iso(24 * 3600_000));
  return rows.map((ticket) => {
    const progress = noted.get(ticket.id) ?? noProgress;
    return {
      ticket, progress, mayWork: true, standing: standingOf({ status: ticket.status, offered: offered.has(ticket.id), next: progress.next, nextAt: progress.at, lastFrom: ticket.lastFrom, lastMessageAt: ticket.lastMessageAt }),
      marks: marksOf({ ...ticket, promised: promised.has(ticket.id), escalated: escalated.has(ticket.id) }, clock.ms(), until),
    };
  }).sort((a, b) => inEndOrder({ ...a, ...a.ticket }, { ...b, ...b.ticket }));
}
