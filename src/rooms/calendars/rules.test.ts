import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { addBusinessTime, businessTimeBetween, hoursOf, isOpen, nextClose, nextOpen, type Hours } from './rules.ts';

type Span = { from: string; to: string };
const nine: Span[] = [{ from: '09:00', to: '17:00' }];
const office: Span[][] = [nine, nine, nine, nine, nine, [], []];
const hours = (zone: string, week: Span[][] = office, days: { date: string; open: Span[] }[] = [], holidays: string[] = [], always = false): Hours =>
  hoursOf({ zone, always, week, days: days.map((d) => ({ name: '', ...d })) }, (date) => holidays.includes(date));
const at = (zone: string, text: string): number => DateTime.fromISO(text, { zone }).toMillis();
const said = (zone: string, ms: number | null): string | null => (ms === null ? null : DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss"));
const h = 3600_000;

describe('by hand', () => {
  const berlin = 'Europe/Berlin';
  test.each([
    ['within a day', '2027-06-04T10:00', 2 * h, '2027-06-04T12:00:00'],
    ['Friday afternoon goes on on Monday', '2027-06-04T15:00', 4 * h, '2027-06-07T11:00:00'],
    ['using up the day it is due at closing time', '2027-06-04T15:00', 2 * h, '2027-06-04T17:00:00'],
    ['a second more, a second after opening', '2027-06-04T15:00', 2 * h + 1000, '2027-06-07T09:00:01'],
    ['given at night', '2027-06-02T23:30', h, '2027-06-03T10:00:00'],
    ['given at closing time', '2027-06-02T17:00', 0, '2027-06-02T17:00:00'],
    ['a week of forty hours', '2027-06-07T09:00', 40 * h, '2027-06-11T17:00:00'],
    ['over the change to summer time', '2027-03-26T16:00', 2 * h, '2027-03-29T10:00:00'],
    ['over the change to winter time', '2027-10-29T16:00', 2 * h, '2027-11-01T10:00:00'],
  ])('%s', (_what, from, ms, due) => expect(said(berlin, addBusinessTime(hours(berlin), at(berlin, from), ms))).toBe(due));

  test('an hour that is skipped does not exist; one that comes twice is open twice', () => {
    const night: Span[][] = Array.from({ length: 7 }, () => [{ from: '01:00', to: '04:00' }]);
    expect(businessTimeBetween(hours(berlin, night), at(berlin, '2027-03-28T00:00'), at(berlin, '2027-03-28T12:00'))).toBe(2 * h);
    expect(businessTimeBetween(hours(berlin, night), at(berlin, '2027-10-31T00:00'), at(berlin, '2027-10-31T12:00'))).toBe(4 * h);
    // Opening in the middle of what is skipped: with the end of it.
    const odd: Span[][] = Array.from({ length: 7 }, () => [{ from: '02:30', to: '04:00' }]);
    expect(said(berlin, nextOpen(hours(berlin, odd), at(berlin, '2027-03-28T00:00')))).toBe('2027-03-28T03:00:00');
  });

  test('half an hour of summer time, and a day that never was', () => {
    const all: Span[][] = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
    const howe = 'Australia/Lord_Howe';
    expect(businessTimeBetween(hours(howe, all), at(howe, '2027-10-03T00:00'), at(howe, '2027-10-04T00:00'))).toBe(23.5 * h);
    const apia = 'Pacific/Apia';
    const fridays = office.map((_, day) => (day === 4 ? nine : []));
    expect(said(apia, nextOpen(hours(apia, fridays), at(apia, '2011-12-29T12:00')))).toBe('2012-01-06T09:00:00');
  });

  test('a night shift belongs to the day it begins on, also into a holiday', () => {
    const nights = office.map((_, day) => (day < 5 ? [{ from: '22:00', to: '06:00' }] : []));
    const closed = hours(berlin, nights, [], ['2027-06-09']);
    expect(isOpen(closed, at(berlin, '2027-06-09T05:59:59'))).toBe(true);
    expect(isOpen(closed, at(berlin, '2027-06-09T06:00'))).toBe(false);
    expect(said(berlin, nextOpen(closed, at(berlin, '2027-06-09T06:00')))).toBe('2027-06-10T22:00:00');
    expect(said(berlin, nextClose(closed, at(berlin, '2027-06-11T23:00')))).toBe('2027-06-12T06:00:00');
  });

  test('days of its own come before holidays, one year before every year', () => {
    const few = hours(berlin, office, [{ date: '12-24', open: [{ from: '09:00', to: '12:00' }] }, { date: '2027-12-24', open: [] }, { date: '2027-12-25', open: nine }], ['2027-12-24', '2027-12-25', '2028-12-25']);
    expect(isOpen(few, at(berlin, '2027-12-24T10:00'))).toBe(false);
    expect(isOpen(few, at(berlin, '2027-12-25T10:00'))).toBe(true);
    expect(isOpen(few, at(berlin, '2029-12-24T10:00'))).toBe(true);
    expect(isOpen(few, at(berlin, '2029-12-24T12:00'))).toBe(false);
    expect(isOpen(few, at(berlin, '2028-12-25T10:00'))).toBe(false);
  });

  test('open always, never, or without end', () => {
    const never = hours(berlin, office.map(() => []));
    expect([addBusinessTime(never, 0, 1), nextOpen(never, 0), nextClose(never, 0), isOpen(never, 0)]).toEqual([null, null, null, false]);
    const always = hours(berlin, office, [], [], true);
    expect([addBusinessTime(always, 5, 10), nextOpen(always, 5), nextClose(always, 5), businessTimeBetween(always, 5, 15)]).toEqual([15, 5, null, 10]);
    const daily = hours(berlin, office.map(() => [{ from: '00:00', to: '24:00' }]));
    expect([addBusinessTime(daily, 5, 1000 * h), nextClose(daily, 5)]).toEqual([5 + 1000 * h, null]);
    // Once a year, and once in four.
    const yearly = hours(berlin, office.map(() => []), [{ date: '02-29', open: nine }]);
    expect(said(berlin, addBusinessTime(yearly, at(berlin, '2027-01-01T00:00'), 16 * h))).toBe('2032-02-29T17:00:00');
  });

  test('any input is answered in time: years of a budget, an hour a year, instants that are none', () => {
    const hour = hours(berlin, office.map(() => []), [{ date: '07-01', open: [{ from: '09:00', to: '10:00' }] }]);
    expect(said(berlin, addBusinessTime(hour, at(berlin, '2027-01-01T00:00'), 20 * h))).toBe('2046-07-01T10:00:00');
    expect(addBusinessTime(hour, 0, 1e15)).toBeNull();
    expect(businessTimeBetween(hours(berlin), at(berlin, '1980-01-01T00:00'), at(berlin, '2079-01-01T00:00'))).toBeGreaterThan(0);
    expect(() => businessTimeBetween(hours(berlin), 0, 8e15)).toThrow('100 years');
    expect(() => addBusinessTime(hours(berlin), Number.NaN, 1)).toThrow('not an instant');
  });
});

// ── Against a walk minute by minute ──────────────────────────────────────────

interface Plan { zone: string; week: Span[][]; days: { date: string; open: Span[] }[]; holidays: string[] }

interface Wall { date: string; weekday: number; minute: number; before: { date: string; weekday: number } }
const walls = new Map<string, Wall>();
/** What the clock on the wall and the calendar beside it say; looked up once for each minute. */
function wallAt(zone: string, ms: number): Wall {
  const key = `${zone} ${Math.floor(ms / 60_000)}`;
  const known = walls.get(key);
  if (known) return known;
  const wall = DateTime.fromMillis(ms, { zone });
  const before = DateTime.fromISO(wall.toISODate()!, { zone: 'utc' }).minus({ days: 1 });
  const made = { date: wall.toISODate()!, weekday: wall.weekday, minute: wall.hour * 60 + wall.minute, before: { date: before.toISODate()!, weekday: before.weekday } };
  walls.set(key, made);
  return made;
}

/** Open or not, by looking at the wall. Obviously right, and slow. */
function wallOpen(plan: Plan, ms: number): boolean {
  const { date, weekday, minute, before } = wallAt(plan.zone, ms);
  const of = (on: string, day: number): Span[] => plan.days.find((d) => d.date === on)?.open ?? plan.days.find((d) => d.date === on.slice(5))?.open ?? (plan.holidays.includes(on) ? [] : plan.week[day - 1]!);
  const number = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const holds = (s: Span, m: number) => { const [a, b] = [number(s.from), number(s.to)]; return m >= a && m < (b > a ? b : b + 1440); };
  return of(date, weekday).some((s) => holds(s, minute)) || of(before.date, before.weekday).some((s) => holds(s, minute + 1440));
}
const minuteMs = 60_000;
function walkBetween(plan: Plan, a: number, b: number): number {
  let sum = 0;
  for (let t = a; t < b; t += minuteMs) if (wallOpen(plan, t)) sum += minuteMs;
  return sum;
}
function walkAdd(plan: Plan, from: number, ms: number, limit: number): number | null {
  for (let t = from, left = ms; t < from + limit; t += minuteMs) if (wallOpen(plan, t)) { left -= minuteMs; if (left === 0) return t + minuteMs; }
  return null;
}
const walkUntil = (plan: Plan, from: number, open: boolean, limit: number): number | null => {
  for (let t = from; t < from + limit; t += minuteMs) if (wallOpen(plan, t) === open) return t;
  return null;
};

const pad = (n: number) => String(n).padStart(2, '0');
const time = fc.integer({ min: 0, max: 1439 }).map((m) => `${pad(Math.floor(m / 60))}:${pad(m % 60)}`);
const span = fc.tuple(time, fc.oneof(time, fc.constant('24:00'))).filter(([a, b]) => a !== b).map(([from, to]) => ({ from, to }));
const spans = fc.array(span, { maxLength: 3 });
/** Moments at which the clocks of these zones were changed, or a day left out. */
const moments: [string, string][] = [
  ['Europe/Berlin', '2027-03-28'], ['Europe/Berlin', '2027-10-31'], ['America/New_York', '2027-11-07'], ['Asia/Kolkata', '2027-05-01'],
  ['Australia/Lord_Howe', '2027-04-04'], ['Australia/Lord_Howe', '2027-10-03'], ['Pacific/Apia', '2011-12-30'], ['America/Havana', '2027-11-07'],
];
const plan = fc.constantFrom(...moments).chain(([zone, day]) => {
  const near = fc.integer({ min: -3, max: 3 }).map((n) => DateTime.fromISO(day, { zone: 'utc' }).plus({ days: n }).toISODate()!);
  return fc.record({
    plan: fc.record({ zone: fc.constant(zone), week: fc.array(spans, { minLength: 7, maxLength: 7 }), days: fc.array(fc.record({ date: fc.oneof(near, near.map((d) => d.slice(5))), open: spans }), { maxLength: 2 }).map((all) => [...new Map(all.map((d) => [d.date, d])).values()]), holidays: fc.array(near, { maxLength: 2 }) }),
    from: fc.integer({ min: -1440, max: 1440 }).map((m) => Date.parse(`${day}T00:00:00Z`) + m * minuteMs),
    length: fc.integer({ min: 0, max: 2 * 1440 }).map((m) => m * minuteMs),
  });
});
const open = (p: Plan): Hours => hours(p.zone, p.week, p.days, p.holidays);
const runs = { numRuns: 40 };

describe('against a walk minute by minute, around changes of the clocks', () => {
  test('businessTimeBetween, and in parts it is the same', () => fc.assert(fc.property(plan, ({ plan: p, from, length }) => {
    const middle = from + Math.floor(length / 2 / 1000) * 1000 + 137;
    expect(businessTimeBetween(open(p), from, from + length)).toBe(walkBetween(p, from, from + length));
    if (middle <= from + length) expect(businessTimeBetween(open(p), from, middle) + businessTimeBetween(open(p), middle, from + length)).toBe(businessTimeBetween(open(p), from, from + length));
  }), runs));

  test('addBusinessTime is the earliest moment, and takes back what businessTimeBetween says', () => fc.assert(fc.property(plan, fc.integer({ min: 1, max: 1440 }), ({ plan: p, from }, m) => {
    const due = addBusinessTime(open(p), from, m * minuteMs);
    const walked = walkAdd(p, from, m * minuteMs, 2 * 1440 * minuteMs);
    if (walked !== null) expect(due).toBe(walked);
    if (due !== null) expect(businessTimeBetween(open(p), from, due)).toBe(m * minuteMs);
  }), runs));

  test('isOpen, nextOpen and nextClose', () => fc.assert(fc.property(plan, ({ plan: p, from }) => {
    const limit = 2 * 1440 * minuteMs;
    expect(isOpen(open(p), from)).toBe(wallOpen(p, from));
    const opens = walkUntil(p, from, true, limit);
    if (opens !== null) expect(nextOpen(open(p), from)).toBe(opens);
    const closes = opens === null ? null : walkUntil(p, opens, false, limit);
    if (closes !== null) expect(nextClose(open(p), from)).toBe(closes);
  }), runs));

  test('every second around a change is right', () => {
    for (const [zone, around] of [['Europe/Berlin', '2027-10-31T00:59:00Z'], ['Australia/Lord_Howe', '2027-10-02T15:29:00Z'], ['Pacific/Apia', '2011-12-30T09:59:00Z']] as const) {
      const p: Plan = { zone, week: office.map(() => [{ from: '02:00', to: '02:59' }, { from: '23:59', to: '00:01' }]), days: [], holidays: [] };
      for (let t = Date.parse(around); t < Date.parse(around) + 120_000; t += 1000) expect(isOpen(open(p), t)).toBe(wallOpen(p, t));
    }
  });
});
