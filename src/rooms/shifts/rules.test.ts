import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { busyAt, eligible, holds, isPlain, nextEdge, offQueue, sayingNow, standIn, type Saying, type Source, type State } from './rules.ts';

const at = (time: string) => Date.parse(`2026-06-01T${time}:00Z`);
const now = at('10:00');
/** "hand focusing 09:00-11:00": who says what since when, and until when. */
function say(text: string): Saying {
  const [, source, state, from, until] = /^(\w+) ([\w-]+) (\d\d:\d\d)(?:-(\d\d:\d\d))?$/.exec(text)!;
  return { source: source as Source, state: state as State, at: at(from!), until: until ? new Date(at(until)).toISOString() : null, note: '', coverId: null };
}
const of = (...texts: string[]) => texts.map(say);

describe('what holds of several sayings', () => {
  test.each<[string[], string]>([
    [[], 'hand available'],
    [['hand focusing 09:00-11:00'], 'hand focusing'], [['hand focusing 09:00-10:00'], 'hand available'],
    // By hand wins until its time is over …
    [['hand focusing 09:00-11:00', 'calendar in-a-meeting 09:30-10:30'], 'hand focusing'], [['hand on-a-break 09:30-10:00', 'calendar in-a-meeting 09:30-10:30'], 'calendar in-a-meeting'],
    [['hand available 09:00-11:00', 'shift offline 09:30'], 'hand available'], [['hand offline 09:00', 'calendar in-a-meeting 09:30-10:30'], 'hand offline'], [['hand focusing 09:00-11:00', 'idle offline 09:50'], 'hand focusing'],
    // … a live call shows all the same, unless they are away.
    [['hand focusing 09:00-11:00', 'call on-a-call 09:55'], 'call on-a-call'], [['hand available 09:00', 'call on-a-call 08:55'], 'call on-a-call'], [['hand offline 09:00', 'call on-a-call 09:55'], 'hand offline'],
    // "Available" without an end gives way to what is newer, not to what is older.
    [['hand available 09:00', 'calendar in-a-meeting 09:30-10:30'], 'calendar in-a-meeting'], [['hand available 09:40', 'calendar in-a-meeting 09:30-10:30'], 'hand available'],
    [['hand available 09:00', 'idle offline 09:50'], 'idle offline'], [['hand available 17:30', 'shift offline 17:00'], 'hand available'],
    // Without an end it gives way to the next begin or end of a shift.
    [['hand offline 08:00', 'shift available 09:00'], 'shift available'], [['hand offline 09:30', 'shift available 09:00'], 'hand offline'], [['hand on-a-call 08:00', 'shift offline 09:00'], 'shift offline'], [['hand offline 08:00', 'shift available 09:00', 'calendar in-a-meeting 09:30-10:30'], 'calendar in-a-meeting'],
    // Having given way it says nothing any more, also of what began before it was said.
    [['hand offline 08:00', 'shift available 09:00', 'calendar in-a-meeting 07:50-10:30'], 'calendar in-a-meeting'], [['hand offline 08:00', 'shift available 09:00', 'idle offline 07:00'], 'idle offline'], [['hand offline 08:00', 'shift available 09:00', 'leave on-leave 07:00-18:00'], 'leave on-leave'],
    // Leave does not give way to shifts, and what begins later wins over what was said before.
    [['hand on-leave 08:00', 'shift available 09:00'], 'hand on-leave'], [['hand focusing 08:00-12:00', 'leave on-leave 09:00-18:00'], 'leave on-leave'], [['hand available 09:30', 'leave on-leave 09:00-18:00'], 'hand available'], [['leave on-leave 09:00-18:00', 'shift available 09:00', 'call on-a-call 09:00'], 'leave on-leave'],
    // Beside that: call, shift over, calendar, silence, shift.
    [['call on-a-call 09:00', 'shift offline 09:30'], 'call on-a-call'], [['shift offline 09:00', 'calendar in-a-meeting 09:30-10:30'], 'shift offline'], [['calendar in-a-meeting 09:30-10:30', 'idle offline 09:50'], 'calendar in-a-meeting'], [['idle offline 09:50', 'shift available 09:00'], 'idle offline'], [['shift available 09:00'], 'shift available'],
  ])('%j: %s', (texts, expected) => {
    const one = sayingNow(of(...texts), texts.some((t) => t.includes('17:')) ? at('18:00') : now);
    expect(`${one.source} ${one.state}`).toBe(expected);
  });

  test('in whatever order they stand', () => {
    const all = of('hand available 09:00', 'leave on-leave 09:30-18:00', 'call on-a-call 09:55', 'shift offline 09:10', 'calendar in-a-meeting 09:30-10:30', 'idle offline 09:50');
    fc.assert(fc.property(fc.shuffledSubarray(all), (some) => { expect(sayingNow(some, now)).toEqual(sayingNow(some.toReversed(), now)); }));
  });
});

test('how somebody is, and how they will be then', () => {
  expect(holds('a', [], now)).toEqual({ personId: 'a', state: 'available', stateId: null, label: null, away: false, until: null, note: '', coverId: null, source: 'hand', then: null });
  expect(holds('a', of('hand available 09:00-11:00', 'shift offline 09:30'), now)).toMatchObject({ state: 'available', then: { state: 'offline', away: true, source: 'shift' } });
  expect(holds('a', of('calendar in-a-meeting 09:30-10:30'), now)).toMatchObject({ state: 'in-a-meeting', away: false, then: { state: 'available' } });
  expect(isPlain(holds('a', of('shift available 09:00'), now))).toBe(true);
  expect(isPlain(holds('a', of('hand available 09:00-11:00'), now))).toBe(true);
  expect(isPlain(holds('a', of('hand available 09:00-11:00', 'shift offline 09:30'), now))).toBe(false);
});

test('busy is not away, and a cover stands in only for those away', () => {
  const with_ = (state: State) => holds('a', [{ ...say('hand focusing 09:00-11:00'), state, coverId: 'b' }], now);
  for (const state of ['on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training'] as const) expect(with_(state)).toMatchObject({ state, away: false, coverId: null });
  for (const state of ['offline', 'on-leave'] as const) expect(with_(state)).toMatchObject({ away: true, coverId: 'b' });
});

test('who to ask instead: the cover, the cover of the cover, nobody at the end of the line or in a circle', () => {
  const of = (all: Record<string, string | null>) => (id: string) => (id in all ? holds(id, [{ ...say('hand on-leave 09:00-11:00'), coverId: all[id] ?? null }], now) : undefined);
  expect(standIn('a', of({}))).toBe('a');
  expect(standIn('a', of({ a: 'b' }))).toBe('b');
  expect(standIn('a', of({ a: 'b', b: 'c' }))).toBe('c');
  expect(standIn('a', of({ a: 'b', b: null }))).toBeNull();
  expect(standIn('a', of({ a: 'b', b: 'a' }))).toBeNull();
  expect(standIn('a', of({ a: 'a' }))).toBeNull();
});

test('off the queue always ends, and counts from when it was left', () => {
  const since = at('09:30');
  expect(offQueue({ since: null }, null, 60, now)).toEqual({ since: now, until: '2026-06-01T11:00:00.000Z', minutes: 60 });
  expect(offQueue({ since }, null, 60, now)).toEqual({ since, until: '2026-06-01T10:30:00.000Z', minutes: 60 });
  expect(offQueue({ since }, '2026-06-01T11:00:00.000Z', 60, now)).toMatchObject({ minutes: 90 });
  // Its time is used up: going on takes more than the team allows.
  expect(offQueue({ since: at('09:00') }, null, 60, now)).toMatchObject({ until: '2026-06-01T11:00:00.000Z', minutes: 120 });
});

test('who may be given work: available and not held back; busy may be asked, away and gone not', () => {
  const state = (one: State, label: string | null = null) => ({ state: one, away: one === 'offline' || one === 'on-leave', label });
  expect(eligible(state('available'), true, [])).toEqual({ ok: true, mayAsk: true, why: null });
  for (const one of ['on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training'] as const) expect(eligible(state(one), true, [])).toMatchObject({ ok: false, mayAsk: true, why: { code: 'busy' } });
  for (const one of ['offline', 'on-leave'] as const) expect(eligible(state(one), true, [])).toMatchObject({ ok: false, mayAsk: false, why: { code: 'away' } });
  expect(eligible(state('on-a-break', 'Lunch'), true, []).why!.say).toContain('They are Lunch');
  expect(eligible(state('available'), true, ['They came back an hour ago.'])).toMatchObject({ ok: false, mayAsk: true, why: { code: 'limit', say: 'They came back an hour ago.' } });
  expect(eligible(state('available'), false, [])).toMatchObject({ ok: false, mayAsk: false, why: { code: 'gone' } });
});

test('busy times that touch are one', () => {
  const busy = ([['09:30', '10:30'], ['10:30', '11:00'], ['08:00', '09:00'], ['11:30', '12:00']] as const).map(([a, b]) => [new Date(at(a)).toISOString(), new Date(at(b)).toISOString()] as const);
  expect(busyAt(busy, now)).toEqual({ from: at('09:30'), until: at('11:00') });
  expect(busyAt(busy, at('11:10'))).toBeNull();
  expect(busyAt([], now)).toBeNull();
  expect([at('07:00'), now, at('10:30'), at('11:00'), at('11:30'), at('12:00')].map((then) => nextEdge(busy, then))).toEqual([at('08:00'), at('10:30'), at('11:00'), at('11:30'), at('12:00'), null]);
});
