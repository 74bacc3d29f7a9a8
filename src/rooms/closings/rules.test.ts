import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attemptsMissing, needsOf, reasonWords, ruled, saysEnough, shortWords, tried, type Attempt, type Reason, type Said } from './rules.ts';

const rule = { attempts: 3, occasions: 2, hoursApart: 4, channels: 2 };
const at = (hours: number): string => new Date(Date.UTC(2026, 10, 2, 8) + hours * 3600_000).toISOString();
const call = (hours: number, reached = false): Attempt => ({ channel: 'phone', at: at(hours), reached });
const mail = (hours: number): Attempt => ({ channel: 'email', at: at(hours), reached: false });
const reason: Reason = { id: 'r', name: 'Solved', note: true, subtasks: true, promises: true, approvals: true, attempts: null };
const said = (kind: string, more: Partial<Said> = {}): Said => ({ id: kind, kind, words: kind, required: true, act: null, ...more });

describe('attempts in vain', () => {
  test.each<[string, Attempt[], string | null, Partial<ReturnType<typeof tried>>]>([
    ['none', [], null, { attempts: 0, occasions: 0, channels: [], nextAt: null }],
    ['two close together are one occasion', [call(0), call(0.5)], null, { attempts: 2, occasions: 1, nextAt: at(4) }],
    ['four hours apart are two', [call(0), call(4)], null, { attempts: 2, occasions: 2, nextAt: null }],
    ['a chain of close ones does not become an occasion of its own', [call(0), call(3), call(3.9)], null, { occasions: 1 }],
    ['a chain that reaches the span does', [call(0), call(3), call(6)], null, { occasions: 2 }],
    ['unordered', [call(6), mail(0)], null, { attempts: 2, occasions: 2, channels: ['email', 'phone'] }],
    ['what lies before the customer wrote does not count', [call(0), call(5), mail(10)], at(6), { attempts: 1, occasions: 1 }],
    ['nor what lies before they answered', [call(0), call(5, true), mail(10)], null, { attempts: 1, channels: ['email'] }],
  ])('%s', (_name, attempts, heard, want) => expect(tried(attempts, heard, rule)).toMatchObject(want));

  test('what is missing is said, and nothing when it is enough', () => {
    const missing = (attempts: Attempt[]) => attemptsMissing(tried(attempts, null, rule), rule);
    expect(missing([])).toBe('Tried in vain so far: 0 of 3 attempts, 0 of 2 occasions, 0 of 2 channels');
    expect(missing([call(0), call(1), call(2)])).toBe('Tried in vain so far: 1 of 2 occasions, 1 of 2 channels');
    expect(missing([call(0), mail(1), call(5)])).toBeNull();
  });

  test('never more occasions than attempts, and another attempt never takes one away', () => {
    fc.assert(fc.property(fc.array(fc.record({ channel: fc.constantFrom('phone', 'email'), at: fc.integer({ min: 0, max: 200 }).map(at), reached: fc.constant(false) })), fc.integer({ min: 0, max: 200 }).map(at), (all, more) => {
      const before = tried(all, null, rule);
      const after = tried([...all, { channel: 'text', at: more, reached: false }], null, rule);
      expect(before.occasions).toBeLessThanOrEqual(before.attempts);
      expect(after.attempts).toBe(before.attempts + 1);
      expect(after.channels).toContain('text');
    }));
  });
});

describe('what stops closing', () => {
  const kinds = (standing: Partial<Parameters<typeof needsOf>[0]>) => needsOf({ asked: true, reason, needs: [], noted: true, done: null, ...standing }).filter((n) => n.required).map((n) => n.kind);

  test('without a reason: that one is said, and all that any could ask for', () => expect(kinds({ reason: null, noted: false, needs: [said('promise')] })).toEqual(['reason', 'promise']));
  test('a last note, where the reason asks for one', () => {
    expect(kinds({ noted: false })).toEqual(['note']);
    expect(kinds({ noted: false, reason: { ...reason, note: false } })).toEqual([]);
  });
  test('attempts, where the reason asks for them', () => {
    expect(kinds({ reason: { ...reason, attempts: rule }, done: tried([], null, rule) })).toEqual(['attempts']);
    expect(kinds({ reason: { ...reason, attempts: rule }, done: tried([call(0), mail(1), call(5)], null, rule) })).toEqual([]);
  });
  test.each([['subtask', 'subtasks'], ['promise', 'promises'], ['approval', 'approvals']] as const)('%s: only where the reason asks for it', (kind, field) => {
    expect(kinds({ needs: [said(kind)] })).toEqual([kind]);
    expect(kinds({ needs: [said(kind)], reason: { ...reason, [field]: false } })).toEqual([]);
  });
  test('what a room brings later stops too, whatever it is called', () => expect(kinds({ needs: [said('callback')] })).toEqual(['callback']));
  test('what is firm stops even where no reason is asked for', () => expect(kinds({ asked: false, reason: null, needs: [said('promise'), said('escalation', { firm: true })] })).toEqual(['escalation']));
  test('waived ones are shown and stop nobody', () => expect(ruled([said('subtask', { required: false, waived: 'not in this case' })], reason, true)).toMatchObject([{ required: false, waived: 'not in this case' }]));
});

test.each([['', false], ['ok', false], ['.', false], ['done', false], ['see above', false], ['Refund sent', true], ['Anna hat bestätigt', true], ['退款已完成', true]])('a last note %j says enough: %s', (text, enough) => expect(saysEnough(text)).toBe(enough));

test('a reason in plain words', () => {
  expect(reasonWords({ ...reason, attempts: rule })).toEqual([
    'whoever closes writes a last note', 'required sub-tasks are done, or waived with a reason', 'promises are kept, withdrawn, or moved and the customer told', 'no approval is waited for', 'escalations are closed',
    'the customer was tried in vain 3 times or more, on 2 occasions at least 4 hours apart, by 2 channels',
  ]);
  expect(reasonWords({ note: false, subtasks: false, promises: false, approvals: false, attempts: null })).toEqual(['escalations are closed']);
  expect(shortWords({ ...reason, attempts: rule })).toBe('Last note · sub-tasks · promises · approvals · tried in vain 3 times, on 2 occasions, by 2 channels');
  expect(shortWords({ note: false, subtasks: false, promises: false, approvals: false, attempts: null })).toBe('Asks for nothing');
});
