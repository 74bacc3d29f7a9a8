import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysWords, spanOf, type Days } from './leave-days.ts';
import { askVerdict, callsVerdict, claimVerdict, coverVerdict, eased, escalationVerdict, leftIn, mayWith, promiseVerdict, sorted, ticketVerdict, type Item, type OwnedTicket, type State } from './rules.ts';

const until = '2026-12-14T08:00:00.000Z';
const gone = { from: '2026-12-01T08:00:00Z', until };
const forGood = { from: '2026-12-01T08:00:00Z', until: null };
const ticket = (what: Partial<OwnedTicket> = {}): OwnedTicket => ({ status: 'open', wakeAt: null, dueAt: null, offeredTo: null, noted: false, openTasks: 0, ...what });
const past = '2026-12-15T08:00:00Z';
const before = '2026-12-10T08:00:00Z';

describe('what has to be clear', () => {
  test.each<[string, Partial<OwnedTicket>, string, boolean]>([
    ['an open one', {}, 'ticket', false], ['one that wakes meanwhile', { status: 'waiting', wakeAt: before, noted: true }, 'ticket', false], ['one offered and not accepted', { offeredTo: 'Ben' }, 'offered', false],
    ['one that waits past the return, without a word', { status: 'waiting', wakeAt: past }, 'note', false], ['one that waits past the return, noted', { status: 'waiting', wakeAt: past, noted: true }, 'note', true],
    ['one that waits, with something due before', { status: 'waiting', wakeAt: past, dueAt: before, noted: true }, 'ticket', false], ['one that wakes at the return', { status: 'waiting', wakeAt: until, dueAt: until, noted: true }, 'note', true],
    ['one that waits and is offered', { status: 'waiting', wakeAt: past, noted: true, offeredTo: 'Ben' }, 'offered', false],
  ])('%s', (_, what, kind, clear) => expect(ticketVerdict(ticket(what), gone)).toMatchObject({ kind, clear }));

  test('sub-tasks that are open are named with their ticket', () => {
    expect(ticketVerdict(ticket({ openTasks: 2 }), gone).words).toBe('Hand it off, let it wait past the return, or close it (2 sub-tasks are open)');
    expect(ticketVerdict(ticket({ status: 'waiting', wakeAt: past, noted: true, openTasks: 1 }), gone)).toMatchObject({ clear: true, words: 'It waits past the return, and what comes next is noted (one sub-task is open)' });
  });

  test('what is worked on now stands in the way of who is about to go', () => {
    const now = Date.parse(gone.from);
    expect(claimVerdict(gone, now - 25 * 3600_000).clear).toBe(true);
    expect(claimVerdict(gone, now - 23 * 3600_000).clear).toBe(false);
    expect(claimVerdict(forGood, now).clear).toBe(false);
  });

  test.each([
    ['asked of them', { state: 'raised', closes: false, passesTo: 'Ben' }, false, /take it on/], ['answered by them', { state: 'acknowledged', closes: false, passesTo: null }, false, /pass it on/],
    ['theirs to close, and the ticket, too', { state: 'answered', closes: true, passesTo: null }, false, /close it, or hand the ticket off/], ['theirs to close, not answered', { state: 'raised', closes: true, passesTo: null }, false, /waits for an answer/],
    ['theirs to close on a ticket of somebody else', { state: 'told', closes: true, passesTo: 'Ben' }, true, /passes to Ben/],
  ])('an escalation %s', (_, what, clear, words) => {
    expect(escalationVerdict(what).clear).toBe(clear);
    expect(escalationVerdict(what).words).toMatch(words);
  });

  test('who leaves for good keeps nothing', () => fc.assert(fc.property(fc.constantFrom('open', 'waiting') as fc.Arbitrary<'open' | 'waiting'>, fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })), fc.boolean(), (status, wake, noted) => {
    expect(ticketVerdict(ticket({ status, wakeAt: wake?.toISOString() ?? null, noted }), forGood).clear).toBe(false);
    expect(promiseVerdict({ kind: 'promise', dueAt: (wake ?? new Date(0)).toISOString(), late: false }, forGood).clear).toBe(false);
  })));

  test.each([[{ dueAt: past, late: false }, true], [{ dueAt: before, late: false }, false], [{ dueAt: past, late: true }, false], [{ dueAt: until, late: false }, true]])('promises and questions by when they are due: %o → %s', (what, clear) => {
    expect(promiseVerdict({ kind: 'promise', ...what }, gone).clear).toBe(clear);
    expect(promiseVerdict({ kind: 'callback', ...what }, gone)).toMatchObject({ kind: 'callback', clear });
    expect(askVerdict(what, gone).clear).toBe(clear);
  });

  test('calls go somewhere from begin to end, or nobody calls', () => {
    const span = { from: '2026-12-01T08:00:00Z', until };
    expect(callsVerdict(null, false, span).clear).toBe(false);
    expect(callsVerdict(null, true, span).clear).toBe(true);
    expect(callsVerdict({ ...span, to: 'Ben' }, false, span).clear).toBe(true);
    expect(callsVerdict({ ...span, from: '2026-12-01T08:00:01Z', to: 'Ben' }, false, span)).toMatchObject({ clear: false, words: 'The diversion does not hold for all of the time' });
    expect(callsVerdict({ ...span, until: '2026-12-14T07:59:59Z', to: 'Ben' }, false, span).clear).toBe(false);
  });

  test('somebody stands in who is there', () => {
    expect(coverVerdict(null).clear).toBe(false);
    expect(coverVerdict({ name: 'Ben', works: true, away: false })).toEqual({ kind: 'cover', clear: true, words: 'Ben stands in' });
    expect(coverVerdict({ name: 'Ben', works: false, away: false }).clear).toBe(false);
    expect(coverVerdict({ name: 'Ben', works: true, away: true }).clear).toBe(false);
  });

  test('what is left comes first, by what is due', () => {
    const of = (id: string, what: Partial<Item>): Item => ({ id, kind: 'ticket', clear: false, title: '', words: '', refId: null, byId: null, ticket: null, progress: null, dueAt: null, ...what });
    const all = [of('a', { clear: true }), of('b', { kind: 'calls' }), of('c', {}), of('d', { dueAt: '2026-12-01' }), of('e', { kind: 'cover' })];
    expect(sorted(all).map((one) => one.id)).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(leftIn(all)).toHaveLength(4);
  });
});

describe('days', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const days = (what: Partial<Days> = {}): Days => ({ firstDay: '2026-03-28', lastDay: '2026-03-30', starts: 'morning', ends: 'evening', zone: 'Europe/Berlin', ...what });
  const span = (what: Partial<Days>) => { const s = spanOf(days(what), '12:30', now); return s && [new Date(s.from).toISOString(), new Date(s.until).toISOString()]; };
  test('a day on which the clocks change is a day', () => {
    expect(span({})).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-30T22:00:00.000Z']);
    expect(span({ firstDay: '2026-10-24', lastDay: '2026-10-25' })).toEqual(['2026-10-23T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
    // Midnight does not exist there on that day.
    expect(span({ firstDay: '2026-04-24', lastDay: '2026-04-24', zone: 'Africa/Cairo' })).toEqual(['2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z']);
  });
  test('half days begin and end at midday', () => {
    expect(span({ starts: 'midday', ends: 'midday' })).toEqual(['2026-03-28T11:30:00.000Z', '2026-03-30T10:30:00.000Z']);
    expect(span({ lastDay: '2026-03-28', ends: 'midday' })).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-28T11:30:00.000Z']);
    expect(span({ lastDay: '2026-03-28', starts: 'midday' })).toEqual(['2026-03-28T11:30:00.000Z', '2026-03-28T23:00:00.000Z']);
  });
  test('what is no time, over, or too far is none', () => {
    for (const wrong of [{ lastDay: '2026-03-28', starts: 'midday' as const, ends: 'midday' as const }, { lastDay: '2026-03-27' }, { firstDay: '2026-02-01', lastDay: '2026-02-28' }, { firstDay: '2029-01-01', lastDay: '2029-01-02' }, { lastDay: '2027-12-01' }, { zone: 'Nowhere/At_All' }, { firstDay: '2026-02-31' }]) expect(span(wrong), JSON.stringify(wrong)).toBeNull();
  });
  test('a month is thirty days, whatever the clocks do', () => fc.assert(fc.property(fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu', 'UTC'), fc.integer({ min: 0, max: 600 }), (zone, later) => {
    const day = (n: number) => new Date(now + n * 86_400_000).toISOString().slice(0, 10);
    const s = spanOf(days({ zone, firstDay: day(later + 2), lastDay: day(later + 31) }), '12:30', now)!;
    expect(Math.abs(s.until - s.from - 30 * 86_400_000)).toBeLessThanOrEqual(3600_000);
  })));
  test.each<[Partial<Days>, string]>([
    [{}, '28 to 30 March'], [{ lastDay: '2026-03-28' }, '28 March'], [{ lastDay: '2026-03-28', ends: 'midday' }, 'the morning of 28 March'], [{ lastDay: '2026-03-28', starts: 'midday' }, 'the afternoon of 28 March'],
    [{ lastDay: '2026-04-02' }, '28 March to 2 April'], [{ firstDay: '2026-12-21', lastDay: '2027-01-02' }, '21 December to 2 January 2027'], [{ starts: 'midday', ends: 'midday' }, 'midday of 28 March to midday of 30 March'],
  ])('%o is said as %s', (what, words) => expect(daysWords(days(what), 2026)).toBe(words));
});

describe('whose it is to do', () => {
  const all: readonly State[] = ['draft', 'asked', 'refused', 'approved', 'away', 'over', 'cancelled'];
  test('nobody decides about their own, and others but leads do nothing', () => {
    for (const state of all) {
      const one = { personId: 'maya', state };
      expect(mayWith(one, { id: 'maya' }, false).decide).toBe(false);
      expect(Object.values(mayWith(one, { id: 'ben' }, false)).some(Boolean)).toBe(false);
      expect(mayWith(one, { id: 'lena' }, true).ask).toBe(false);
    }
    expect(mayWith({ personId: 'maya', state: 'asked' }, { id: 'lena' }, true)).toMatchObject({ decide: true, cancel: false });
    expect(mayWith({ personId: 'maya', state: 'away' }, { id: 'maya' }, false)).toEqual({ change: true, ask: false, decide: false, alone: false, cancel: false, back: true });
    expect(Object.values(mayWith({ personId: 'maya', state: 'over' }, { id: 'maya' }, true)).some(Boolean)).toBe(false);
    // Nobody else could: they say why, in place of asking.
    expect(mayWith({ personId: 'ada', state: 'draft' }, { id: 'ada' }, false, true)).toMatchObject({ ask: false, alone: true, decide: false });
    expect(mayWith({ personId: 'ada', state: 'approved' }, { id: 'ada' }, false, true).alone).toBe(false);
  });
});

test('coming back is gentle for some hours and some tickets', () => {
  const settings = { backHours: 4, backTickets: 3 };
  const back = { at: 0, openThen: 5 };
  const hour = 3600_000;
  expect(eased(back, 7, settings, hour)).toBeNull();
  expect(eased(back, 8, settings, hour)).toBe('came back from leave, and takes on 3 new tickets in the first 4 hours');
  expect(eased(back, 8, settings, 4 * hour)).toBeNull();
  expect(eased(back, 80, { backHours: 0, backTickets: 0 }, 0)).toBeNull();
});
