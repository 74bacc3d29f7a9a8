import { describe, expect, test } from 'vitest';
import { conditions, fitAll, stretchOf, strictestFirst, wordsOf, type Course, type Match, type Matter, type Policy } from './rules.ts';

const names = { team: (id: string) => ({ b: 'Billing', t: 'Tech' })[id] ?? '?', company: (id: string) => id };
const none: Match = { teamIds: [], priorities: [], channels: [], plans: [], companyIds: [], critical: false, tags: [] };
const policy = (id: string, targets: Partial<Policy['targets']> = {}, match: Partial<Match> = {}, always = false): Policy => ({ id, name: id, always, match: { ...none, ...match }, targets: { firstReply: null, nextReply: null, update: null, resolution: null, ...targets } });
const matter: Matter = { teamId: 'b', priority: 'urgent', channel: 'email', tags: ['vip', 'refund'], plans: ['Pro'], companyId: 'acme', critical: true };

describe('which policy a ticket gets', () => {
  test('strictest first, whatever the order they were made in', () => {
    const all = [policy('slow', { firstReply: 600 }), policy('none', { resolution: 60 }), policy('fast', { firstReply: 30 }), policy('fast, and next', { firstReply: 30, nextReply: 60 })];
    expect(all.toSorted(strictestFirst).map((p) => p.id)).toEqual(['fast, and next', 'fast', 'slow', 'none']);
    expect(all.toReversed().toSorted(strictestFirst).map((p) => p.id)).toEqual(['fast, and next', 'fast', 'slow', 'none']);
  });
  test('of two equally strict ones every hour beats business hours, then the more particular, then the name', () => {
    expect([policy('b', { firstReply: 60 }), policy('a', { firstReply: 60 }, { plans: ['Pro'] }), policy('z', { firstReply: 60 }, {}, true)].toSorted(strictestFirst).map((p) => p.id)).toEqual(['z', 'a', 'b']);
  });
  test.each<[Partial<Match>, boolean]>([
    [{}, true], [{ teamIds: ['b'] }, true], [{ teamIds: ['t'] }, false], [{ teamIds: ['t', 'b'] }, true], [{ priorities: ['urgent', 'high'] }, true], [{ priorities: ['low'] }, false], [{ channels: ['chat'] }, false],
    [{ plans: ['pro'] }, true], [{ plans: ['Basic'] }, false], [{ companyIds: ['acme'] }, true], [{ companyIds: ['other'] }, false], [{ critical: true }, true], [{ tags: ['VIP'] }, true], [{ tags: ['vip', 'refund'] }, true], [{ tags: ['vip', 'gone'] }, false], [{ plans: ['Pro'], priorities: ['low'] }, false],
  ])('%j fits: %s', (m, fits) => { expect(conditions({ ...none, ...m }, matter, names).every((c) => c.holds)).toBe(fits); });
  test('the first that fits is chosen, and each says why', () => {
    const all = fitAll([policy('all', { firstReply: 480 }), policy('chat', { firstReply: 5 }, { channels: ['chat'] }), policy('pro', { firstReply: 60 }, { plans: ['Pro'], teamIds: ['b'] })], matter, names);
    expect(all.map((f) => [f.policyId, f.fits, f.chosen])).toEqual([['chat', false, false], ['pro', true, true], ['all', true, false]]);
    expect(all[1]!.why).toEqual([{ holds: true, words: 'team is Billing' }, { holds: true, words: 'plan is Pro' }]);
    expect(all[0]!.why).toEqual([{ holds: false, words: 'came by chat' }]);
  });
});

const course = (what: Partial<Course>): Course => ({ openedAt: 0, closedAt: null, firstIn: null, firstOut: null, lastOut: null, waitingSince: null, ...what });
describe('what each target measures', () => {
  test('first reply: from the first word of a customer who began, to our first', () => {
    expect(stretchOf('first-reply', course({ firstIn: 1, waitingSince: 1 }))).toEqual({ since: 1, until: null });
    expect(stretchOf('first-reply', course({ firstIn: 1, firstOut: 5, lastOut: 9 }))).toEqual({ since: 1, until: 5 });
    expect(stretchOf('first-reply', course({ firstIn: 1, closedAt: 7 }))).toEqual({ since: 1, until: 7 });
    expect(stretchOf('first-reply', course({ firstOut: 1, firstIn: 4, lastOut: 1, waitingSince: 4 }))).toBeNull();
    expect(stretchOf('first-reply', course({}))).toBeNull();
  });
  test('next reply: from their first word since our last', () => {
    expect(stretchOf('next-reply', course({ firstIn: 1, waitingSince: 1 }))).toBeNull();
    expect(stretchOf('next-reply', course({ firstIn: 1, firstOut: 5, lastOut: 5, waitingSince: 8 }))).toEqual({ since: 8, until: null });
    expect(stretchOf('next-reply', course({ firstIn: 1, firstOut: 5, lastOut: 9 }))).toBeNull();
    expect(stretchOf('next-reply', course({ firstOut: 1, lastOut: 1, firstIn: 4, waitingSince: 4 }))).toEqual({ since: 4, until: null });
  });
  test('update and resolution', () => {
    expect(stretchOf('update', course({ firstIn: 1 }))).toBeNull();
    expect(stretchOf('update', course({ firstIn: 1, firstOut: 5, lastOut: 9 }))).toEqual({ since: 9, until: null });
    expect(stretchOf('update', course({ lastOut: 9, closedAt: 10 }))).toBeNull();
    expect(stretchOf('resolution', course({}))).toEqual({ since: 0, until: null });
    expect(stretchOf('resolution', course({ closedAt: 10 }))).toEqual({ since: 0, until: 10 });
  });
});

test('a policy in plain words', () => {
  expect(wordsOf({ ...policy('p', { firstReply: 60, update: 2880 }, { plans: ['Pro', 'Gold'], teamIds: ['b'] }), pauses: ['customer', 'vendor'] }, names)).toEqual({
    who: 'A ticket whose team is Billing, and plan is Pro or Gold', what: 'a first reply within 1 hour, a word at least every 2 days, counting the hours of its team, standing still while it waits for the customer or a supplier',
  });
  expect(wordsOf({ ...policy('p', { resolution: 90 }, {}, true), pauses: [] }, names)).toEqual({ who: 'Every ticket', what: 'a solution within 90 minutes, counting every hour' });
});
