import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import { notesNewer, ProgressNoted, type progress } from './contract.ts';
import { tables } from './tables.ts';

export type Progress = Out<typeof progress>;
export const noProgress: Progress = { validation: '', next: '', personId: null, at: null, version: 0 };

/** What was checked so far and what comes next, kept on the ticket; refused when somebody else wrote since `version`. */
export async function noteProgress(tx: Tx, actor: PersonActor, ticketId: string, said: { validation: string; next: string; version: number }): Promise<Progress> {
  const ticket = await workableOne(tx, actor, ticketId);
  const now = (await progressOf(tx, [ticketId])).get(ticketId) ?? noProgress;
  if (now.version !== said.version) refuse(notesNewer, { validation: now.validation, next: now.next, version: now.version });
  // The same words again, after the customer wrote: they still hold.
  const stale = now.at !== null && ticket.last_from === 'customer' && Date.parse(now.at) < Date.parse(ticket.last_message_at);
  if (now.validation === said.validation && now.next === said.next && !stale) return now;
  const row = { validation: said.validation, next_step: said.next, person_id: actor.id, version: now.version + 1, at: clock.now() };
  await tables(tx).insertInto('ticket_progress').values({ ticket_id: ticketId, ...row }).onConflict((c) => c.column('ticket_id').doUpdateSet(row)).execute();
  await tell(tx, actor, ticket, ProgressNoted, { version: row.version });
  return { validation: said.validation, next: said.next, personId: actor.id, at: row.at.toISOString(), version: row.version };
}

/** By ticket; those without a line are left out. */
export async function progressOf(db: Reads, ticketIds: readonly string[]): Promise<Map<string, Progress>> {
  if (!ticketIds.length) return new Map();
  const rows = await tables(db).selectFrom('ticket_progress').selectAll().where('ticket_id', 'in', [...ticketIds]).execute();
  return new Map(rows.map((r) => [r.ticket_id, { validation: r.validation, next: r.next_step, personId: r.person_id, at: r.at, version: r.version }]));
}
