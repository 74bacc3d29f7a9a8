import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workloadSettings } from './contract.ts';
import { daysOf, judge, loadOf, middleAmong, middleOf, preview, suggest, trendOf, weightOf, type Carrying, type Held } from './rules.ts';

const weights = workloadSettings.schema.parse({});
const held = (what: Partial<Held> = {}): Held => ({ channel: 'email', status: 'open', priority: 'normal', messages: 1, n: 1, late: 0, ...what });
const one = (personId: string, points: number, what: Partial<Carrying> = {}): Carrying => ({ personId, points, open: Math.ceil(points), waiting: 0, late: 0, away: false, ...what });

describe('what a ticket weighs', () => {
  test.each<[Partial<Held>, number]>([
    [{}, 1], [{ channel: 'phone' }, 1.5], [{ channel: 'letter' }, 1], [{ priority: 'urgent' }, 1.8], [{ priority: 'low' }, 0.8], [{ status: 'waiting' }, 0.3],
    [{ messages: 11 }, 1.5], [{ messages: 0 }, 1], [{ messages: 21 }, 1.95], [{ messages: 400 }, 1.95], [{ channel: 'phone', priority: 'urgent', messages: 11 }, 4.05],
  ])('%o weighs %d', (what, points) => expect(weightOf(held(what), weights)).toBeCloseTo(points, 10));

  test('it is more with more messages, a higher priority, and open rather than waiting', () => fc.assert(fc.property(fc.nat(60), fc.constantFrom('email', 'phone', 'sms'), (messages, channel) => {
    const of = (what: Partial<Held>) => weightOf(held({ messages, channel, ...what }), weights);
    expect(of({ messages: messages + 1 })).toBeGreaterThanOrEqual(of({}));
    expect(of({ status: 'waiting' })).toBeLessThan(of({}));
    expect([of({ priority: 'low' }), of({}), of({ priority: 'high' }), of({ priority: 'urgent' })]).toEqual([of({ priority: 'low' }), of({}), of({ priority: 'high' }), of({ priority: 'urgent' })].sort((a, b) => a - b));
  })));

  test('a load is their sum, counted by state', () => expect(loadOf([held({ n: 3, late: 1 }), held({ status: 'waiting', n: 2 }), held({ priority: 'urgent', late: 1 })], weights)).toEqual({ points: 5.4, open: 4, waiting: 2, late: 2 }));
});

describe('who is swamped and who is ahead, and why', () => {
  const team = (...all: Carrying[]) => {
    return Object.fromEntries(all.map((c) => [c.personId, judge(c, middleAmong(all), weights)]));
  };
  test('against the middle of those who are there', () => expect(team(one('maya', 20), one('ben', 10), one('cleo', 4), one('dan', 90, { away: true }))).toEqual({
    maya: { level: 'swamped', reasons: ['carries 20 points, 2 times the middle of the team (10)'] }, ben: { level: 'steady', reasons: ['carries 10 points, as much as the middle of the team (10)'] },
    cleo: { level: 'ahead', reasons: ['carries 4 points, 0.4 times the middle of the team (10)', 'nothing is late'] }, dan: { level: 'away', reasons: ['away with 90 open tickets'] },
  }));
  test('late tickets alone swamp; whoever has one is not ahead', () => expect(team(one('maya', 10, { late: 4 }), one('ben', 10), one('cleo', 2, { late: 1 }))).toMatchObject({ maya: { level: 'swamped', reasons: ['4 tickets are late'] }, cleo: { level: 'steady', reasons: [expect.anything(), 'one ticket is late'] } }));
  test('little work swamps nobody, and alone one is compared with nobody', () => {
    expect(team(one('maya', 6), one('ben', 1), one('cleo', 1))['maya']!.level).toBe('steady');
    expect(team(one('maya', 60))['maya']).toEqual({ level: 'steady', reasons: ['carries 60 points'] });
  });
  test('a team without work has nobody ahead', () => expect(team(one('maya', 0), one('ben', 0))).toMatchObject({ maya: { level: 'steady' }, ben: { level: 'steady' } }));
});

describe('who could help whom', () => {
  const judged = (...all: Carrying[]) => { const among = middleAmong(all); return { middle: among.middle, team: all.map((c) => ({ ...c, ...judge(c, among, weights) })) }; };
  test('so many as bring one of the two to the middle', () => {
    const { team, middle } = judged(one('maya', 20), one('ben', 10), one('cleo', 4));
    expect(suggest(team, middle)).toEqual([{ ownerId: 'maya', helperId: 'cleo', count: 6, why: '20 points against 4; the middle of the team is 10' }]);
  });
  test('where most carry nothing, half of what the two carry', () => {
    const { team, middle } = judged(one('maya', 9), one('ben', 0), one('cleo', 0));
    expect(team.map((c) => c.level)).toEqual(['swamped', 'ahead', 'ahead']);
    expect(suggest(team, middle)).toMatchObject([{ ownerId: 'maya', helperId: 'ben', count: 4 }]);
  });
  test('nobody is suggested twice, nobody away, and never more than there is', () => fc.assert(fc.property(fc.array(fc.record({ points: fc.nat(80), late: fc.nat(6), away: fc.boolean() }), { maxLength: 12 }), (all) => {
    const { team, middle } = judged(...all.map((c, n) => one(`p${n}`, c.points, c)));
    const found = suggest(team, middle);
    const of = (id: string) => team.find((c) => c.personId === id)!;
    expect(new Set(found.flatMap((s) => [s.ownerId, s.helperId])).size).toBe(found.length * 2);
    for (const s of found) {
      expect([of(s.ownerId).level, of(s.helperId).level]).toEqual(['swamped', 'ahead']);
      expect(s.count).toBeGreaterThan(0);
      expect(s.count).toBeLessThanOrEqual(Math.min(10, of(s.ownerId).open));
    }
  })));
});

describe('the week', () => {
  const now = Date.parse('2026-03-29T12:00:00Z');
  const ago = (hours: number, points: number) => ({ at: new Date(now - hours * 3600_000).toISOString(), points });
  test('the middle of each 24 hours, the last with what is carried now; none known, nothing said', () => {
    expect(daysOf([ago(2, 4), ago(30, 10), ago(40, 20), ago(167, 1), ago(169, 99)], now, 6)).toEqual([1, null, null, null, null, 15, 5]);
    expect(daysOf([], now, 3)).toEqual([null, null, null, null, null, null, 3]);
  });
  test.each<[(number | null)[], string | null]>([[[10, 10, 13], 'rising'], [[10, null, 7], 'falling'], [[10, 10, 11], 'level'], [[null, null, 9], null], [[0.2, 0.2, 0.9], 'level'], [[], null]])('%o is %s', (days, trend) => expect(trendOf(days)).toBe(trend));
  test('the middle of even and odd numbers, and of nothing', () => expect([middleOf([3, 1, 2]), middleOf([4, 1, 2, 3]), middleOf([])]).toEqual([2, 2.5, 0]));
});

test('the weights are said in plain words', () => expect(preview(weights)).toEqual([
  'A new mail of normal priority weighs 1; while it waits 0.3.', 'An urgent call with eleven messages weighs 4.1; while it waits 1.2.',
  'Where the middle of a team is 10 points, somebody with 15 or more is swamped, or with 4 late tickets; with 6 or fewer and nothing late they are ahead.',
]));
