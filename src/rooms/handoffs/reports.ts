import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from '../people/access.ts';
import { visible } from '../tickets/access.ts';
import type { report } from './contract.ts';
import { reasonWords } from './handoff-answers.ts';

type Report = Out<typeof report>;
type Row = Omit<Report['rows'][number], 'reasonSay'>;
const monthMs = 30 * 24 * 3600_000;

/** How handoffs went, by the team they came from and their reason (H5): for coaching, so there is nobody's name in it. */
export async function reportFor(db: Reads, actor: PersonActor, ask: { teamId?: string; from?: string; to?: string }): Promise<Report> {
  if (ask.teamId && !runs(actor, ask.teamId)) refuse(notFound);
  const teams = ask.teamId ? [ask.teamId] : actor.role === 'admin' ? [...actor.sees] : [...actor.leads];
  const [from, to] = [ask.from ?? clock.iso(-monthMs), ask.to ?? clock.iso(1000)];
  const { rows } = await sql<Row>`select from_team as "teamId", reason, count(*)::int as offered, count(*) filter (where state = 'accepted')::int as accepted, count(*) filter (where state = 'declined')::int as declined,
      count(*) filter (where state = 'withdrawn')::int as withdrawn, count(*) filter (where state in ('offered', 'expired'))::int as open, count(*) filter (where step >= case urgency when 'urgent' then 1 else 2 end)::int as expired,
      count(*) filter (where bounced = 'passed-on')::int as "passedOn", count(*) filter (where had_enough)::int as "hadEnough", count(*) filter (where not had_enough)::int as "missedSomething",
      percentile_cont(0.5) within group (order by extract(epoch from ended_at - offered_at) / 60) filter (where state = 'accepted' and how = 'offer') as "minutesToAccept"
    from handoffs where from_team = any(${teams}::uuid[]) and offered_at >= ${from} and offered_at < ${to} group by from_team, reason order by from_team, count(*) desc, reason`.execute(db);
  const { rows: missing } = await sql<Report['missing'][number]>`select h.from_team as "teamId", h.reason, h.missing as words, t.id as "ticketId", t.number, h.answered_at as at from handoffs h join tickets t on t.id = h.ticket_id
    where h.from_team = any(${teams}::uuid[]) and h.offered_at >= ${from} and h.offered_at < ${to} and h.missing <> '' and ${visible(actor)} order by h.answered_at desc limit 100`.execute(db);
  const say = new Map(await Promise.all(teams.map(async (t) => [t, await reasonWords(db, t)] as const)));
  return { rows: rows.map((r) => ({ ...r, reasonSay: say.get(r.teamId)!(r.reason), minutesToAccept: r.minutesToAccept === null ? null : Math.round(r.minutesToAccept * 10) / 10 })), missing };
}
