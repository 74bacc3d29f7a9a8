import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { calendarOf, openHours } from '../calendars/queries.ts';
import { businessTimeBetween } from '../calendars/rules.ts';
import { rotaSettings, type rota } from './contract.ts';
import { worked } from './occurrences.ts';
import { coverageOf, expectedBy, type Stretch } from './rules.ts';

type Coverage = Out<typeof rota.coverage.spec.output>;
const hourMs = 3600_000;
const weekMs = 7 * 24 * hourMs;
const weeks = 8;

/** Tickets that came to a team, by the hour; merged ones are not counted twice. One range of one index. */
export const arrivalsQuery = (teamId: string, from: string, until: string) => sql<{ at: string; n: number }>`/* hot */
  select date_trunc('hour', made_at) as at, count(*)::int as n from tickets where team_id = ${teamId}::uuid and made_at >= ${from}::timestamptz and made_at < ${until}::timestamptz and merged_into is null group by 1`;

/** How many are on shift in each hour, beside what comes in on average then. */
export async function coverage(db: Reads, teamId: string, { from, until }: Stretch): Promise<Coverage> {
  const first = Math.floor(from / hourMs) * hourMs;
  const calendar = await calendarOf(db, teamId);
  const hours = await openHours(db, calendar);
  const now = Math.floor(clock.ms() / hourMs) * hourMs;
  const arrived = (await arrivalsQuery(teamId, new Date(now - weeks * weekMs).toISOString(), new Date(now).toISOString()).execute(db)).rows.map((r) => ({ at: Date.parse(r.at), n: r.n }));
  const { ticketsPerHour } = await readSettings(db, rotaSettings, teamId);
  const expected = expectedBy(arrived, calendar.zone, now, weeks);
  const there = await worked(db, { teamIds: [teamId] }, { from: first, until });
  const found = coverageOf(there, { from: first, until }, { expectedAt: expected.at, isOpen: (at) => businessTimeBetween(hours, at, at + hourMs) > 0, ticketsPerHour });
  return { hours: found.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })), weeks: expected.weeks, ticketsPerHour };
}
