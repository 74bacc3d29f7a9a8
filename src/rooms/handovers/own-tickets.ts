import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { rows, shape } from '../tickets/ticket-row.ts';
import type { endTicket } from './contract.ts';
import { inEndOrder, marksOf, standingOf } from './rules.ts';

export type EndTicket = Out<typeof endTicket>;
const most = 200;

interface Noted { readonly validation: string; readonly next: string; readonly personId: string | null; readonly at: string | null; readonly version: number }
const has = (table: string, states: string) => sql<boolean>`exists (select from ${sql.table(table)} x where x.ticket_id = t.id and x.state in (${sql.raw(states)}))`;
/** What somebody owns that is not closed, with what is noted, offered, promised and escalated on it: one question. */
export const ownTicketsQuery = (db: Reads, personId: string) => rows(db).select([
  has('handoffs', `'offered', 'expired'`).as('offered'), has('promises', `'open'`).as('promised'), has('escalations', `'raised', 'acknowledged', 'answered', 'told'`).as('escalated'),
  sql<Noted | null>`(select jsonb_build_object('validation', g.validation, 'next', g.next_step, 'personId', g.person_id, 'at', g.at, 'version', g.version) from ticket_progress g where g.ticket_id = t.id)`.as('noted'),
]).where('t.owner_id', '=', personId).where('t.status', 'in', ['open', 'waiting']).where('t.merged_into', 'is', null).orderBy('t.due_at').orderBy('t.id').limit(most);

const noProgress: Noted = { validation: '', next: '', personId: null, at: null, version: 0 };
/** One's own tickets that are not closed, and what says how each goes on; unfinished ones first. `nextEnd`: until when something counts as pressing; a day, unless said. */
export async function ownTickets(db: Reads, actor: PersonActor, nextEnd = clock.iso(24 * 3600_000)): Promise<EndTicket[]> {
  const until = Date.parse(nextEnd);
  return (await ownTicketsQuery(db, actor.id).execute()).map(({ offered, promised, escalated, noted, ...row }) => {
    const ticket = shape(row);
    const progress = noted ? { ...noted, at: noted.at && new Date(noted.at).toISOString() } : noProgress;
    return {
      ticket, progress, standing: standingOf({ status: ticket.status, offered, next: progress.next, nextAt: progress.at, lastFrom: ticket.lastFrom, lastMessageAt: ticket.lastMessageAt }),
      marks: marksOf(ticket, { promised, escalated }, clock.ms(), until),
    };
  }).sort(inEndOrder);
}
