import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { newId } from '../../core/ids.ts';
import { edgesBetween, hasDay, instantAt, occurrenceId, occurrenceOn, occurrences, shiftSays, withoutAbsences, type Change, type Occurrence, type Pattern, type Started } from './rules.ts';

const ids = { s: newId(), b: newId(), n: newId() };
const pattern = (what: Partial<Pattern> = {}): Pattern => ({ id: ids.s, teamId: 't', personId: 'maya', name: '', zone: 'Europe/Berlin', starts: '09:00', ends: '17:00', days: [1, 2, 3, 4, 5], everyWeeks: 1, firstDay: '2026-06-01', lastDay: null, ...what });
const change = (day: string, what: Partial<Change> = {}): Change => ({ shiftId: ids.s, day, dropped: false, personId: null, onDay: null, starts: null, ends: null, ...what });
const at = (text: string) => Date.parse(text.endsWith('Z') ? text : `${text}:00Z`);
const week = { from: at('2026-06-01T00:00'), until: at('2026-06-08T00:00') };
const brief = (all: readonly Occurrence[]) => all.map((one) => `${one.personId} ${new Date(one.start).toISOString().slice(5, 16)}/${new Date(one.end).toISOString().slice(5, 16)}`);

const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30')).map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);

describe('when shifts are worked', () => {
  test('weekdays in the zone’s wall time', () => {
    expect(brief(occurrences([pattern({ days: [1, 3] })], [], week))).toEqual(['maya 06-01T07:00/06-01T15:00', 'maya 06-03T07:00/06-03T15:00']);
  });
  test('over midnight: it belongs to the day it begins on, and is found from both', () => {
    const night = pattern({ starts: '22:00', ends: '06:00', days: [7] });
    expect(brief(occurrences([night], [], { from: at('2026-06-08T00:00'), until: at('2026-06-08T01:00') }))).toEqual(['maya 06-07T20:00/06-08T04:00']);
    expect(occurrences([night], [], { from: at('2026-06-08T04:00'), until: at('2026-06-08T05:00') })).toEqual([]);
  });
  test('every second week, counted from the week of the first day', () => {
    const two = pattern({ days: [1], everyWeeks: 2, firstDay: '2026-06-03' });
    expect(['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29'].filter((d) => hasDay(two, d))).toEqual(['2026-06-15', '2026-06-29']);
  });
  test('one day dropped, one moved to another day, one given away, one longer', () => {
    const changes = [change('2026-06-01', { dropped: true }), change('2026-06-02', { onDay: '2026-06-06', starts: '10:00' }), change('2026-06-03', { personId: 'ben' }), change('2026-06-04', { ends: '19:00' })];
    expect(brief(occurrences([pattern()], changes, week))).toEqual(['ben 06-03T07:00/06-03T15:00', 'maya 06-04T07:00/06-04T17:00', 'maya 06-05T07:00/06-05T15:00', 'maya 06-06T08:00/06-06T15:00']);
  });
  test('moved far away it is found there, and not where it was', () => {
    const far = [change('2026-06-02', { onDay: '2026-09-12' })];
    expect(brief(occurrences([pattern({ days: [2], lastDay: '2026-06-02' })], far, { from: at('2026-09-12T00:00'), until: at('2026-09-13T00:00') }))).toEqual(['maya 09-12T07:00/09-12T15:00']);
    expect(occurrences([pattern({ days: [2], lastDay: '2026-06-02' })], far, week)).toEqual([]);
  });
  test('overlapping shifts stand beside each other', () => {
    expect(brief(occurrences([pattern({ days: [1] }), pattern({ id: ids.b, personId: 'ben', starts: '13:00', ends: '21:00', days: [1] })], [], week))).toEqual(['maya 06-01T07:00/06-01T15:00', 'ben 06-01T11:00/06-01T19:00']);
  });
  test('an occurrence keeps its id, whatever is changed of it', () => {
    const [a] = occurrences([pattern({ days: [1] })], [], week);
    const [b] = occurrences([pattern({ days: [1], starts: '11:00' })], [change('2026-06-01', { personId: 'ben' })], week);
    expect(a!.id).toBe(b!.id);
    expect(occurrenceId(ids.s, '2026-06-01')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const year = Array.from({ length: 366 }, (_, n) => new Date(at('2026-01-01T00:00') + n * 86_400_000).toISOString().slice(0, 10));
    expect(new Set([ids.s, ids.b, ids.n].flatMap((id) => year.map((day) => occurrenceId(id, day)))).size).toBe(3 * 366);
  });
});

describe('when clocks change', () => {
  test.each([
    // Skipped at night: read with the offset before, as RFC 5545 says.
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30Z'], ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30Z'],
    // Twice: the first one.
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30Z'], ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z'], ['Pacific/Apia', '2026-06-01', '00:00', '2026-05-31T11:00Z'], ['Asia/Kathmandu', '2026-06-01', '09:00', '2026-06-01T03:15Z'],
  ])('%s %s %s is %s', (zone, day, time, expected) => {
    expect(instantAt(zone, day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))).toBe(at(expected.replace('Z', ':00Z')));
  });
  test('a night shift over the change is an hour shorter or longer, and begins and ends by the wall', () => {
    const night = pattern({ starts: '22:00', ends: '06:00', days: [6], firstDay: '2026-01-01' });
    const hours = (day: string) => { const [one] = occurrences([night], [], { from: at(`${day}T20:00`), until: at(`${day}T22:00`) }); return (one!.end - one!.start) / 3600_000; };
    expect([hours('2026-03-28'), hours('2026-10-24'), hours('2026-06-06')]).toEqual([7, 9, 8]);
  });
  test('a shift within what is skipped is not worked that day, one within what comes twice is worked once, one around it twice as long', () => {
    const on = (day: string, starts: string, ends: string, zone = 'Europe/Berlin') => { const one = occurrenceOn(pattern({ zone, starts, ends, days: [7], firstDay: '2026-01-01' }), day, undefined); return one && brief([one])[0]!.slice(5); };
    expect(on('2026-03-29', '02:00', '03:00')).toBeNull();
    expect(on('2026-03-29', '02:30', '03:00')).toBeNull();
    expect(on('2026-03-29', '02:00', '02:30')).toBe('03-29T01:00/03-29T01:30');
    expect(on('2026-03-29', '01:30', '02:30')).toBe('03-29T00:30/03-29T01:30');
    expect(on('2026-03-28', '02:00', '03:00')).toBe('03-28T01:00/03-28T02:00');
    expect(on('2026-10-25', '02:00', '02:45')).toBe('10-25T00:00/10-25T00:45');
    expect(on('2026-10-25', '02:00', '03:00')).toBe('10-25T00:00/10-25T02:00');
    // Half an hour there.
    expect(on('2026-10-04', '02:00', '02:30', 'Australia/Lord_Howe')).toBeNull();
    expect(on('2026-04-05', '01:30', '02:00', 'Australia/Lord_Howe')).toBe('04-04T14:30/04-04T15:30');
  });
  test('a day that is moved onto the change of the clocks, and one that was given away there', () => {
    const night = pattern({ starts: '22:00', ends: '06:00', days: [5], firstDay: '2026-01-01' });
    const moved = occurrenceOn(night, '2026-03-27', change('2026-03-27', { onDay: '2026-03-28', personId: 'ben' }))!;
    expect([brief([moved]), (moved.end - moved.start) / 3600_000, moved.day]).toEqual([['ben 03-28T21:00/03-29T04:00'], 7, '2026-03-27']);
    expect(occurrenceOn(pattern({ days: [6], firstDay: '2026-01-01' }), '2026-03-28', change('2026-03-28', { onDay: '2026-03-29', starts: '02:00', ends: '03:00' }))).toBeNull();
  });
  test('whatever the zone and the day, a shift ends after it begins and is worked on one day of the wall', () => {
    const zone = fc.constantFrom('Europe/Dublin', 'Africa/Casablanca', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia');
    fc.assert(fc.property(zone, time, time, fc.integer({ min: 0, max: 730 }), (of, starts, ends, n) => {
      fc.pre(starts !== ends);
      const day = new Date(at('2026-01-01T00:00') + n * 86_400_000).toISOString().slice(0, 10);
      const one = occurrenceOn(pattern({ zone: of, starts, ends, days: [1, 2, 3, 4, 5, 6, 7], firstDay: '2026-01-01' }), day, undefined);
      if (!one) return;
      const long = (one.end - one.start) / 3600_000;
      expect(long).toBeGreaterThan(0);
      expect(long).toBeLessThanOrEqual(25);
      expect(DateTime.fromMillis(one.start, { zone: of }).toISODate()).toBe(day);
    }), { numRuns: 400 });
  });
  test('follow the sun: three zones cover a day without a gap, also on the days the clocks change', () => {
    const sun = [pattern({ id: ids.b, zone: 'Europe/Berlin', starts: '08:00', ends: '17:00', days: [1, 2, 3, 4, 5, 6, 7], firstDay: '2026-01-01' }), pattern({ id: ids.n, personId: 'nina', zone: 'America/New_York', starts: '10:00', ends: '20:00', days: [1, 2, 3, 4, 5, 6, 7], firstDay: '2026-01-01' }), pattern({ id: ids.s, personId: 'sam', zone: 'Australia/Sydney', starts: '10:00', ends: '19:00', days: [1, 2, 3, 4, 5, 6, 7], firstDay: '2026-01-01' })];
    for (const day of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-06-15', '2026-10-04', '2026-10-25', '2026-11-01']) {
      const from = at(`${day}T00:00`);
      for (let hour = from; hour < from + 24 * 3600_000; hour += 3600_000) expect(occurrences(sun, [], { from: hour, until: hour + 1 }).length, `${day} ${new Date(hour).toISOString()}`).toBeGreaterThan(0);
    }
  });
});

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC'];
const dayNear = fc.integer({ min: 0, max: 400 }).map((n) => new Date(at('2026-01-01T00:00') + n * 86_400_000).toISOString().slice(0, 10));
const patterns = fc.record({ zone: fc.constantFrom(...zones), starts: time, ends: time, days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), everyWeeks: fc.integer({ min: 1, max: 5 }), firstDay: dayNear, length: fc.option(fc.integer({ min: 0, max: 200 })) })
  .filter((p) => p.starts !== p.ends).map(({ length, ...p }) => pattern({ ...p, lastDay: length === null ? null : new Date(Date.parse(p.firstDay) + length * 86_400_000).toISOString().slice(0, 10) }));

/** The same by walking the days one by one with another library's calendar. */
function walk(p: Pattern, from: number, until: number): string[] {
  const found: { start: number; text: string }[] = [];
  const monday = DateTime.fromISO(p.firstDay, { zone: 'UTC' }).startOf('week');
  for (let d = DateTime.fromISO(p.firstDay, { zone: 'UTC' }); d.toMillis() < until + 3 * 86_400_000; d = d.plus({ days: 1 })) {
    const day = d.toISODate()!;
    if (p.lastDay && day > p.lastDay) break;
    if (!p.days.includes(d.weekday) || Math.round(d.startOf('week').diff(monday, 'weeks').weeks) % p.everyWeeks !== 0) continue;
    const wall = (on: string, clock: string) => DateTime.fromISO(`${on}T${clock}`, { zone: p.zone });
    const [start, end] = [wall(day, p.starts), wall(p.ends > p.starts ? day : d.plus({ days: 1 }).toISODate()!, p.ends)];
    if (start.toMillis() < until && end.toMillis() > from) found.push({ start: start.toMillis(), text: `${start.toUTC().toISO()} ${end.toUTC().toISO()}` });
  }
  return found.sort((a, b) => a.start - b.start).map((one) => one.text);
}

test('occurrences are what a walk day by day finds', () => {
  fc.assert(fc.property(patterns, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 21 }), (p, skip, length) => {
    const from = at('2026-01-01T00:00') + skip * 86_400_000;
    const until = from + length * 86_400_000;
    const ours = occurrences([p], [], { from, until });
    // Of a time that happens twice the other library may take the second: those nights are told apart above.
    const odd = ours.some((one) => [one.start, one.end].some((t) => [-1, 1].some((s) => DateTime.fromMillis(t, { zone: p.zone }).offset !== DateTime.fromMillis(t + s * 3 * 3600_000, { zone: p.zone }).offset)));
    if (!odd) expect(ours.map((one) => `${new Date(one.start).toISOString()} ${new Date(one.end).toISOString()}`)).toEqual(walk(p, from, until));
  }), { numRuns: 300 });
});

test('a stretch cut in two finds the same as the whole', () => {
  fc.assert(fc.property(patterns, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 13 }), (p, skip, cut) => {
    const from = at('2026-01-01T00:00') + skip * 86_400_000;
    const [middle, until] = [from + cut * 86_400_000 + 1, from + 14 * 86_400_000];
    const ids = (a: number, b: number) => occurrences([p], [], { from: a, until: b }).map((one) => one.id);
    expect([...new Set([...ids(from, middle), ...ids(middle, until)])].sort()).toEqual(ids(from, until).sort());
  }), { numRuns: 200 });
});

describe('absences', () => {
  const one = occurrences([pattern({ days: [1] })], [], week)[0]!;
  const left = (...away: [string, string][]) => { const o = withoutAbsences(one, away.map(([a, b]) => ({ from: at(`2026-06-01T${a}`), until: at(`2026-06-01T${b}`) }))); return o && brief([o])[0]!.slice(5); };
  test.each<[string, [string, string][], string | null]>([
    ['none', [], '06-01T07:00/06-01T15:00'], ['all of it', [['06:00', '16:00']], null], ['at its beginning', [['06:00', '09:00']], '06-01T09:00/06-01T15:00'], ['at its end', [['13:00', '18:00']], '06-01T07:00/06-01T13:00'],
    ['two that meet', [['06:00', '09:00'], ['09:00', '10:00']], '06-01T10:00/06-01T15:00'], ['both ends', [['06:00', '09:00'], ['13:00', '18:00']], '06-01T09:00/06-01T13:00'], ['within: it goes on after', [['10:00', '11:00']], '06-01T07:00/06-01T15:00'], ['that together take it away', [['06:00', '11:00'], ['10:00', '16:00']], null],
  ])('%s', (_, away, expected) => { expect(left(...away)).toBe(expected); });
});

describe('begins and ends are told once, in order', () => {
  const [a, b] = occurrences([pattern({ days: [1], starts: '09:00', ends: '13:00' }), pattern({ id: ids.b, days: [1], starts: '13:00', ends: '17:00' })], [], week) as [Occurrence, Occurrence];
  const said = (told: readonly Started[], worked: readonly Occurrence[], from: string, until: string) => edgesBetween(told, worked, { from: at(`2026-06-01T${from}`), until: at(`2026-06-01T${until}`) });
  const words = (r: ReturnType<typeof said>) => r.said.map((s) => `${s.what} ${s.shift.id === a.id ? 'a' : 'b'}`).join(', ');

  test('one after the other', () => {
    const first = said([], [a, b], '06:00', '07:00');
    expect(words(first)).toBe('started a');
    const second = said(first.started, [a, b], '07:00', '11:00');
    expect(words(second)).toBe('ended a, started b');
    expect(words(said(second.started, [a, b], '11:00', '12:00'))).toBe('');
    expect(words(said(second.started, [b], '12:00', '15:00'))).toBe('ended b');
  });
  test('all that happened while nobody looked', () => { expect(words(said([], [a, b], '06:00', '16:00'))).toBe('started a, ended a, started b, ended b'); });
  test('one that is given away in the middle ends then', () => {
    const r = said([a], [], '08:00', '09:00');
    expect([words(r), r.started, r.said[0]!.shift.end]).toEqual(['ended a', [], at('2026-06-01T09:00')]);
  });
  test('one that gets longer goes on, one that gets shorter ends', () => {
    expect(said([{ ...a, end: at('2026-06-01T09:00') }], [a], '08:00', '09:30').said).toEqual([]);
    expect(words(said([a], [{ ...a, end: at('2026-06-01T09:00') }], '08:00', '09:30'))).toBe('ended a');
  });
  test('one that was over before is not told', () => { expect(words(said([], [a], '12:00', '13:00'))).toBe(''); });
  test('however often and whenever it is looked at, each begin and end is told once', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 719 }), { minLength: 1, maxLength: 12 }), (minutes) => {
      const looks = [...minutes.sort((x, y) => x - y), 720].map((m) => at('2026-06-01T05:00') + m * 60_000);
      let [from, started, all] = [at('2026-06-01T05:00'), [] as Started[], [] as string[]];
      for (const until of looks) {
        const r = edgesBetween(started, [a, b].filter((one) => one.end > from - 1 && one.start < until + 1), { from, until });
        all = [...all, ...r.said.map((s) => `${s.what} ${s.shift.id === a.id ? 'a' : 'b'}`)];
        [from, started] = [until, r.started];
      }
      expect(all).toEqual(['started a', 'ended a', 'started b', 'ended b']);
    }));
  });
});

describe('what shifts say of availability', () => {
  const shift = (what: Partial<Parameters<typeof shiftSays>[2]> = {}) => ({ now: false, next: null, away: null, ...what });
  const was = (state: string, note = '') => ({ state, note, at: '2026-06-01T07:00:00.000Z' });
  const [next, later] = [at('2026-06-02T07:00'), at('2026-06-02T11:00')];
  const iso = (ms: number) => new Date(ms).toISOString();
  test.each<[string, Parameters<typeof shiftSays>, ReturnType<typeof shiftSays>]>([
    ['nothing of who is on no rota', [null, false, shift()], null],
    ['nothing before the very first shift', [null, false, shift({ next })], null],
    ['available when one begins', [was('offline'), true, shift({ now: true })], { state: 'available' }],
    ['the same when one of two that overlap ends: what was said by hand meanwhile stays newer', [was('available'), true, shift({ now: true })], { state: 'available', since: was('available').at }],
    ['offline until the next when one ends', [was('available'), true, shift({ next })], { state: 'offline', until: iso(next) }],
    ['offline for longer when the next one is moved while nobody works', [was('offline'), false, shift({ next: later })], { state: 'offline', until: iso(later), since: was('offline').at }],
    ['nothing any more when the last one is taken out', [was('offline'), false, shift()], null],
    ['offline while absent', [was('available'), true, shift({ away: { from: next, until: later } })], { state: 'offline', since: iso(next), until: iso(later), note: 'Absent' }],
    ['back in a shift that runs', [was('offline', 'Absent'), false, shift({ now: true })], { state: 'available' }],
    ['back between two shifts', [was('offline', 'Absent'), false, shift({ next })], { state: 'offline', until: iso(next) }],
  ])('%s', (_, asked, expected) => { expect(shiftSays(...asked)).toEqual(expected); });
});
