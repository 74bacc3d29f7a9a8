import { DateTime } from 'luxon';
import type { Out } from '../../core/contract.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { hoursInWords } from './calendar-words.ts';
import { unknownZone, type calendars, type closedDay, type preview } from './contract.ts';
import { mustKnow, yearsOf } from './holidays.ts';
import { standing } from './queries.ts';
import { addBusinessTime, hoursOf, knownZone } from './rules.ts';

type Ask = Out<typeof calendars.preview.spec.body>;
type Day = Out<typeof closedDay>;

/** What a calendar would mean, before it is kept. */
export async function previewOf(db: Reads, ask: Ask): Promise<Out<typeof preview>> {
  if (!knownZone(ask.zone)) refuse(unknownZone);
  if (ask.holidays) await mustKnow(ask.holidays);
  const from = DateTime.fromMillis(ask.from ? Date.parse(ask.from) : fridayAfternoon(ask.zone), { zone: ask.zone });
  const year = ask.year ?? DateTime.fromMillis(clock.ms(), { zone: ask.zone }).year;
  const found = ask.holidays ? await yearsOf(db, ask.holidays, [...new Set([year, from.year, from.year + 1])]) : [];
  const holidays = new Map(found.filter((h) => ask.holidays!.bank || !h.bank).map((h) => [h.date, h.name]));
  const hours = hoursOf(ask, (date) => holidays.has(date));
  const due = addBusinessTime(hours, from.toMillis(), ask.targetMs);
  return {
    words: hoursInWords(ask), year, closed: ask.always ? [] : daysOf(ask, year, holidays), now: standing(hours),
    due: due === null ? null : new Date(due).toISOString(), dueWords: dueWords(ask, from, due),
  };
}

/** The days of a year that differ from their week, with what they are called. */
function daysOf(ask: Ask, year: number, holidays: ReadonlyMap<string, string>): Day[] {
  const own = new Map(ask.days.map((d) => [d.date, d]));
  const all: Day[] = [];
  for (let day = DateTime.utc(year, 1, 1); day.year === year; day = day.plus({ days: 1 })) {
    const date = day.toISODate()!;
    const usual = ask.week[day.weekday - 1] ?? [];
    const given = own.get(date) ?? own.get(date.slice(5));
    if (given) all.push({ date, name: given.name || holidays.get(date) || '', open: given.open });
    else if (holidays.has(date) && usual.length) all.push({ date, name: holidays.get(date)!, open: [] });
  }
  return all;
}

/** "A 4 h target given Friday 15:00 is due Monday 11:00." */
function dueWords(ask: Ask, from: DateTime, due: number | null): string {
  const target = `A ${lengthWords(ask.targetMs)} target given ${from.setLocale('en-GB').toFormat('cccc HH:mm')}`;
  if (due === null) return `${target} would never be due: this calendar hardly ever opens.`;
  const at = DateTime.fromMillis(due, { zone: ask.zone }).setLocale('en-GB');
  const near = at.startOf('day').diff(from.startOf('day'), 'days').days < 7;
  return `${target} is due ${at.hasSame(from, 'day') ? `the same day at ${at.toFormat('HH:mm')}` : at.toFormat(near ? 'cccc HH:mm' : 'cccc, d LLLL yyyy, HH:mm')}.`;
}

const lengthWords = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return [h ? `${h} h` : '', m ? `${m} min` : ''].filter(Boolean).join(' ');
};

/** The next Friday at 15:00 on the clocks of a zone: the hour at which business time surprises most. */
function fridayAfternoon(zone: string): number {
  const now = DateTime.fromMillis(clock.ms(), { zone });
  const friday = now.plus({ days: (5 - now.weekday + 7) % 7 }).set({ hour: 15, minute: 0, second: 0, millisecond: 0 });
  return (friday < now ? friday.plus({ days: 7 }) : friday).toMillis();
}
