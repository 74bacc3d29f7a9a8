import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { loadOf } from '../tickets/loads.ts';
import { seen } from '../tickets/queries.ts';
import type { receivers } from './contract.ts';
import { tables } from './tables.ts';

type Receivers = Out<typeof receivers>;
type Person = Receivers['people'][number];

/** Who could receive a ticket: colleagues of its team who are there first, the least loaded of them before others. */
export async function receiversOf(db: Reads, actor: PersonActor, ticketId: string): Promise<Receivers> {
  const { row } = await seen(db, actor, ticketId);
  const teams = await tables(db).selectFrom('teams').select(['id', 'visibility']).where('archived_at', 'is', null).where('id', 'in', [...actor.sees]).orderBy('name').execute();
  const known = new Map(teams.map((t) => [t.id, t]));
  const people = await tables(db).selectFrom('people').select(['id', 'name', 'role', 'skills']).where('kind', '=', 'person').where('deactivated_at', 'is', null).where('role', '!=', 'collaborator').orderBy('name').limit(1000).execute();
  const members = await tables(db).selectFrom('members').select(['team_id', 'person_id', 'lead']).where('person_id', 'in', people.map((p) => p.id)).execute();
  const [states, loads] = [await availabilityOf(db, people.map((p) => p.id)), await loadOf(db, people.map((p) => p.id))];
  const may = await mayBeGiven(db, actor, people.map((p) => p.id), { teamId: row.teamId });
  const found = people.flatMap((p): Person[] => {
    if (p.id === row.ownerId) return [];
    const own = members.filter((m) => m.person_id === p.id && known.has(m.team_id));
    const sees = known.get(row.teamId)?.visibility === 'open' || p.role === 'admin' || own.some((m) => m.team_id === row.teamId);
    const teamId = sees ? row.teamId : own[0]?.team_id;
    const { state, away, until, note, coverId } = states.get(p.id)!;
    return teamId ? [{ personId: p.id, teamId, teams: own.map((m) => m.team_id), lead: own.some((m) => m.lead), open: loads.get(p.id)!.open, state, away, until, note, coverId, why: may.get(p.id)!.why?.say ?? null, skills: p.skills }] : [];
  });
  const place = (p: Person) => [may.get(p.personId)!.mayAsk ? 0 : 1, p.teams.includes(row.teamId) ? 0 : 1, may.get(p.personId)!.ok ? 0 : 1, p.open] as const;
  found.sort((a, b) => { const [x, y] = [place(a), place(b)]; return x[0] - y[0] || x[1] - y[1] || x[2] - y[2] || x[3] - y[3]; });
  return {
    people: found,
    teams: teams.flatMap(({ id }) => {
      const those = members.filter((m) => m.team_id === id).map((m) => m.person_id);
      return those.some((p) => p !== actor.id) ? [{ teamId: id, there: those.filter((p) => !states.get(p)!.away).length, members: those.length }] : [];
    }),
  };
}
