import { sql, type RawBuilder } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { listEscalations } from '../escalations/queries.ts';
import { owedBy } from '../promises/queries.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { visible } from '../tickets/access.ts';
import { rowsOf } from '../tickets/ticket-row.ts';
import { handoverSettings, type myShift, type startOfShift } from './contract.ts';
import { easingIn } from './easing-in.ts';
import { newestTo, waitingFor, whole } from './queries.ts';
import { leftAt, type Span } from './rules.ts';
import { endingSpan, lastEnds, presentSpan } from './spans.ts';
import { tables } from './tables.ts';

type Start = Out<typeof startOfShift>;

/** When somebody left: by their last signing, their last shift, or the hours of their team. */
async function left(db: Reads, actor: PersonActor, span: Span | null): Promise<{ since: string; by: Start['sinceBy'] }> {
  const before = span && Date.parse(span.startsAt) < clock.ms() ? span.startsAt : clock.iso();
  const signed = await tables(db).selectFrom('handover_issues').select('signed_at').where('signed_by', '=', actor.id).where('signed_at', '<=', before).orderBy('signed_at', 'desc').limit(1).executeTakeFirst();
  return leftAt({ signedAt: signed?.signed_at ?? null, ...(await lastEnds(db, actor, before)) }, clock.ms());
}

/** Counting ends here. */
const most = 2000;
const shown = 5;
interface Counted { readonly n: number; readonly ids: readonly string[] }
/** How many there are, and the newest of them. `found` walks an index from now back to then, and answers `id` and `at`. */
const counted = (found: RawBuilder<unknown>): RawBuilder<Counted> =>
  sql`select count(*)::int as n, coalesce((array_agg(id order by at desc))[1:${sql.lit(shown)}], '{}') as ids from (${found} order by at desc limit ${sql.lit(most + 1)}) f`;

export const sinceQueries = (actor: PersonActor, since: string): Readonly<Record<keyof Start['happened'], RawBuilder<Counted>>> => {
  const perTeam = (rows: RawBuilder<unknown>) => sql`select x.id, x.at from unnest(${[...actor.teams]}::uuid[]) as l(team) cross join lateral (${rows} limit ${sql.lit(most + 1)}) x`;
  return {
    replies: counted(sql`select t.id, t.last_message_at as at from tickets t where t.owner_id = ${actor.id}::uuid and t.status in ('open', 'waiting') and t.last_message_at >= ${since} and t.last_from = 'customer' and t.merged_into is null`),
    queue: counted(perTeam(sql`select t.id, t.made_at as at from tickets t where t.team_id = l.team and t.owner_id is null and t.status = 'open' and t.merged_into is null and t.made_at >= ${since} order by t.made_at desc`)),
    closed: counted(perTeam(sql`select t.id, t.closed_at as at from tickets t where t.team_id = l.team and t.status = 'closed' and t.merged_into is null and t.closed_at >= ${since} order by t.closed_at desc`)),
    mentions: counted(sql`select t.id, max(a.at) as at from note_asks a join tickets t on t.id = a.ticket_id where a.state = 'open' and (a.person_id = ${actor.id}::uuid or (a.person_id is null and a.team_id = any(${[...actor.teams]}::uuid[]))) and a.at >= ${since} and ${visible(actor)} group by t.id`),
  };
};

async function happened(db: Reads, actor: PersonActor, since: string): Promise<Start['happened']> {
  const queries = Object.entries(sinceQueries(actor, since));
  const found = await Promise.all(queries.map(async ([name, query]) => [name, (await query.execute(db)).rows[0]!] as const));
  const rows = new Map((await rowsOf(db, [...new Set(found.flatMap(([, { ids }]) => ids))])).map((t) => [t.id, t]));
  return Object.fromEntries(found.map(([name, { n, ids }]) => [name, { n: Math.min(most, n), more: n > most, tickets: ids.flatMap((id) => rows.get(id) ?? []) }])) as unknown as Start['happened'];
}

/** All that somebody needs who begins: what was handed over, what is escalated, what happened, what they promised. */
export async function startFor(db: Reads, actor: PersonActor): Promise<Start> {
  const span = await presentSpan(db, actor);
  const { since, by } = await left(db, actor, span);
  const until = span?.endsAt ?? clock.iso(24 * 3600_000);
  const [handovers, escalations, news, promises, easeIn, given] = await Promise.all([
    handedTo(db, actor, since), escalationsFor(db, actor), happened(db, actor, since), owedBy(db, actor), easingIn(db, actor), mayBeGiven(db, actor, [actor.id], { teamId: span?.teamId ?? actor.teams[0] ?? null }),
  ]);
  return {
    span, since, sinceBy: by, handovers, outgoing: [...new Set(handovers.flatMap((h) => h.content.signers))].filter((id) => id !== actor.id), escalations, happened: news,
    promises: promises.filter((p) => Date.parse(p.dueAt) <= Date.parse(until)), easeIn, held: given.get(actor.id)?.why?.code === 'limit',
  };
}

/** Handovers that wait for the actor, and those signed about when they left or since; the waiting ones first. */
async function handedTo(db: Reads, actor: PersonActor, since: string): Promise<Start['handovers']> {
  const handovers = await Promise.all((await newestTo(db, actor)).map((row) => whole(db, actor, row)));
  const waiting = new Set((await waitingFor(db, actor)).map((w) => w.row.id));
  return handovers.filter((h) => waiting.has(h.id) || Date.parse(h.endsAt) >= Date.parse(since) - 3600_000).sort((a, b) => Number(waiting.has(b.id)) - Number(waiting.has(a.id)) || Date.parse(b.endsAt) - Date.parse(a.endsAt));
}

/** The actor's own first, then those of their teams. */
async function escalationsFor(db: Reads, actor: PersonActor): Promise<Start['escalations']> {
  const [mine, teams] = await Promise.all([listEscalations(db, actor, { view: 'mine' }), listEscalations(db, actor, { view: 'teams' })]);
  const own = new Set(mine.items.map((e) => e.escalation.id));
  return [...mine.items, ...teams.items.filter((e) => actor.teams.includes(e.ticket.teamId) && !own.has(e.escalation.id))];
}

/** What the bar of My day asks: one's shift, whether it ends soon, what waits for one's name. */
export async function shiftFor(db: Reads, actor: PersonActor): Promise<Out<typeof myShift>> {
  const span = await presentSpan(db, actor);
  const waiting = (await waitingFor(db, actor)).map(({ row, n, dueAt }) => ({ handoverId: row.id, teamId: row.team_id, n, dueAt }));
  return { span, ends: await ending(db, actor), waiting };
}

const overMs = 2 * 3600_000;
/** The end of their shift, also for a while after it. */
async function ending(db: Reads, actor: PersonActor): Promise<Out<typeof myShift>['ends']> {
  if (actor.role === 'collaborator' || !actor.teams.length) return null;
  const span = await endingSpan(db, actor);
  if (span.by === 'none' || clock.ms() - Date.parse(span.endsAt) > overMs) return null;
  const [teams, signed] = [await handsOverFor(db, actor, span), await signedFor(db, actor, span)];
  const open = teams.filter((id) => !signed.has(id));
  const { signMinutes } = await readSettings(db, handoverSettings, span.teamId);
  return { at: span.endsAt, teamId: open[0] ?? span.teamId, signed: open.length === 0, askAt: signMinutes > 0 ? new Date(Date.parse(span.endsAt) - signMinutes * 60_000).toISOString() : null };
}

/** The team of one's shift, and others of one's own in which one owns something open. */
async function handsOverFor(db: Reads, actor: PersonActor, span: Span): Promise<string[]> {
  const rows = await tables(db).selectFrom('tickets').select('team_id').distinct().where('owner_id', '=', actor.id).where('status', '=', 'open').where('merged_into', 'is', null).orderBy('team_id').execute();
  return [...new Set([span.teamId, ...rows.map((r) => r.team_id).filter((id) => actor.teams.includes(id))])];
}

/** Teams for which one signed a handover of this shift: each ends by its own rota or hours. */
async function signedFor(db: Reads, actor: PersonActor, span: Span): Promise<Set<string>> {
  const rows = await tables(db).selectFrom('handover_issues as i').innerJoin('handovers as h', 'h.id', 'i.handover_id').select('h.team_id').distinct().where('i.signed_by', '=', actor.id).where('i.signed_at', '>', span.startsAt).where('h.ends_at', '>', span.startsAt).execute();
  return new Set(rows.map((r) => r.team_id));
}
