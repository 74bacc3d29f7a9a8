import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from '../people/access.ts';
import { notMember } from './contract.ts';
import { tables, type ShiftRecord } from './tables.ts';

/** A team whose rota may be read: who sees the team sees who works when. */
export function seenTeam(actor: PersonActor, teamId: string): void {
  if (!actor.sees.includes(teamId)) refuse(notFound);
}
/** A team whose rota the actor writes: its leads, and admins. */
export function ruledTeam(actor: PersonActor, teamId: string): void {
  seenTeam(actor, teamId);
  if (!runs(actor, teamId)) refuse(forbidden);
}

/** A shift that is not gone, of a team the actor sees. */
export async function seenShift(db: Reads, actor: PersonActor, id: string): Promise<ShiftRecord> {
  const row = (await tables(db).selectFrom('rota_shifts').selectAll().where('id', '=', id).where('gone_at', 'is', null).executeTakeFirst()) ?? refuse(notFound);
  seenTeam(actor, row.team_id);
  return row;
}
export async function ruledShift(db: Reads, actor: PersonActor, id: string): Promise<ShiftRecord> {
  const row = await seenShift(db, actor, id);
  ruledTeam(actor, row.team_id);
  return row;
}

/** Somebody who can be on the rota of a team: an active member. */
export async function mustBeMember(db: Reads, teamId: string, personId: string): Promise<void> {
  const there = await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select('p.id').where('m.team_id', '=', teamId).where('p.id', '=', personId)
    .where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).executeTakeFirst();
  if (!there) refuse(notMember);
}

/** Whose absences the actor writes: of people in teams they lead; admins everybody's. Missing people and those of others answer alike. */
export async function ruledPerson(db: Reads, actor: PersonActor, personId: string): Promise<void> {
  const teams = (await tables(db).selectFrom('members').select('team_id').where('person_id', '=', personId).execute()).map((m) => m.team_id);
  const there = await tables(db).selectFrom('people').select('id').where('id', '=', personId).where('kind', '=', 'person').where('deactivated_at', 'is', null).executeTakeFirst();
  if (!there) refuse(notFound);
  if (actor.role !== 'admin' && !teams.some((team) => runs(actor, team))) refuse(forbidden);
}
