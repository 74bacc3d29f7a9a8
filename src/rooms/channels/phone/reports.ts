import { sql } from 'kysely';
import type { Out } from '../../../core/contract.ts';
import { notFound } from '../../../core/refusals.ts';
import type { PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { runs } from '../../people/access.ts';
import { visible } from '../../tickets/access.ts';
import type { counted, report, reportItem } from './contract.ts';

type Ask = { teamId?: string | undefined; from?: string | undefined; to?: string | undefined };
type Figures = Out<typeof report>['teams'][number];
type Item = Out<typeof reportItem>;
const monthMs = 30 * 24 * 3600_000;
const spanOf = ({ from, to }: Ask) => [from ?? clock.iso(-monthMs), to ?? clock.iso(1000)] as const;

/** Teams whose people one may count: those one leads; an admin all. Of others, oneself alone. */
function scope(actor: PersonActor, teamId: string | undefined): { teams: string[]; self: string[] } {
  if (teamId && !actor.sees.includes(teamId)) return refuse(notFound);
  const all = teamId ? [teamId] : [...actor.sees];
  return { teams: all.filter((t) => runs(actor, t)), self: all };
}
const within = ({ teams, self }: ReturnType<typeof scope>, actor: PersonActor) => (team: string, person: string) => {
  const own = sql`(${sql.ref(person)} = ${actor.id}::uuid and ${sql.ref(team)} = any(${self}::uuid[]))`;
  // Said alone where they lead nobody, so that their own rows are found by an index.
  return teams.length ? sql`(${sql.ref(team)} = any(${teams}::uuid[]) or ${own})` : own;
};

const late = sql`c.attended_at > p.due_at + make_interval(secs => p.grace_ms / 1000.0)`;
const missed = () => sql`c.attended_at is null and ${clock.iso()}::timestamptz > p.due_at + make_interval(secs => p.grace_ms / 1000.0)`;
const callbacks = sql`callbacks c join promises p on p.id = c.promise_id and p.kind = 'callback' and p.state <> 'withdrawn'`;

/** Callbacks attended on time, and calls, by person and by team (Q7). A callback counts for whoever owes it, a call for whoever made it. */
export async function reportFor(db: Reads, actor: PersonActor, ask: Ask): Promise<Out<typeof report>> {
  const { rows } = await reportQuery(actor, ask).execute(db);
  const teams = new Map<string, Figures>();
  for (const { personId: _, ...row } of rows) teams.set(row.teamId, sum(teams.get(row.teamId), row));
  return { rows, teams: [...teams.values()] };
}

export function reportQuery(actor: PersonActor, ask: Ask) {
  const seen = within(scope(actor, ask.teamId), actor);
  const [from, to] = spanOf(ask);
  return sql<Out<typeof report>['rows'][number]>`select "teamId", "personId", sum(due)::int as due, sum(on_time)::int as "onTime", sum(late)::int as late, sum(missed)::int as missed, sum(calls)::int as calls, sum(answered)::int as answered, round(sum(seconds) / 60.0)::int as minutes from (
      select c.team_id as "teamId", p.owner_id as "personId", 1 as due, (c.attended_at is not null and not (${late}))::int as on_time, coalesce(${late}, false)::int as late, (${missed()})::int as missed, 0 as calls, 0 as answered, 0 as seconds
        from ${callbacks} where p.due_at >= ${from} and p.due_at < ${to} and ${seen('c.team_id', 'p.owner_id')}
      union all select l.team_id, l.person_id, 0, 0, 0, 0, 1, (l.outcome in ('answered', 'called-back'))::int, coalesce(l.seconds, 0)
        from calls l where l.channel = 'phone' and l.discarded_at is null and l.ended_at is not null and l.started_at >= ${from} and l.started_at < ${to} and ${seen('l.team_id', 'l.person_id')}
    ) x group by 1, 2 order by 1, 2`;
}

const sum = (a: Figures | undefined, b: Figures): Figures => (a ? {
  teamId: a.teamId, due: a.due + b.due, onTime: a.onTime + b.onTime, late: a.late + b.late, missed: a.missed + b.missed, calls: a.calls + b.calls, answered: a.answered + b.answered, minutes: a.minutes + b.minutes,
} : { ...b });

/** What stands behind a figure: the same rows, on tickets that may still be seen. */
export async function reportItems(db: Reads, actor: PersonActor, ask: Ask & { personId?: string | undefined; counted: Out<typeof counted> }): Promise<Item[]> {
  const seen = within(scope(actor, ask.teamId), actor);
  const [from, to] = spanOf(ask);
  if (ask.counted === 'calls' || ask.counted === 'answered') {
    const { rows } = await sql<Item>`select l.id, t.id as "ticketId", t.number, t.subject, coalesce(k.name, '') as "customerName", l.person_id as "personId", l.started_at as at, null as "attendedAt", l.outcome, l.seconds
      from calls l join tickets t on t.id = l.ticket_id left join customers k on k.id = t.customer_id
      where l.channel = 'phone' and l.discarded_at is null and l.ended_at is not null and l.started_at >= ${from} and l.started_at < ${to} and ${seen('l.team_id', 'l.person_id')} and ${visible(actor)}
        ${ask.counted === 'answered' ? sql`and l.outcome in ('answered', 'called-back')` : sql``} ${ask.personId ? sql`and l.person_id = ${ask.personId}` : sql``} order by l.started_at desc, l.id limit 200`.execute(db);
    return rows;
  }
  const which = { due: sql`true`, onTime: sql`c.attended_at is not null and not (${late})`, late, missed: missed() }[ask.counted];
  const { rows } = await sql<Item>`select c.promise_id as id, t.id as "ticketId", t.number, t.subject, coalesce(k.name, '') as "customerName", p.owner_id as "personId", p.due_at as at, c.attended_at as "attendedAt", null as outcome, null as seconds
    from ${callbacks} join tickets t on t.id = p.ticket_id left join customers k on k.id = t.customer_id
    where p.due_at >= ${from} and p.due_at < ${to} and ${seen('c.team_id', 'p.owner_id')} and ${visible(actor)} and ${which} ${ask.personId ? sql`and p.owner_id = ${ask.personId}` : sql``} order by p.due_at desc, p.id limit 200`.execute(db);
  return rows;
}
