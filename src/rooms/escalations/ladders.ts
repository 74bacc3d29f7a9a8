import type { Reads } from '../../core/server/db.ts';
import { availabilityOf, reachable } from '../shifts/availability.ts';
import type { LadderStep } from './rules.ts';
import { tables } from './tables.ts';

/**
 * Who can be asked at a step right now: active, not away, and not the one who asks. For a person who is away it is
 * whoever stands in for them. Empty: nobody is there, and the next step is asked at once.
 */
export async function peopleAt(db: Reads, step: LadderStep, raisedBy: string): Promise<string[]> {
  if (step.kind === 'person') return (await standIns(db, [step.personId])).filter((p) => p !== raisedBy);
  if (step.kind === 'admins') return await adminsFor(db, raisedBy);
  const members = (await membersOf(db, step.teamId, step.kind === 'leads')).filter((p) => p !== raisedBy);
  return step.kind === 'leads' ? (await standIns(db, members)).filter((p) => p !== raisedBy) : await there(db, members);
}

/** The lead of leads: the last ones asked. Where all are away they are asked all the same, and a lone admin asks themselves: it never lies with nobody. */
async function adminsFor(db: Reads, raisedBy: string): Promise<string[]> {
  const all = (await tables(db).selectFrom('people').select('id').where('role', '=', 'admin').where('kind', '=', 'person').where('deactivated_at', 'is', null).orderBy('name').execute()).map((p) => p.id);
  const others = all.filter((p) => p !== raisedBy);
  const here = await there(db, others);
  return here.length ? here : others.length ? others : all;
}

const there = async (db: Reads, people: readonly string[]): Promise<string[]> => {
  const states = await availabilityOf(db, people);
  return people.filter((p) => !states.get(p)!.away);
};

/** Active people, or whoever stands in for those away. */
async function standIns(db: Reads, people: readonly string[]): Promise<string[]> {
  const active = people.length ? await tables(db).selectFrom('people').select('id').where('id', 'in', [...people]).where('kind', '=', 'person').where('deactivated_at', 'is', null).execute() : [];
  const found: string[] = [];
  for (const { id } of active) found.push(...[await reachable(db, id)].filter((p) => p !== null));
  return [...new Set(found)];
}

/** Active people of a team that is there, collaborators too: other departments are asked as well. Services are nobody. */
async function membersOf(db: Reads, teamId: string, leads: boolean): Promise<string[]> {
  const rows = await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').innerJoin('teams as t', 't.id', 'm.team_id').select('p.id')
    .where('m.team_id', '=', teamId).where('t.archived_at', 'is', null).where('p.deactivated_at', 'is', null).where('p.kind', '=', 'person')
    .$if(leads, (q) => q.where('m.lead', '=', true)).orderBy('p.name').execute();
  return rows.map((r) => r.id);
}
