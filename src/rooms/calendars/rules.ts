import { IANAZone } from 'luxon';
import type { Out } from '../../core/contract.ts';
import type { hours, span } from './contract.ts';

type Span = Out<typeof span>;
/** A calendar's hours with its holidays looked up: all that the rules need to know. */
export interface Hours {
  readonly zone: string;
  readonly always: boolean;
  readonly week: readonly (readonly Span[])[];
  /** The spans of a date ("2027-01-01") that differs from its week: none when closed. Null: as its week. */
  readonly dayOf: (date: string) => readonly Span[] | null;
}
/** Milliseconds since 1970; closed at `end`. */
export interface Opening { readonly start: number; readonly end: number }

const dayMs = 24 * 3600_000;
const blockMs = 64 * dayMs;
const stepMs = 4 * dayMs;
const kept = 20_000;
/** Within so many days a calendar opens again, or counts as one that never does. */
const patienceDays = 10 * 366;
const farthestMs = 100 * 366 * dayMs;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Own days come before holidays, a day of one year before one of every year. */
export function hoursOf(calendar: Omit<Out<typeof hours>, 'holidays'>, isHoliday: (date: string) => boolean): Hours {
  const own = new Map(calendar.days.map((d) => [d.date, d.open]));
  const dayOf = (date: string) => own.get(date) ?? own.get(date.slice(5)) ?? (isHoliday(date) ? [] : null);
  return { zone: calendar.zone, always: calendar.always, week: calendar.week, dayOf };
}

/** What a day's spans are, in milliseconds of the local line of time; a span past midnight belongs to the day it begins on. */
function localSpans(hours: Hours, day: number): Opening[] {
  const weekday = (((day + 3) % 7) + 7) % 7;
  const spans = hours.dayOf(dateOf(day)) ?? hours.week[weekday] ?? [];
  return spans.map(({ from, to }) => {
    const [a, b] = [minutes(from), minutes(to)];
    return { start: day * dayMs + a * 60_000, end: day * dayMs + (b > a ? b : b + 1440) * 60_000 };
  }).sort((x, y) => x.start - y.start);
}

/**
 * When it is open, from an instant on, in order and without gaps of nothing between. What the clock on the wall says
 * decides: an hour that a change of the clocks skips does not exist, one that happens twice is open twice.
 */
function* openings(hours: Hours, from: number, until: number): Generator<Opening> {
  let last: { start: number; end: number } | null = null;
  for (const { start, end, offset } of segmentsFrom(hours.zone, from, until)) {
    const [localStart, localEnd] = [Math.max(start, from) + offset, Math.min(end, until) + offset];
    for (let day = Math.floor(localStart / dayMs) - 1; day * dayMs < localEnd; day++) {
      for (const span of localSpans(hours, day)) {
        const [a, b] = [Math.max(span.start, localStart) - offset, Math.min(span.end, localEnd) - offset];
        if (a >= b) continue;
        if (last && a <= last.end) { last.end = Math.max(last.end, b); continue; }
        if (last) yield last;
        last = { start: a, end: b };
      }
    }
  }
  if (last) yield last;
}

/** Every opening that begins or goes on between two instants, cut there, in order. */
export const openingsBetween = (hours: Hours, from: number, until: number): Opening[] => [...openings(hours, from, until)];

function sane(...instants: number[]): void {
  if (instants.some((n) => !Number.isFinite(n) || Math.abs(n) > 8e15)) throw new RangeError('not an instant');
}

/**
 * The instant at which so many milliseconds of business time have passed: the earliest, so that a target which uses up
 * the day is due at closing time. Null when that is never, or not within ten years of closed days.
 */
export function addBusinessTime(hours: Hours, from: number, ms: number): number | null {
  sane(from, ms);
  if (ms <= 0) return from;
  if (hours.always) return from + ms;
  let left = ms;
  for (let begin = from, step = 32 * dayMs, idle = 0; begin - from < farthestMs; begin += step, step = Math.min(step * 2, 366 * dayMs)) {
    const before = left;
    for (const { start, end } of openings(hours, begin, begin + step)) {
      if (end - start >= left) return start + left;
      left -= end - start;
    }
    idle = left === before ? idle + step : 0;
    if (idle > patienceDays * dayMs) return null;
  }
  return null;
}

/** How many milliseconds of business time lie between two instants; 0 when the second is not later. At most 100 years apart. */
export function businessTimeBetween(hours: Hours, a: number, b: number): number {
  sane(a, b);
  if (b <= a) return 0;
  if (hours.always) return b - a;
  if (b - a > farthestMs) throw new RangeError('more than 100 years apart');
  let sum = 0;
  for (const { start, end } of openings(hours, a, b)) sum += end - start;
  return sum;
}

/** Whether it is open at this very instant; at closing time it is not. */
export function isOpen(hours: Hours, at: number): boolean {
  if (hours.always) return true;
  return !openings(hours, at, at + 1).next().done;
}

/** When it is next open: now, if it is. Null when it never is. */
export function nextOpen(hours: Hours, at: number): number | null {
  if (hours.always) return at;
  return firstOpening(hours, at)?.start ?? null;
}

/** When it closes next; null when it never does, or never opens. */
export function nextClose(hours: Hours, at: number): number | null {
  if (hours.always) return null;
  const first = firstOpening(hours, at);
  if (!first) return null;
  // Where it is open without end from week to week, it is called open for ever.
  for (let end = first.end, step = 32 * dayMs; end - at < 366 * dayMs; step *= 2) {
    const [next] = openings(hours, first.start, first.start + step);
    if (next!.end < first.start + step) return next!.end;
    end = next!.end;
  }
  return null;
}

function firstOpening(hours: Hours, at: number): Opening | null {
  for (let begin = at, step = 8 * dayMs; begin - at < patienceDays * dayMs; begin += step, step = Math.min(step * 2, 366 * dayMs)) {
    for (const opening of openings(hours, begin, begin + step)) return opening;
  }
  return null;
}

// ── Time zones ───────────────────────────────────────────────────────────────

/** A stretch in which a zone's clocks are not changed: local time is the instant plus `offset`, all in milliseconds. */
interface Segment { readonly start: number; readonly end: number; readonly offset: number }

const zones = new Map<string, IANAZone>();
const blocks = new Map<string, readonly Segment[]>();

export const knownZone = (zone: string): boolean => IANAZone.isValidZone(zone);

function zoneOf(name: string): IANAZone {
  const zone = zones.get(name) ?? IANAZone.create(name);
  if (!zone.isValid) throw new RangeError(`no time zone ${name}`);
  zones.set(name, zone);
  return zone;
}
const offsetAt = (zone: IANAZone, at: number): number => Math.round(zone.offset(at) * 60_000);
/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
export const aheadAt = (zone: string, at: number): number => offsetAt(zoneOf(zone), at);

/** The stretches of one block of days: looked at every few days, the change itself found by halving. No zone changes twice in so few. */
function blockOf(name: string, block: number): readonly Segment[] {
  const key = `${name} ${block}`;
  const known = blocks.get(key);
  if (known) return known;
  const zone = zoneOf(name);
  const found: Segment[] = [];
  const [from, until] = [block * blockMs, (block + 1) * blockMs];
  let start = from;
  let offset = offsetAt(zone, from);
  for (let at = from; at < until; at += stepMs) {
    const later = offsetAt(zone, at + stepMs);
    if (later === offset) continue;
    let [low, high] = [at, at + stepMs];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(zone, middle) === offset) low = middle;
      else high = middle;
    }
    if (high < until) {
      found.push({ start, end: high, offset });
      [start, offset] = [high, later];
    }
  }
  found.push({ start, end: until, offset });
  if (blocks.size > kept) blocks.clear();
  blocks.set(key, found);
  return found;
}

/** A zone's stretches from one instant to another, in order. */
function* segmentsFrom(zone: string, from: number, until: number): Generator<Segment> {
  for (let block = Math.floor(from / blockMs); block * blockMs < until; block++) {
    for (const segment of blockOf(zone, block)) if (segment.end > from && segment.start < until) yield segment;
  }
}
