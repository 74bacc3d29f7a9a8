import { expect, test } from 'vitest';
import { dueNow, nextOf, retryMs, warnAfter } from './rules.ts';

test.each([
  [1000, null, null], [1000, { beforeMs: 300 }, 700], [1000, { share: 0.75 }, 750],
  // Shorter than its warning time: no warning in the moment it starts.
  [1000, { beforeMs: 1000 }, null], [1000, { beforeMs: 5000 }, null], [0, { share: 0.5 }, null], [1, { share: 0.9 }, null],
])('a budget of %i with %j warns after %s', (budget, warn, after) => expect(warnAfter(budget, warn)).toBe(after));

const clock = { warnAt: 50, warned: false, dueAt: 100, tries: 0 };
test.each([
  ['nothing yet', clock, 49, null], ['the warning', clock, 50, 'warn'], ['warned already', { ...clock, warned: true }, 99, null], ['due', { ...clock, warned: true }, 100, 'run-out'],
  ['both missed: the warning first', clock, 200, 'warn'], ['a warning that fails does not keep it from running out', { ...clock, tries: 3 }, 200, 'run-out'],
  ['a warning that failed is tried again before', { ...clock, tries: 1 }, 60, 'warn'], ['no warning', { ...clock, warnAt: null }, 100, 'run-out'],
])('%s', (_what, one, now, due) => expect(dueNow(one, now)).toBe(due));

test('what comes next, and how long a failure waits', () => {
  expect([nextOf(clock), nextOf({ ...clock, warned: true }), nextOf({ ...clock, warnAt: null }), nextOf({ ...clock, warnAt: 500 })]).toEqual([50, 100, 100, 100]);
  expect([1, 2, 3, 4, 5, 6, 99].map(retryMs)).toEqual([1000, 5000, 30_000, 120_000, 600_000, 3600_000, 3600_000]);
});
