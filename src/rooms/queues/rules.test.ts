import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queueSettings } from './contract.ts';
import { unread } from './edges.ts';
import { languageName, languagesIn } from './languages.ts';
import { backAt, before, orderWords, rank, reasonsFor, ruleWords, together, type Waiting } from './rules.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const minute = 60_000;
const standard = queueSettings.schema.parse({});
const nobody = { skills: [] };
const ticket = (id: string, what: Partial<Waiting> = {}): Waiting => ({ id, teamId: 't', queuedAt: now - 30 * minute, dueAt: null, priority: 1, tags: [], known: false, spoken: null, ...what });
const order = (all: Waiting[], taker = nobody, policy = standard) => rank(all, taker, policy, now).map((one) => one.id);

describe('who is served next', () => {
  test.each<[string, Waiting[], string[]]>([
    ['late before late soon before the rest', [ticket('c'), ticket('b', { dueAt: now + 59 * minute }), ticket('a', { dueAt: now - minute })], ['a', 'b', 'c']],
    ['two that are late go by what comes next, not by how late', [ticket('b', { dueAt: now - 900 * minute }), ticket('a', { dueAt: now - minute, priority: 3 })], ['a', 'b']],
    ['due beyond the risk does not count', [ticket('b', { dueAt: now + 61 * minute, queuedAt: now - minute }), ticket('a')], ['a', 'b']],
    ['priority', [ticket('d', { priority: 0 }), ticket('c'), ticket('b', { priority: 2 }), ticket('a', { priority: 3 })], ['a', 'b', 'c', 'd']],
    ['a complaint before one whose customer they know, before the older one', [ticket('c', { queuedAt: now - 59 * minute }), ticket('b', { known: true }), ticket('a', { tags: ['complaint'] })], ['a', 'b', 'c']],
    ['a longer wait, by bands', [ticket('b', { queuedAt: now - 3 * 60 * minute }), ticket('a', { queuedAt: now - 5 * 60 * minute })], ['a', 'b']],
    ['what is alike goes as it came, and then by id', [ticket('c'), ticket('b'), ticket('a', { queuedAt: now - 31 * minute })], ['a', 'b', 'c']],
  ])('%s', (_, all, expected) => { expect(order(all)).toEqual(expected); });

  test('within one band of waiting time a skill decides where the team puts it behind', () => {
    const policy = { ...standard, order: ['age', 'skill'] as const } as unknown as typeof standard;
    const all = [ticket('b', { queuedAt: now - 3.5 * 60 * minute }), ticket('a', { queuedAt: now - 2 * 60 * minute, tags: ['refunds'] })];
    expect(order(all, { skills: ['refunds'] } as never, policy)).toEqual(['a', 'b']);
    expect(order([ticket('old', { queuedAt: now - 25 * 60 * minute }), ...all], { skills: ['refunds'] } as never, policy)[0]).toBe('old');
  });

  const waiting: fc.Arbitrary<Waiting> = fc.record({
    id: fc.uuid(), teamId: fc.constantFrom('t', 'u'), queuedAt: fc.integer({ min: now - 40 * 3600_000, max: now }), dueAt: fc.option(fc.integer({ min: now - 3600_000, max: now + 7200_000 })), priority: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    tags: fc.subarray(['complaint', 'refunds', 'x']), known: fc.boolean(), spoken: fc.option(fc.constant('Spanish')),
  });
  const policies = fc.shuffledSubarray(standard.order, { minLength: 1 }).map((some) => ({ ...standard, order: some }));
  const taker = { skills: ['refunds'] };

  test('it is one order: the same whatever way the queue is read, everybody in it once', () => {
    fc.assert(fc.property(fc.uniqueArray(waiting, { selector: (w) => w.id, maxLength: 30 }), policies, (all, policy) => {
      const once = rank(all, taker, policy, now);
      expect(rank([...all].reverse(), taker, policy, now)).toEqual(once);
      expect(new Set(once.map((w) => w.id)).size).toBe(all.length);
      for (let n = 1; n < once.length; n++) expect(before(once[n - 1]!, once[n]!, taker, policy, now)).toBeLessThan(0);
    }));
  });

  /** What lanes would bring of a whole queue: of each the first few, by age. */
  const read = (all: readonly Waiting[], reach: number): Waiting[] => {
    const first = (holds: (one: Waiting) => boolean) => all.filter(holds).toSorted((a, b) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1)).slice(0, reach);
    const lanes = ([0, 1, 2, 3] as const).flatMap((p) => [
      first((one) => one.priority === p), first((one) => one.priority === p && one.dueAt !== null && one.dueAt <= now), first((one) => one.priority === p && one.dueAt !== null && one.dueAt > now && one.dueAt <= now + 60 * minute),
      first((one) => one.priority === p && one.tags.includes('complaint')), first((one) => one.priority === p && one.tags.includes('refunds')), first((one) => one.priority === p && one.spoken !== null),
    ]);
    return [...new Set([...lanes.flat(), ...first((one) => one.known)])];
  };

  test('what was read of a queue in lanes knows how far it can be trusted: so far it is the order of the whole queue', () => {
    let [sure, all] = [0, 0];
    fc.assert(fc.property(fc.uniqueArray(waiting, { selector: (w) => w.id, minLength: 10, maxLength: 120 }), policies, fc.integer({ min: 1, max: 6 }), (queue, policy, reach) => {
      const whole = rank(queue, taker, policy, now);
      const seen = rank(read(queue, reach), taker, policy, now);
      const beyond = unread(seen, taker, policy, now, reach);
      for (const [at, one] of seen.entries()) {
        if (!beyond.every((other) => before(other, one, taker, policy, now) >= 0)) break;
        expect(one).toBe(whole[at]);
        sure += Number(at === 0);
      }
      all++;
      if (beyond.length === 0) expect(seen).toEqual(whole);
    }), { numRuns: 400 });
    // It is worth something only where it is certain of the first one most of the time.
    expect(sure / all).toBeGreaterThan(0.5);
  });

  test('queues together keep each its own order, and lose nobody', () => {
    fc.assert(fc.property(fc.uniqueArray(waiting, { selector: (w) => w.id, maxLength: 20 }), policies, policies, (all, one, two) => {
      const queues = [rank(all.filter((w) => w.teamId === 't'), taker, one, now), rank(all.filter((w) => w.teamId === 'u'), taker, two, now)];
      const both = together(queues, taker, standard, now);
      expect(both.filter((w) => w.teamId === 't')).toEqual(queues[0]);
      expect(both.filter((w) => w.teamId === 'u')).toEqual(queues[1]);
    }));
  });
});

test('reasons stand in the order of the policy, only those that hold, the wait last', () => {
  const one = ticket('a', { dueAt: now - minute, priority: 3, tags: ['complaint', 'refunds'], known: true, spoken: 'Spanish' });
  const kinds = (policy = standard) => reasonsFor(one, { skills: ['refunds'] }, policy, now).map((r) => r.kind);
  expect(kinds()).toEqual(['late', 'priority', 'complaint', 'known', 'skill', 'language', 'waiting']);
  expect(kinds({ ...standard, order: ['skill', 'breach'] })).toEqual(['skill', 'late', 'waiting']);
  expect(reasonsFor(ticket('b'), nobody, standard, now)).toEqual([{ kind: 'waiting', since: '2026-11-23T11:30:00.000Z' }]);
});

test.each([[['spanish'], ['es']], [['español'], ['es']], [['deutsch', 'refunds'], ['de']], [['fr'], ['fr']], [['filipino'], ['fil']], [['refunds'], []], [[], []]])('skills %j speak %j', (skills, expected) => {
  expect(languagesIn(skills)).toEqual(expect.arrayContaining(expected));
  expect(languagesIn(skills).length).toBeLessThanOrEqual(expected.length + 1);
});
test('a language is called by its English name, an unknown one by its code', () => { expect(['es', 'zz'].map(languageName)).toEqual(['Spanish', 'Zz']); });

test('a claim goes back two minutes and a half after the last sign of life; a call stops that', () => {
  expect(backAt({ activeAt: now, idleSeconds: 120, warnSeconds: 30, protected: false })).toBe(now + 150_000);
  expect(backAt({ activeAt: now, idleSeconds: 120, warnSeconds: 30, protected: true })).toBeNull();
});

test('a policy reads as plain words', () => {
  expect(orderWords(standard)).toEqual([
    'what is late, or will be within 1 hour', 'the more pressing priority', 'complaints (tagged complaint)', 'customers whom the taker worked with before', 'matters the taker is skilled in', 'customers whose language the taker speaks',
    'what waits longer, by bands of 1 hour, 4 hours, 8 hours and 24 hours',
  ]);
  expect(ruleWords(standard)).toEqual([
    'Taking one out of its turn needs a reason, which leads see.', 'One person works on 1 ticket at a time.',
    'After 2 minutes without a sign of life they are asked whether they go on; 30 seconds later it goes back to its place. A live call keeps it.',
  ]);
  const other = { ...standard, order: ['age' as const], ageHours: [0.5, 1], picking: 'off' as const, claimsAtOnce: 3, idleSeconds: 90, warnSeconds: 60 };
  expect([...orderWords(other), ...ruleWords(other)].join(' ')).toMatch(/bands of 30 minutes and 1 hour Nobody but leads.* 3 tickets.*After 1:30 minutes.* 1 minute later/);
});
