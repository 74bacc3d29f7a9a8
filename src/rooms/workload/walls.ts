import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { runs } from '../people/access.ts';
import { teamsOnDuty } from '../rota/queries.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { visible } from '../tickets/access.ts';
import { seenTeams } from './access.ts';
import type { wall, wallPerson, wallTeam } from './contract.ts';
import { teamsNow, type TeamNow } from './loads.ts';
import { edges } from './rules.ts';
import { tables } from './tables.ts';

type WallTeam = Out<typeof wallTeam>;
type WallPerson = Out<typeof wallPerson>;
interface Queued { team: string; unowned: number; oldest: string | null; ages: number[] }
interface Claimed { readonly team: string; readonly person: string }
interface Timed { team: string; due: number; late: number }
interface WaitingOn { team: string; for: keyof WallTeam['waitingOn']; n: number }

const hourMs = 3600_000;

/** The queues of teams as they are now, each figure counted by what its link lists; and the people of those one leads. */
export async function wallFor(db: Reads, actor: PersonActor, teamId?: string): Promise<Out<typeof wall>> {
  const at = clock.iso();
  const teams = await seenTeams(db, actor, teamId);
  const led = teams.filter((team) => runs(actor, team));
  const since = edges.map((minutes) => new Date(Date.parse(at) - minutes * 60_000).toISOString());
  const bounds = [...since, null];
  const [queued, timed, waiting, claimed] = teams.length ? [await queuedIn(db, teams, since), await timedIn(db, teams, at), await waitingIn(db, teams), await claimedIn(db, teams)] : [[], [], [], []];
  return {
    at,
    teams: teams.map((team) => {
      const q = queued.find((one) => one.team === team);
      const t = timed.find((one) => one.team === team);
      const on = (reason: WaitingOn['for']) => waiting.find((one) => one.team === team && one.for === reason)?.n ?? 0;
      return {
        teamId: team, unowned: q?.unowned ?? 0, claimed: claimed.filter((one) => one.team === team).length, oldest: q?.oldest ?? null, ages: bounds.map((from, n) => ({ from, to: bounds[n - 1] ?? null, count: q?.ages[n] ?? 0 })), due: t?.due ?? 0, late: t?.late ?? 0,
        waitingOn: { customer: on('customer'), teammate: on('teammate'), team: on('team'), date: on('date'), vendor: on('vendor') },
      };
    }),
    people: led.length ? await peopleOf(db, actor, await teamsNow(db, led), at) : null,
  };
}

/** Open and unowned, by when they came into the queue: all that is asked for stands in an index. What is merged away stands in no queue. */
async function queuedIn(db: Reads, teams: readonly string[], since: readonly string[]): Promise<Queued[]> {
  const [a, b, c, d] = since.map((edge) => sql`${edge}::timestamptz`);
  const { rows } = await sql<Queued>`select team_id as team, count(*)::int as unowned, min(queued_at) as oldest, array[(count(*) filter (where queued_at >= ${a}))::int, (count(*) filter (where queued_at < ${a} and queued_at >= ${b}))::int,
      (count(*) filter (where queued_at < ${b} and queued_at >= ${c}))::int, (count(*) filter (where queued_at < ${c} and queued_at >= ${d}))::int, (count(*) filter (where queued_at < ${d}))::int] as ages
    from tickets where team_id = any(${[...teams]}::uuid[]) and queued_at is not null group by team_id`.execute(tables(db));
  return rows;
}

/** Late now, and due within the hour: open and waiting ones. */
async function timedIn(db: Reads, teams: readonly string[], at: string): Promise<Timed[]> {
  const { rows } = await sql<Timed>`select team_id as team, (count(*) filter (where due_at >= ${at}))::int as due, (count(*) filter (where due_at < ${at}))::int as late
    from tickets where team_id = any(${[...teams]}::uuid[]) and status in ('open', 'waiting') and due_at < ${new Date(Date.parse(at) + hourMs).toISOString()} and merged_into is null group by team_id`.execute(tables(db));
  return rows;
}

async function waitingIn(db: Reads, teams: readonly string[]): Promise<WaitingOn[]> {
  const { rows } = await sql<WaitingOn>`select team_id as team, waiting_for as for, count(*)::int as n from tickets where team_id = any(${[...teams]}::uuid[]) and status = 'waiting' and merged_into is null group by 1, 2`.execute(tables(db));
  return rows;
}

/** Whose work on what stands in these queues. */
const claimedIn = async (db: Reads, teams: readonly string[]): Promise<Claimed[]> =>
  await tables(db).selectFrom('claims').select(['team_id as team', 'person_id as person']).where('team_id', 'in', [...teams]).where('ended_at', 'is', null).execute();

/** Everybody once, by name: how they are, what they work on, what they carry. Somebody of several teams is judged where they carry most against it. */
async function peopleOf(db: Reads, actor: PersonActor, teams: readonly TeamNow[], at: string): Promise<WallPerson[]> {
  const all = new Map(teams.flatMap((team) => team.people.map((one) => [one.personId, one] as const)));
  const ids = [...all.keys()];
  const states = await availabilityOf(db, ids);
  const claims = ids.length
    ? await tables(db).selectFrom('claims as c').innerJoin('tickets as t', 't.id', 'c.ticket_id').select(['t.id', 't.number', 't.subject', 'c.person_id']).where('c.person_id', 'in', ids).where('c.ended_at', 'is', null).where(visible(actor)).orderBy('t.number').execute()
    : [];
  const duty = await teamsOnDuty(db, ids, at);
  const planned = new Set((await tables(db).selectFrom('rota_shifts').select('team_id').distinct().where('gone_at', 'is', null).where('team_id', 'in', teams.map((t) => t.teamId)).execute()).map((r) => r.team_id));
  return ids.map((id) => {
    const one = all.get(id)!;
    const mine = teams.filter((team) => team.people.some((p) => p.personId === id));
    const worst = mine.map((team) => team.people.find((p) => p.personId === id)!).reduce((a, b) => (b.level === 'swamped' ? b : a));
    const { state, until, note } = states.get(id)!;
    return {
      personId: id, teams: mine.map((t) => t.teamId), state, until, note, duty: dutyOf(duty.get(id), mine.map((t) => t.teamId), planned),
      claims: claims.filter((c) => c.person_id === id).map((c) => ({ ticketId: c.id, number: Number(c.number), subject: c.subject })), points: one.points, open: one.open, waiting: one.waiting, late: one.late, level: worst.level,
    };
  }).sort((a, b) => all.get(a.personId)!.name.localeCompare(all.get(b.personId)!.name));
}

/** On shift for a team that is looked at, for another one, or not at all where shifts are planned. */
function dutyOf(on: ReadonlySet<string> | undefined, teams: readonly string[], planned: ReadonlySet<string>): WallPerson['duty'] {
  if (on) return teams.some((team) => on.has(team)) ? 'here' : 'elsewhere';
  return teams.some((team) => planned.has(team)) ? 'off' : null;
}
