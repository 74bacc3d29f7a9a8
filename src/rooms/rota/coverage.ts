import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { calendarOf, holidayNames, openHours } from '../calendars/queries.ts';
import { businessTimeBetween } from '../calendars/rules.ts';
import { rotaSettings, type rota } from './contract.ts';
import { worked } from './occurrences.ts';
import { addDays, dayAt, instantAt, type Stretch } from './rules.ts';
import { tables } from './tables.ts';
import { coverageOf, expectedBy, type Past } from './volumes.ts';

type Coverage = Out<typeof rota.coverage.spec.output>;
const hourMs = 3600_000;
const weeks = 8;

/** Tickets that came to a team, by the hour; merged ones are not counted twice. One range of one index. */
export const arrivalsQuery = (teamId: string, from: string, until: string) => sql<{ at: string; n: number }>`/* hot */
  select date_trunc('hour', made_at) as at, count(*)::int as n from tickets where team_id = ${teamId}::uuid and made_at >= ${from}::timestamptz and made_at < ${until}::timestamptz and merged_into is null group by 1`;

/** Those of some days alone, each a range of the same index. */
const arrivalsOnDays = (teamId: string, days: readonly Stretch[]) => sql<{ at: string; n: number }>`
  select date_trunc('hour', t.made_at) as at, count(*)::int as n from unnest(${days.map((d) => new Date(d.from).toISOString())}::timestamptz[], ${days.map((d) => new Date(d.until).toISOString())}::timestamptz[]) d (a, b)
    join tickets t on t.team_id = ${teamId}::uuid and t.made_at >= d.a and t.made_at < d.b and t.merged_into is null group by 1`;

/** How many are on shift in each hour, beside what comes in on average then. */
export async function coverage(db: Reads, teamId: string, stretch: Stretch): Promise<Coverage> {
  const calendar = await calendarOf(db, teamId);
  const [hours, nameOn] = [await openHours(db, calendar), await holidayNames(db, calendar)];
  const { ticketsPerHour } = await readSettings(db, rotaSettings, teamId);
  const ahead = daysOf(calendar.zone, stretch).flatMap((one) => { const name = nameOn(one.day); return name === null ? [] : [{ ...one, name }]; });
  const expected = expectedBy(await pastOf(db, teamId, calendar.zone, nameOn, ahead.length > 0));
  const isHoliday = (at: number) => ahead.some((one) => at >= one.from && at < one.until);
  const found = coverageOf(await worked(db, { teamIds: [teamId] }, stretch), stretch, { expectedAt: (at) => expected.at(at, isHoliday(at)), isOpen: (at) => businessTimeBetween(hours, at, at + hourMs) > 0, ticketsPerHour });
  return {
    hours: found.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })), weeks: expected.weeks, ticketsPerHour,
    holidays: ahead.map(({ name, from, until }) => ({ name, from: new Date(from).toISOString(), until: new Date(until).toISOString(), basis: expected.holidayBasis })),
  };
}

/** What came in before today: of the last weeks, and, where a holiday is looked at, of those of a year. Days before the first ticket of the team tell nothing. */
async function pastOf(db: Reads, teamId: string, zone: string, nameOn: (day: string) => string | null, withHolidays: boolean): Promise<Past> {
  const today = dayAt(zone, clock.ms());
  const [until, from] = [instantAt(zone, today, 0), instantAt(zone, addDays(today, -7 * weeks), 0)];
  const holidays = daysOf(zone, { from: withHolidays ? instantAt(zone, addDays(today, -371), 0) : from, until }).filter((one) => nameOn(one.day) !== null);
  const first = holidays.length ? (await tables(db).selectFrom('tickets').select('made_at').where('team_id', '=', teamId).where('merged_into', 'is', null).orderBy('made_at').limit(1).executeTakeFirst())?.made_at : undefined;
  const known = first === undefined ? [] : holidays.filter((one) => one.until > Date.parse(first));
  const rows = (await arrivalsQuery(teamId, new Date(from).toISOString(), new Date(until).toISOString()).execute(db)).rows;
  const older = known.filter((one) => one.from < from);
  if (older.length) rows.push(...(await arrivalsOnDays(teamId, older).execute(db)).rows);
  return { arrived: rows.map((r) => ({ at: Date.parse(r.at), n: r.n })), zone, until, mostWeeks: weeks, holidays: known.map((one) => one.day) };
}

/** The days of a zone that lie in a stretch, also in part. */
function daysOf(zone: string, { from, until }: Stretch): ({ day: string } & Stretch)[] {
  const all: ({ day: string } & Stretch)[] = [];
  for (let day = dayAt(zone, from); ; day = addDays(day, 1)) {
    const one = { day, from: instantAt(zone, day, 0), until: instantAt(zone, addDays(day, 1), 0) };
    if (one.from >= until) return all;
    all.push(one);
  }
}
