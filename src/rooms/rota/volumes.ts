import { aheadAt } from '../calendars/rules.ts';
import { dayAt, type Occurrence, type Stretch } from './rules.ts';

const hourMs = 3600_000;
const weekMs = 7 * 24 * hourMs;

/** How many tickets came in an hour that began at an instant. */
export interface Arrived { readonly at: number; readonly n: number }
/** What came in before: hours of the last weeks and of holidays before them. `until`: the begin of a day, from which on nothing counts. */
export interface Past { readonly arrived: readonly Arrived[]; readonly zone: string; readonly until: number; readonly mostWeeks: number; /** The former holidays of which hours are told, as days. */ readonly holidays: readonly string[] }
/** `holidayBasis`: what is expected on a holiday by, former ones or for want of those the calmest weekday. */
export interface Expected { readonly weeks: number; readonly holidayBasis: 'holidays' | 'calmest'; readonly at: (hour: number, holiday: boolean) => number }

/**
 * What comes in on average at an hour, on the clocks of a zone: of the same weekday of the last weeks (as many as there is anything
 * of, each begun one counted), holidays left out; on a holiday of former ones, else of the weekday on which least comes in.
 */
export function expectedBy({ arrived, zone, until, mostWeeks, holidays }: Past): Expected {
  const farthest = until - mostWeeks * weekMs;
  const recent = arrived.filter((one) => one.at >= farthest && one.at < until);
  const weeks = Math.ceil((until - Math.min(until, ...recent.map((one) => one.at))) / weekMs);
  const from = until - weeks * weekMs;
  const isHoliday = new Set(holidays);
  const days = Array.from({ length: 7 }, () => weeks);
  for (const day of isHoliday) if (Date.parse(`${day}T12:00Z`) > from && Date.parse(`${day}T12:00Z`) < until) days[new Date(`${day}T12:00Z`).getUTCDay()]!--;
  const sums = new Map<string, number>();
  const add = (kind: number | 'holiday', hour: number, n: number) => sums.set(`${kind} ${hour}`, (sums.get(`${kind} ${hour}`) ?? 0) + n);
  for (const { at, n } of arrived) {
    const wall = new Date(at + aheadAt(zone, at));
    if (isHoliday.has(dayAt(zone, at))) add('holiday', wall.getUTCHours(), n);
    else if (at >= from && at < until) add(wall.getUTCDay(), wall.getUTCHours(), n);
  }
  const mean = (kind: number | 'holiday', hour: number) => { const of = kind === 'holiday' ? isHoliday.size : days[kind]!; return of > 0 ? Math.round(((sums.get(`${kind} ${hour}`) ?? 0) / of) * 100) / 100 : 0; };
  const ofDay = (weekday: number) => Array.from({ length: 24 }, (_, hour) => mean(weekday, hour)).reduce((a, b) => a + b, 0);
  const calmest = days.map((n, weekday) => ({ n, weekday, sum: ofDay(weekday) })).filter((one) => one.n > 0).sort((a, b) => a.sum - b.sum)[0]?.weekday ?? 0;
  const holidayKind = isHoliday.size ? 'holiday' : calmest;
  return {
    weeks, holidayBasis: isHoliday.size ? 'holidays' : 'calmest',
    at(hour, holiday) { const wall = new Date(hour + aheadAt(zone, hour)); return mean(holiday ? holidayKind : wall.getUTCDay(), wall.getUTCHours()); },
  };
}

export interface CoveredHour { readonly at: number; readonly there: number; readonly expected: number; readonly level: 'closed' | 'good' | 'thin' | 'gap' }
/** Each hour of a stretch: who is there for half of it or longer, what is expected, and whether that is enough. */
export function coverageOf(worked: readonly Occurrence[], { from, until }: Stretch, by: { expectedAt: (hour: number) => number; isOpen: (hour: number) => boolean; ticketsPerHour: number }): CoveredHour[] {
  const hours: CoveredHour[] = [];
  for (let at = from; at < until; at += hourMs) {
    const there = new Set(worked.filter((one) => Math.min(one.end, at + hourMs) - Math.max(one.start, at) >= hourMs / 2).map((one) => one.personId)).size;
    const expected = by.expectedAt(at);
    const level = there === 0 ? (by.isOpen(at) || expected >= 0.5 ? 'gap' : 'closed') : expected > there * by.ticketsPerHour ? 'thin' : 'good';
    hours.push({ at, there, expected, level });
  }
  return hours;
}
