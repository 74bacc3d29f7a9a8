import { DateTime } from 'luxon';

/** Days as one writes them down, in a zone. */
export interface Days { readonly firstDay: string; readonly lastDay: string; readonly starts: 'morning' | 'midday'; readonly ends: 'midday' | 'evening'; readonly zone: string }

const farthestMs = 2 * 366 * 24 * 3600_000;

/**
 * From when to when leave lasts, in milliseconds: from the beginning of the first day, or its midday, to the end of the last
 * one, or its midday. What the clock on the wall says decides, so that a day on which clocks change is still a day. null
 * where that is no time at all, over already, longer than a year, or farther than two years ahead.
 */
export function spanOf(days: Days, midday: string, now: number): { from: number; until: number } | null {
  const at = (day: string, time: string) => DateTime.fromISO(`${day}T${time}`, { zone: days.zone });
  const from = days.starts === 'morning' ? at(days.firstDay, '00:00').startOf('day') : at(days.firstDay, midday);
  const until = days.ends === 'evening' ? at(days.lastDay, '12:00').plus({ days: 1 }).startOf('day') : at(days.lastDay, midday);
  if (!from.isValid || !until.isValid) return null;
  const [a, b] = [from.toMillis(), until.toMillis()];
  return b > a && b > now && b - a <= farthestMs / 2 && a < now + farthestMs ? { from: a, until: b } : null;
}

/** "1 December", "1 to 5 December", "from midday of 1 December to 5 January 2027". */
export function daysWords({ firstDay, lastDay, starts, ends }: Days, year: number): string {
  const of = (day: string) => DateTime.fromISO(day, { zone: 'UTC', locale: 'en-GB' });
  const [a, b] = [of(firstDay), of(lastDay)];
  const long = (d: DateTime) => d.toFormat(d.year === year ? 'd LLLL' : 'd LLLL yyyy');
  if (firstDay === lastDay) return starts === 'midday' ? `the afternoon of ${long(a)}` : ends === 'midday' ? `the morning of ${long(a)}` : long(a);
  const first = a.hasSame(b, 'month') && starts === 'morning' ? a.toFormat('d') : a.year === b.year ? a.toFormat('d LLLL') : long(a);
  return `${starts === 'midday' ? `midday of ${first}` : first} to ${ends === 'midday' ? 'midday of ' : ''}${long(b)}`;
}
