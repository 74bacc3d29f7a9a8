import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { leadMay } from './authorities.ts';
import { leftOf, limitOf, lineOf, mustAskUnder, nextOf, noteOf, noHigher, within, type Policy, type TopicRule } from './rules.ts';

const team = 'team';
const agent = { id: 'a', role: 'agent', leads: [] };
const lead = { id: 'l', role: 'lead', leads: [team] };
const otherLead = { id: 'o', role: 'lead', leads: ['elsewhere'] };
const demoted = { id: 'd', role: 'agent', leads: [team] };
const admin = { id: 'x', role: 'admin', leads: [] };
const policy = (more: Partial<Policy>): Policy => ({ asks: 'agents', above: null, except: [], ...more });

describe('who must ask', () => {
  test.each([
    ['an agent', policy({}), agent, null, true], ['a lead of the team', policy({}), lead, null, false], ['a lead of another team', policy({}), otherLead, null, true],
    ['an agent who leads on paper', policy({}), demoted, null, true], ['an admin', policy({}), admin, null, false],
    ['nobody', policy({ asks: 'nobody' }), agent, null, false], ['everybody, leads too', policy({ asks: 'everybody' }), lead, null, true], ['everybody, admins too', policy({ asks: 'everybody' }), admin, null, true],
    ['one who is excepted', policy({ asks: 'everybody', except: ['a'] }), agent, null, false],
    ['at the measure', policy({ above: 30 }), agent, 30, false], ['above it', policy({ above: 30 }), agent, 31, true], ['of unknown size', policy({ above: 30 }), agent, null, true],
  ])('%s', (_, p, who, size, asks) => expect(mustAskUnder(p, who, team, size)).toBe(asks));
});

const refund: TopicRule = { name: 'Refund', currency: 'EUR', agents: 50, leads: 500, admins: null, people: { senior: 120 }, off: false };
describe('limits', () => {
  test.each([
    ['agent', agent, 50], ['lead', lead, 500], ['lead elsewhere', otherLead, 50], ['admin', admin, null], ['somebody with a limit of their own', { id: 'senior', role: 'agent', leads: [] }, 120],
    ['collaborator', { id: 'senior', role: 'collaborator', leads: [] }, 0],
  ])('%s', (_, who, limit) => expect(limitOf(refund, who, team)).toBe(limit));
  test.each([[50, 50, true], [50.01, 50, false], [0.1 + 0.2, 0.3, true], [1e9, null, true], [0, 0, true], [0.01, 0, false]])('%d within %s', (amount, limit, ok) => expect(within(amount, limit)).toBe(ok));
  test('what is left', () => { expect([leftOf(50, 20.5), leftOf(50, 70), leftOf(null, 9)]).toEqual([29.5, 0, null]); });
  test('cut up into however many parts, no more than the limit is free', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 20 }), (parts) => {
      let used = 0;
      for (const cents of parts) if (within(cents / 100 + used / 100, 50)) used += cents;
      expect(used).toBeLessThanOrEqual(5000);
    }));
  });
  test.each([[10, 20, true], [20, 20, true], [21, 20, false], [null, 20, false], [null, null, true], [5, null, true]])('%s is no higher than %s', (a, b, ok) => expect(noHigher(a, b)).toBe(ok));
});

describe('what a lead may change of the table', () => {
  const actor = { kind: 'person', id: 'l', role: 'lead', teams: [team], leads: [team], sees: [team] } as const;
  const may = (rule: TopicRule) => leadMay(actor, team, refund, rule, refund);
  test.each([
    ['agents up to their own limit', { agents: 500 }, true], ['agents above it', { agents: 501 }, false], ['agents without limit', { agents: null }, false], ['their role', { leads: 1000 }, false],
    ['admins', { admins: 5 }, false], ['somebody else', { people: { senior: 400 } }, true], ['somebody else above it', { people: { senior: 900 } }, false], ['themselves', { people: { senior: 120, l: 400 } }, false], ['the currency', { currency: 'JPY' }, false],
  ])('%s', (_, more, ok) => expect(may({ ...refund, ...more })).toBe(ok));
});

describe('the line', () => {
  const c = (id: string, more: Partial<Parameters<typeof lineOf>[0][number]> = {}) => ({ id, name: id, lead: true, there: true, waiting: 0, ...more });
  test('leads one by one, those with fewer waiting first, then admins together', () =>
    expect(lineOf([c('ann', { waiting: 2 }), c('bob'), c('zoe', { lead: false }), c('yan', { lead: false })])).toEqual([['bob'], ['ann'], ['zoe', 'yan']]));
  test('who is away is not asked', () => expect(lineOf([c('ann', { there: false }), c('bob'), c('zoe', { lead: false, there: false })])).toEqual([['bob']]));
  test('nobody there: everybody', () => expect(lineOf([c('ann', { there: false }), c('zoe', { lead: false, there: false })])).toEqual([['ann', 'zoe']]));
  test('nobody at all', () => expect(lineOf([])).toEqual([]));
  test('who was asked is not next', () => { expect(nextOf([['a'], ['b'], ['x', 'y']], ['a', 'b', 'x'])).toEqual(['y']); expect(nextOf([['a']], ['a'])).toBeNull(); });
  test('climbing asks everybody in it once', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), name: fc.string(), lead: fc.boolean(), there: fc.boolean(), waiting: fc.nat(5) }), { selector: (x) => x.id }), (all) => {
      const line = lineOf(all);
      const asked: string[] = [];
      for (let next = nextOf(line, asked); next; next = nextOf(line, asked)) asked.push(...next);
      expect(asked).toEqual(line.flat());
      expect(new Set(asked).size).toBe(asked.length);
      if (all.length) expect(asked.length).toBeGreaterThan(0);
    }));
  });
});

test('W-J4 what a lead writes is words, not markup', () => expect(noteOf('Refund of 80 EUR', 'Fine.\n<img src=x onerror=alert(1)> & "you"')).toBe('<p>Approved: Refund of 80 EUR</p><p>Fine.</p><p>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;you&quot;</p>'));
