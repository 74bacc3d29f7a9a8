import { type Chrono, de, en, es, fr } from 'chrono-node';
import type { Language } from '../../core/commitments.ts';
import { before, count, dayNames, monthEnd, named, numbers, oclock, units, weekEnd } from './due-words.ts';
import { aheadAt, daysOn, instantOf, wallAt, weekdayOf, workingDaysOn, type Wall } from '../../core/wall-time.ts';

/** Where and when something is said. */
export interface Saying { readonly now: number; /** The customer's, else the team's. */ readonly zone: string; /** When a working day is over: "17:00". */ readonly dayEnd?: string; readonly isClosed?: (wall: Wall) => boolean }
/** Words that say until when, and when that is. */
export interface Due { readonly index: number; readonly words: string; readonly at: number }

const libraries: Readonly<Record<Language, Chrono>> = { en: en.casual, de: de.casual, fr: fr.casual, es: es.casual };

const amount = (text: string): number => numbers[text.toLowerCase()] ?? Number(text);

/** "within 2-3 working days", "in 2 hours": so long from now. */
function stretch(text: string, tongue: Language, saying: Saying): Due | null {
  for (const [unit, words] of Object.entries(units[tongue])) {
    const found = new RegExp(`(?<![\\p{L}\\d])(?:${before[tongue]})${count}\\s?(?:${words})(?![\\p{L}])`, 'iu').exec(text);
    if (!found) continue;
    // "5 days" must not be found inside "5 days ouvrés".
    if (unit === 'day' && new RegExp(`^\\s?(?:ouvr|hábil|laborab)`, 'iu').test(text.slice(found.index + found[0].length))) continue;
    const n = Math.max(amount(found[1]!), found[2] ? amount(found[2]) : 0);
    return { index: found.index, words: found[0].trim(), at: later(n, unit, saying) };
  }
  return null;
}

function later(n: number, unit: string, saying: Saying): number {
  if (unit === 'minute') return saying.now + n * 60_000;
  if (unit === 'hour') return saying.now + n * 3600_000;
  const today = wallAt(saying.now, saying.zone);
  const day = unit === 'workday' ? workingDaysOn(today, n, saying.isClosed) : daysOn(today, unit === 'week' ? n * 7 : n);
  return instantOf({ ...day, ...endOf(saying) }, saying.zone);
}

function endOf({ dayEnd = '17:00' }: Saying): { hour: number; minute: number } {
  return { hour: Number(dayEnd.slice(0, 2)), minute: Number(dayEnd.slice(3, 5)) };
}

interface Found<T> { readonly index: number; readonly length: number; readonly value: T }
function first<T>(text: string, table: readonly (readonly [RegExp, T])[]): Found<T> | null {
  for (const [pattern, value] of table) {
    const found = pattern.exec(text);
    if (found) return { index: found.index, length: found[0].length, value };
  }
  return null;
}

/** A day, and its time where the same words say one. */
interface Day { readonly date: Wall; readonly time: Time | null }
interface Time { readonly hour: number; readonly minute: number }

/** Which day is meant. */
function dayIn(text: string, tongue: Language, saying: Saying): Found<Day> | null {
  const today = wallAt(saying.now, saying.zone);
  const on = (found: { index: number; length: number }, date: Wall): Found<Day> => ({ index: found.index, length: found.length, value: { date, time: null } });
  const own = first(text, dayNames[tongue]);
  if (own) return on(own, daysOn(today, own.value));
  const week = weekEnd[tongue].exec(text);
  if (week) return on({ index: week.index, length: week[0].length }, daysOn(today, (5 - weekdayOf(today) + 7) % 7));
  const month = monthEnd[tongue].exec(text);
  if (month) return on({ index: month.index, length: month[0].length }, { ...today, day: new Date(Date.UTC(today.year, today.month, 0)).getUTCDate() });
  const short = tongue === 'de' ? /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)/u.exec(text) : null;
  if (short) return on({ index: short.index, length: short[0].length }, ahead({ ...today, day: Number(short[1]), month: Number(short[2]), year: short[3] ? Number(short[3]) : today.year }, today));
  return fromLibrary(text, tongue, saying);
}

/** A day without a year that is over this year is next year's. */
const ahead = (day: Wall, today: Wall): Wall => (day.year === today.year && (day.month < today.month || (day.month === today.month && day.day < today.day)) ? { ...day, year: day.year + 1 } : day);

function fromLibrary(text: string, tongue: Language, saying: Saying): Found<Day> | null {
  const reference = { instant: new Date(saying.now), timezone: aheadAt(saying.now, saying.zone) / 60_000 };
  const found = libraries[tongue].parse(text, reference, { forwardDate: true }).find((r) => (['day', 'weekday', 'hour'] as const).some((c) => r.start.isCertain(c)));
  if (!found) return null;
  const get = (c: 'year' | 'month' | 'day' | 'hour' | 'minute') => found.start.get(c) ?? 0;
  // "Tuesday at 2" is said of the afternoon: nobody is called at two at night.
  const hour = get('hour') >= 1 && get('hour') <= 6 && !found.start.isCertain('meridiem') && !/\b0\d|:\d\d|h\d\d/.test(found.text) ? get('hour') + 12 : get('hour');
  const time = found.start.isCertain('hour') ? { hour, minute: get('minute') } : null;
  return { index: found.index, length: found.text.length, value: { date: { year: get('year'), month: get('month'), day: get('day'), hour: 0, minute: 0 }, time } };
}

/** At which time of the day: said by the clock, or by name. */
function timeIn(text: string, tongue: Language, saying: Saying): Found<Time> | null {
  const clock = oclock[tongue].exec(text);
  if (clock) {
    const [hour, minute] = [Number(clock[1] ?? (tongue === 'en' ? clock[4] : clock[3])), Number(clock[2] ?? (tongue === 'en' ? clock[5] : clock[4]) ?? 0) || 0];
    const half = /p\.?m|tarde|noche/iu.test(clock[0]) && hour < 12 ? hour + 12 : /a\.?m\.?|de la mañana/iu.test(clock[0]) && hour === 12 ? 0 : hour;
    if (half < 24 && minute < 60) return { index: clock.index, length: clock[0].length, value: { hour: half, minute } };
  }
  const name = first(text, named[tongue]);
  if (!name) return null;
  return { ...name, value: name.value === 'end' ? endOf(saying) : { hour: Math.floor(name.value / 60), minute: name.value % 60 } };
}

/** The words of a sentence that say until when, and when that is; null when it says nothing ahead. */
export function dueIn(text: string, tongue: Language, saying: Saying): Due | null {
  const long = stretch(text, tongue, saying);
  if (long) return long;
  const today = wallAt(saying.now, saying.zone);
  const day = dayIn(text, tongue, saying);
  const time = timeIn(text, tongue, saying);
  if (!day && !time) return null;
  const date = day?.value.date ?? today;
  const isToday = date.year === today.year && date.month === today.month && date.day === today.day;
  const said = time?.value ?? day?.value.time ?? null;
  const at = instantOf({ ...date, ...(said ?? endOf(saying)) }, saying.zone);
  // "today" after hours is still today.
  const due = at <= saying.now && isToday && !said ? instantOf({ ...date, hour: 23, minute: 59 }, saying.zone) : at;
  if (due <= saying.now) return null;
  const [from, to] = spanOf([day, time]);
  return { index: from, words: text.slice(from, to).trim(), at: due };
}

function spanOf(parts: readonly (Found<unknown> | null)[]): [number, number] {
  const there = parts.filter((p) => p !== null);
  return [Math.min(...there.map((p) => p.index)), Math.max(...there.map((p) => p.index + p.length))];
}
