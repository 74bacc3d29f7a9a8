import { sql } from 'kysely';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actorFor } from '../people/access.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { actNamed, type Place, type ReservedAct } from './acts.ts';
import { notDecider, ownRequest } from './contract.ts';
import { lineOf, runsTeam, type Candidate } from './rules.ts';
import { tables, type ApprovalRecord } from './tables.ts';

/** Everybody who may decide an act, those who are asked first in front: never the one who asks, nor who gains by it, nor a service. */
export async function decidersOf(db: Reads, act: ReservedAct, place: Place, data: unknown, requesterId: string): Promise<Candidate[]> {
  const barred = [requesterId, ...(act.gains?.(data) ?? [])];
  const rows = await tables(db).selectFrom('people as p').leftJoin('members as m', (j) => j.onRef('m.person_id', '=', 'p.id').on('m.team_id', '=', place.teamId))
    .select(['p.id', 'p.name', 'm.lead', sql<number>`(select count(*) from approvals a where a.state = 'pending' and p.id = any(a.asked))`.as('waiting')])
    .where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).where('p.id', 'not in', barred)
    .where((e) => e.or([e('p.role', '=', 'admin'), e.and([e('p.role', '=', 'lead'), e('m.lead', '=', true)])])).execute();
  const states = await availabilityOf(db, rows.map((r) => r.id));
  const all: Candidate[] = [];
  for (const { id, name, lead, waiting } of rows) {
    const decider = act.mayDecide ? await actorFor(db, id) : null;
    if (act.mayDecide && !(decider && (await act.mayDecide(db, decider, place, data)))) continue;
    all.push({ id, name, lead: lead ?? false, there: !states.get(id)!.away, waiting });
  }
  const order = lineOf(all).flat();
  const at = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return all.toSorted((a, b) => at(a.id) - at(b.id) || a.name.localeCompare(b.name));
}

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
