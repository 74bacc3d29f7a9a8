import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { ledTeams } from './access.ts';
import type { personLoad, teamLoad, workload } from './contract.ts';
import { teamsNow, weeksOf, type TeamNow } from './loads.ts';
import { suggest, type Load } from './rules.ts';

type PersonLoad = Out<typeof personLoad>;
type Person = TeamNow['people'][number];

const shape = ({ name: _, away: __, ...one }: Person, weeks: Awaited<ReturnType<typeof weeksOf>>): PersonLoad => ({ ...one, ...weeks.get(one.personId)! });
const weeksFor = (db: Reads, people: readonly Person[]) => weeksOf(db, new Map(people.map((one) => [one.personId, one as Load])));

/** What the people of teams one leads carry, judged by the rule, with suggestions who could help whom. */
export async function loadOfTeams(db: Reads, actor: PersonActor, teamId?: string): Promise<Out<typeof teamLoad>[]> {
  const teams = await teamsNow(db, await ledTeams(db, actor, teamId));
  const weeks = await weeksFor(db, teams.flatMap((team) => team.people));
  return teams.map(({ teamId: id, middle, people }) => ({ teamId: id, middle, people: people.map((one) => shape(one, weeks)), suggestions: suggest(people, middle) }));
}

/** What I carry; in which of my teams it stands out most counts. While I am ahead: who of my teams could use help, without their figures. */
export async function myLoad(db: Reads, actor: PersonActor): Promise<Out<typeof workload.mine.spec.output>> {
  const teams = await teamsNow(db, actor.teams);
  const places = teams.flatMap((team) => team.people.filter((one) => one.personId === actor.id).map((one) => ({ team, one })));
  const weight = { swamped: 0, away: 1, ahead: 2, steady: 3 };
  const mine = places.sort((a, b) => weight[a.one.level] - weight[b.one.level])[0]?.one ?? { personId: actor.id, name: '', away: false, points: 0, open: 0, waiting: 0, late: 0, level: 'steady' as const, reasons: [] };
  const wanting = mine.level === 'ahead' ? places.filter(({ one }) => one.level === 'ahead') : [];
  const couldUseHelp = wanting.flatMap(({ team }) => team.people.filter((one) => one.level === 'swamped').flatMap((one) =>
    suggest(team.people.filter((p) => p.personId === one.personId || p.personId === actor.id), team.middle).map(({ ownerId, count }) => ({ personId: ownerId, teamId: team.teamId, count }))));
  return { ...shape(mine, await weeksFor(db, [mine])), couldUseHelp: couldUseHelp.filter((one, at) => couldUseHelp.findIndex((other) => other.personId === one.personId) === at) };
}
