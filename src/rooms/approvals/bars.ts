import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actNamed, type Place } from './acts.ts';
import { notDecider, ownRequest } from './contract.ts';
import { runsTeam } from './rules.ts';
import { tables, type ApprovalRecord } from './tables.ts';

/** Where a request belongs now: of a ticket its team of this moment, as it may have moved since. */
export async function placeNow(db: Reads, request: Pick<ApprovalRecord, 'ticket_id' | 'team_id'>): Promise<Place> {
  if (!request.ticket_id) return { ticketId: null, teamId: request.team_id };
  const ticket = (await tables(db).selectFrom('tickets').select('team_id').where('id', '=', request.ticket_id).executeTakeFirst()) ?? refuse(notFound);
  return { ticketId: request.ticket_id, teamId: ticket.team_id };
}

/** Why somebody may not decide a request; null when they may. They run the team now, did not ask for it, gain nothing by it, and are a person. */
export async function barTo(db: Reads, decider: PersonActor, request: Pick<ApprovalRecord, 'act' | 'data' | 'requester_id' | 'ticket_id' | 'team_id'>): Promise<typeof ownRequest | typeof notDecider | null> {
  const act = actNamed(request.act);
  if (decider.id === request.requester_id || (act.gains?.(request.data) ?? []).includes(decider.id)) return ownRequest;
  const place = await placeNow(db, request);
  if (!runsTeam(decider, place.teamId)) return notDecider;
  const person = await tables(db).selectFrom('people').select('id').where('id', '=', decider.id).where('kind', '=', 'person').where('deactivated_at', 'is', null).executeTakeFirst();
  if (!person) return notDecider;
  return !act.mayDecide || (await act.mayDecide(db, decider, place, request.data)) ? null : notDecider;
}
