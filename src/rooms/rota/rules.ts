import { aheadAt } from '../calendars/rules.ts';
import type { BySource } from '../shifts/rules.ts';

/** A shift that repeats: wall time of its zone, on these weekdays (1 Monday to 7 Sunday) of every so many weeks. Days are "2027-01-01". */
export interface Pattern {
  readonly id: string;
  readonly teamId: string;
  readonly personId: string;
  readonly name: string;
  readonly zone: string;
  readonly starts: string;
  /** Not later than `starts`: on the next day. */
  readonly ends: string;
  readonly days: readonly number[];
  /** Counted from the week of the first day. */
  readonly everyWeeks: number;
  readonly firstDay: string;
  readonly lastDay: string | null;
}
/** What differs on one day of a shift; null: as the shift says. */
export interface Change {
  readonly shiftId: string;
  readonly day: string;
  readonly dropped: boolean;
  readonly personId: string | null;
  readonly onDay: string | null;
  readonly starts: string | null;
  readonly ends: string | null;
}
/** Milliseconds since 1970; not there any more at `until`. */
export interface Stretch { readonly from: number; readonly until: number }
/** One time that a shift is worked. `day` is the day of its shift, also where it was moved. */
export interface Occurrence {
  readonly id: string;
  readonly shiftId: string;
  readonly day: string;
  readonly teamId: string;
  readonly personId: string;
  /** The day it is on: another one where it was moved. */
  readonly onDay: string;
  /** Whose it is by the shift. */
  readonly ofId: string;
  readonly name: string;
  readonly zone: string;
  readonly start: number;
  readonly end: number;
  readonly changed: boolean;
}

const dayMs = 24 * 3600_000;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
export const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
export const addDays = (day: string, by: number): string => dayOf(dayNumber(day) + by);

/**
 * The instant at which clocks of a zone show a time. Of a time that happens twice the first; one that is skipped is read with
 * the offset that held before, as RFC 5545 (3.3.5) says.
 */
export function instantAt(zone: string, day: string, minutes: number): number {
  const local = dayNumber(day) * dayMs + minutes * 60_000;
  const [before, after] = [aheadAt(zone, local - dayMs), aheadAt(zone, local + dayMs)];
  const fits = [local - before, local - after].filter((at) => at + aheadAt(zone, at) === local);
  return fits.length ? Math.min(...fits) : local - before;
}

/** The day it is in a zone at an instant. */
export const dayAt = (zone: string, at: number): string => dayOf(Math.floor((at + aheadAt(zone, at)) / dayMs));

/** Whether a shift has this day, before what differs on single days. */
export function hasDay(shift: Pattern, day: string): boolean {
  if (day < shift.firstDay || (shift.lastDay !== null && day > shift.lastDay)) return false;
  const weekOf = (one: string) => Math.floor((dayNumber(one) + 3) / 7);
  return shift.days.includes(weekdayOf(day)) && (weekOf(day) - weekOf(shift.firstDay)) % shift.everyWeeks === 0;
}

/** The first day from which a shift that goes on keeps the weeks it is worked in. */
export function firstInStep(shift: Pattern, from: string): string {
  const weekOf = (one: string) => Math.floor((dayNumber(one) + 3) / 7);
  const behind = (weekOf(from) - weekOf(shift.firstDay)) % shift.everyWeeks;
  return behind === 0 ? from : dayOf((weekOf(from) + shift.everyWeeks - behind) * 7 - 3);
}

/** The same id for the same day of a shift, always: calendars and handovers keep it. The shift's own, told apart by the day; a UUID of version 8. */
export function occurrenceId(shiftId: string, day: string): string {
  const tail = (Number.parseInt(shiftId.slice(-8), 16) ^ dayNumber(day)) >>> 0;
  return `${shiftId.slice(0, 14)}8${shiftId.slice(15, -8)}${tail.toString(16).padStart(8, '0')}`;
}

/** One day of a shift as it is worked; null when it is dropped, or when the clocks skip all of it that day. */
export function occurrenceOn(shift: Pattern, day: string, change: Change | undefined): Occurrence | null {
  if (change?.dropped) return null;
  const [starts, ends, on] = [minutesOf(change?.starts ?? shift.starts), minutesOf(change?.ends ?? shift.ends), change?.onDay ?? day];
  const start = instantAt(shift.zone, on, starts);
  const end = ends > starts ? instantAt(shift.zone, on, ends) : instantAt(shift.zone, addDays(on, 1), ends);
  if (end <= start) return null;
  return {
    id: occurrenceId(shift.id, day), shiftId: shift.id, day, onDay: on, teamId: shift.teamId, personId: change?.personId ?? shift.personId, ofId: shift.personId, name: shift.name, zone: shift.zone,
    start, end, changed: change !== undefined,
  };
}

/** Every time these shifts are worked that overlaps a stretch, in order of their start. */
export function occurrences(shifts: readonly Pattern[], changes: readonly Change[], { from, until }: Stretch): Occurrence[] {
  const by = new Map(changes.map((c) => [`${c.shiftId} ${c.day}`, c]));
  const all: Occurrence[] = [];
  for (const shift of shifts) {
    // What was moved may lie anywhere; all else within two days of its own day.
    const far = changes.filter((c) => c.shiftId === shift.id && c.onDay !== null).map((c) => c.day);
    const days = new Set(far);
    const last = Math.min(dayNumber(dayAt(shift.zone, until)), shift.lastDay === null ? Infinity : dayNumber(shift.lastDay));
    for (let n = Math.max(dayNumber(dayAt(shift.zone, from)) - 2, dayNumber(shift.firstDay)); n <= last; n++) days.add(dayOf(n));
    for (const day of days) {
      if (!hasDay(shift, day)) continue;
      const one = occurrenceOn(shift, day, by.get(`${shift.id} ${day}`));
      if (one && one.start < until && one.end > from) all.push(one);
    }
  }
  return all.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

/** What is left of a shift for somebody who is away for a while: absence at its edges cuts it, over all of it takes it away. */
export function withoutAbsences(one: Occurrence, away: readonly Stretch[]): Occurrence | null {
  let [start, end] = [one.start, one.end];
  for (let again = true; again;) {
    again = false;
    for (const { from, until } of away) {
      if (from <= start && until > start) { start = until; again = true; }
      if (until >= end && from < end) { end = from; again = true; }
      if (start >= end) return null;
    }
  }
  return start === one.start && end === one.end ? one : { ...one, start, end };
}

/** A shift whose begin was told and whose end was not. */
export type Started = Pick<Occurrence, 'id' | 'teamId' | 'personId' | 'start' | 'end'>;

/**
 * What is to be told of somebody's shifts, in the order in which it happened: begins and ends between two instants, each
 * once; the end of one that was told and is theirs no longer, or ends earlier now. What was over before is not told.
 */
export function edgesBetween(told: readonly Started[], worked: readonly Occurrence[], { from, until }: Stretch): { said: { what: 'started' | 'ended'; at: number; shift: Started }[]; started: Started[] } {
  const brief = ({ id, teamId, personId, start, end }: Started): Started => ({ id, teamId, personId, start, end });
  const now = new Map(worked.map((one) => [one.id, one]));
  const all = [...told.map((one) => { const as = now.get(one.id); return { was: true, shift: brief(as && as.start <= until ? as : { ...one, end: Math.min(one.end, until) }) }; }),
    ...worked.filter((one) => !told.some((t) => t.id === one.id) && one.start <= until && one.end > from).map((one) => ({ was: false, shift: brief(one) }))];
  const said = all.flatMap(({ was, shift }) => [...(was ? [] : [{ what: 'started' as const, at: shift.start, shift }]), ...(shift.end <= until ? [{ what: 'ended' as const, at: shift.end, shift }] : [])]);
  // At one instant the old ends before the new begins.
  return { said: said.sort((a, b) => a.at - b.at || (a.what === b.what ? 0 : a.what === 'ended' ? -1 : 1)), started: all.map((one) => one.shift).filter((one) => one.end > until) };
}

/** Shifts as they stand for somebody now: in one, when the next begins, and whether they are absent. */
export interface OnShift { readonly now: boolean; readonly next: number | null; readonly away: Stretch | null }
export const absentNote = 'Absent';

/**
 * What somebody's shifts say of them after `before`, which they said until now: available in one, offline between two, offline while
 * absent. Nothing of who has none ahead, and of who waits for their very first; what stays the same keeps since when it is so.
 */
export function shiftSays(before: { readonly state: string; readonly note: string; readonly at: string } | null, began: boolean, { now, next, away }: OnShift): BySource | null {
  const iso = (ms: number) => new Date(ms).toISOString();
  const since = (state: string) => (before?.state === state && before.note === '' ? { since: before.at } : {});
  if (away) return { state: 'offline', since: iso(away.from), until: iso(away.until), note: absentNote };
  if (now) return { state: 'available', ...since('available') };
  if (next === null || !(before || began)) return null;
  return { state: 'offline', until: iso(next), ...since('offline') };
}
