import { sql } from 'kysely';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { visible } from '../tickets/access.ts';
import { tables, type ApprovalRecord } from './tables.ts';

/**
 * Who sees a request: the one who asked, who was asked, and those who run the team it belongs to now; one about a ticket
 * only while they see the ticket. On the ticket itself everybody who sees it sees what waits for a decision.
 */
export const seesRequest = (actor: PersonActor) => sql<boolean>`((a.ticket_id is null or exists (select from tickets t where t.id = a.ticket_id and ${visible(actor)})) and (
  a.requester_id = ${actor.id} or ${actor.id}::uuid = any(a.asked) or ${actor.role === 'admin'}
  or ${runsTeamNow(actor)}))`;

/** Whether the actor leads the team the request belongs to now. */
export const runsTeamNow = (actor: PersonActor) => sql<boolean>`coalesce((select t.team_id from tickets t where t.id = a.ticket_id), a.team_id) = any(${actor.role === 'lead' ? [...actor.leads] : []}::uuid[])`;

/** A request the actor may see; missing and forbidden ones answer alike (W-G1). */
export const readableRequest = async (db: Reads, actor: PersonActor, id: string): Promise<ApprovalRecord> =>
  (await tables(db).selectFrom('approvals as a').selectAll().where('a.id', '=', id).where(seesRequest(actor)).executeTakeFirst()) ?? refuse(notFound);
