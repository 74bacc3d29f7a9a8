import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { mustOwn, reachableTeam } from '../tickets/access.ts';
import type { Ticket } from '../tickets/tables.ts';
import { nobodyThere, receiverAway, toYourself } from './contract.ts';
import { tables } from './tables.ts';

export type To = { readonly personId: string; readonly teamId?: string | undefined } | { readonly teamId: string };
export interface Destination { readonly personId: string | null; readonly teamId: string }

/** Where a handoff goes, if it can: somebody who may own it there and is not away, or a team somebody of which could accept it. */
export async function destinationOf(db: Reads, actor: PersonActor, ticket: Ticket, to: To, options: { mayBeAway?: boolean } = {}): Promise<Destination> {
  if (!('personId' in to)) {
    await reachableTeam(db, actor, to.teamId);
    if (!(await membersWhoWork(db, to.teamId)).some((id) => id !== actor.id)) refuse(nobodyThere);
    return { personId: null, teamId: to.teamId };
  }
  // Out of a closed team only by naming where to: others would see it there.
  const teamId = to.teamId ?? ticket.team_id;
  if (to.personId === ticket.owner_id && teamId === ticket.team_id) refuse(toYourself);
  if (teamId !== ticket.team_id) await reachableTeam(db, actor, teamId);
  await mustOwn(db, to.personId, teamId);
  const [now, may] = [(await availabilityOf(db, [to.personId])).get(to.personId)!, (await mayBeGiven(db, actor, [to.personId], { teamId })).get(to.personId)!];
  if (!may.mayAsk && !options.mayBeAway) refuse(receiverAway, { personId: to.personId, until: now.until, note: now.note, coverId: now.coverId });
  return { personId: to.personId, teamId };
}

/** Active members of a team who can own tickets. */
export async function membersWhoWork(db: Reads, teamId: string): Promise<string[]> {
  const rows = await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select('p.id').where('m.team_id', '=', teamId)
    .where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).where('p.role', '!=', 'collaborator').orderBy('p.id').execute();
  return rows.map((r) => r.id);
}

/** Who leads a team and is active; where nobody does, the admins. */
export async function leadsOf(db: Reads, teamId: string): Promise<string[]> {
  const people = tables(db).selectFrom('people as p').select('p.id').where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).orderBy('p.id');
  const leads = await people.innerJoin('members as m', 'm.person_id', 'p.id').where('m.team_id', '=', teamId).where('m.lead', '=', true).where('p.role', 'in', ['lead', 'admin']).execute();
  return (leads.length ? leads : await people.where('p.role', '=', 'admin').execute()).map((p) => p.id);
}
