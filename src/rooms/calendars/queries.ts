import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayChange } from './access.ts';
import { hoursInWords } from './calendar-words.ts';
import type { calendar, hours, listed } from './contract.ts';
import { holidaysOf } from './holidays.ts';
import { hoursOf, isOpen, nextClose, nextOpen, type Hours } from './rules.ts';
import { calendarColumns, tables, type CalendarRecord } from './tables.ts';

export type Calendar = Out<typeof calendar>;
type Body = Out<typeof hours>;

/** The calendar every desk has, until somebody changes it: Monday to Friday, nine to five, in the first admin's zone. */
export const firstId = '00000000-0000-7000-8000-0000000000ca';
const nine = [{ from: '09:00', to: '17:00' }];
const workWeek = [nine, nine, nine, nine, nine, [], []];

async function firstCalendar(db: Reads): Promise<Calendar> {
  const founder = await tables(db).selectFrom('people').select('zone').where('role', '=', 'admin').where('kind', '=', 'person').orderBy('id').limit(1).executeTakeFirst();
  return { id: firstId, name: 'Business hours', teamId: null, zone: founder?.zone ?? 'UTC', always: false, week: workWeek, holidays: null, days: [], standard: true, version: 0 };
}

export const shape = (row: CalendarRecord): Calendar => ({
  id: row.id, name: row.name, teamId: row.team_id, zone: row.zone, always: row.always, week: row.week as unknown as Calendar['week'],
  holidays: row.holidays as unknown as Calendar['holidays'], days: row.days as unknown as Calendar['days'], standard: row.standard, version: row.version,
});

/** A calendar, also one that is archived; refuses as missing when there is none. */
export async function calendarById(db: Reads, id: string): Promise<Calendar> {
  const row = await tables(db).selectFrom('calendars').select(calendarColumns).where('id', '=', id).executeTakeFirst();
  return row ? shape(row) : id === firstId ? await firstCalendar(db) : refuse(notFound);
}

/** The calendar a team goes by (with null, that of the workspace): the one chosen for it, else the standard one. */
export async function calendarOf(db: Reads, teamId: string | null): Promise<Calendar> {
  const { rows: [row] } = await sql<CalendarRecord>`/* hot */ select ${sql.join(calendarColumns.map((c) => sql.ref(`c.${c}`)))} from calendars c
    left join team_calendars t on t.calendar_id = c.id and t.team_id = ${teamId}::uuid
    where c.archived_at is null and (c.standard or t.team_id is not null) order by t.team_id is null limit 1`.execute(db);
  return row ? shape(row) : await firstCalendar(db);
}

/** A calendar's hours with its holidays, as the rules take them. */
export async function openHours(db: Reads, of: Body): Promise<Hours> {
  const holidays = of.holidays ? await holidaysOf(db, of.holidays) : null;
  return hoursOf(of, (date) => holidays?.has(date) ?? false);
}

/** What a day is called on which a calendar is closed whatever its week says: a holiday, or a day of its own; null for all other days. */
export async function holidayNames(db: Reads, of: Body): Promise<(date: string) => string | null> {
  const holidays = of.holidays ? await holidaysOf(db, of.holidays) : null;
  const own = new Map(of.days.map((d) => [d.date, d]));
  return (date) => {
    const day = own.get(date) ?? own.get(date.slice(5));
    if (day) return day.open.length ? null : day.name || holidays?.get(date)?.name || 'Closed';
    return holidays?.get(date)?.name ?? null;
  };
}

/** How a calendar stands now: open or closed, and until when. */
export function standing(of: Hours): { open: boolean; until: string | null } {
  const now = clock.ms();
  const open = isOpen(of, now);
  const until = open ? nextClose(of, now) : nextOpen(of, now);
  return { open, until: until === null ? null : new Date(until).toISOString() };
}

/** Every calendar that is not archived, the standard one first. */
export async function listCalendars(db: Reads, actor: PersonActor): Promise<Out<typeof listed>[]> {
  const rows = await tables(db).selectFrom('calendars').select(calendarColumns).where('archived_at', 'is', null).where((e) => e.or([e('team_id', 'is', null), e('team_id', 'in', [...actor.sees, '00000000-0000-0000-0000-000000000000'])]))
    .orderBy('standard', 'desc').orderBy((e) => e.fn('lower', ['name'])).execute();
  const all = rows.some((r) => r.standard) ? rows.map(shape) : [await firstCalendar(db), ...rows.map(shape)];
  const teams = await tables(db).selectFrom('teams as t').leftJoin('team_calendars as c', 'c.team_id', 't.id').select(['t.id', 'c.calendar_id']).where('t.archived_at', 'is', null).where('t.id', 'in', [...actor.sees, '00000000-0000-0000-0000-000000000000']).execute();
  const standard = all.find((c) => c.standard)!.id;
  return await Promise.all(all.map(async (c) => ({
    ...c, words: hoursInWords(c), teams: teams.filter((t) => (t.calendar_id ?? standard) === c.id).map((t) => t.id), now: standing(await openHours(db, c)), may: { change: mayChange(actor, c.teamId) },
  })));
}

/** One of them, as the list shows it. */
export const listedById = async (db: Reads, actor: PersonActor, id: string): Promise<Out<typeof listed>> => (await listCalendars(db, actor)).find((c) => c.id === id) ?? refuse(notFound);
