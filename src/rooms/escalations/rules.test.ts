import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodForm } from './fixtures.ts';
import { answerGap, gapsIn, ladderOf, loudnessOf, mayDo, median, mineIn, previewOf, reminderMinutes, spanWords, type Field, type Form, type Standing, type State } from './rules.ts';

const every: readonly Field[] = ['done', 'mood', 'expectation', 'commitments'];
const gaps = (more: Partial<Form>, required: readonly Field[] = every) => gapsIn(goodForm(more), required).map((g) => g.field);

describe('what an escalation must say (E3)', () => {
  test('a good one lacks nothing, on any path', () => expect(gaps({})).toEqual([]));
  test.each([
    [{ issue: '' }, 'issue'], [{ issue: 'see above' }, 'issue'], [{ issue: 'refund' }, 'issue'], [{ issue: 'customer issue, please help' }, 'issue'], [{ issue: 'siehe Ticket' }, 'issue'], [{ need: 'asap' }, 'need'], [{ need: '' }, 'need'], [{ need: 'help' }, 'need'], [{ done: 'n/a' }, 'done'], [{ done: 'nothing' }, 'done'],
    [{ need: goodForm().issue }, 'need'], [{ done: goodForm().need }, 'done'], [{ expectation: '' }, 'expectation'], [{ expectation: '?' }, 'expectation'], [{ mood: null }, 'mood'], [{ commitments: '' }, 'commitments'],
  ] as const)('%j lacks %s', (more, field) => expect(gaps(more)).toEqual([field]));
  test.each([{ commitments: 'Nothing promised.' }, { commitments: 'none' }, { expectation: 'refund today' }, { issue: 'Kunde wurde im Januar doppelt belastet' }])('%j lacks nothing', (more) => expect(gaps(more)).toEqual([]));

  test('what the path does not ask for may be left out', () => expect(gaps({ done: '', mood: null, expectation: '', commitments: '' }, [])).toEqual([]));
  test('issue and need are always asked for', () => expect(gaps({ issue: '', need: '' }, [])).toEqual(['issue', 'need']));
  test('every gap says in words what to write', () => {
    for (const gap of gapsIn(goodForm({ issue: '', done: 'n/a', need: 'help', expectation: '', commitments: '', mood: null }), every)) expect(gap.say).toMatch(/Say .+\.$/);
  });
  test('no field is asked for that is not in the form, whatever is typed', () => fc.assert(fc.property(fc.string(), fc.string(), fc.subarray([...every]), (issue, need, required) => {
    for (const g of gapsIn(goodForm({ issue, need }), required)) expect(['issue', 'need', 'done']).toContain(g.field);
  })));
  test('an answer says what was decided', () => {
    expect(answerGap('ok')).toMatch(/Say what was decided/);
    expect(answerGap('')).toMatch(/is empty/);
    expect(answerGap('Approved 80 EUR, credit it today.')).toBeNull();
  });
});

const names = { person: (id: string) => (id === 'b' ? 'Ben' : 'Maya'), team: (id: string) => (id === 't' ? 'Tech' : 'Billing') };
const minutes = { urgent: 15, high: 60, normal: 240, low: 1440 };
describe('the ladder (E4)', () => {
  test('a path ends with the leads of its last team, then the admins', () => {
    expect(ladderOf([{ kind: 'person', personId: 'b' }, { kind: 'team', teamId: 't' }], 'x')).toEqual([{ kind: 'person', personId: 'b' }, { kind: 'team', teamId: 't' }, { kind: 'leads', teamId: 't' }, { kind: 'admins' }]);
    expect(ladderOf([{ kind: 'person', personId: 'b' }], 'x').at(-2)).toEqual({ kind: 'leads', teamId: 'x' });
    expect(ladderOf([], 'x')).toEqual([{ kind: 'leads', teamId: 'x' }, { kind: 'admins' }]);
  });
  test('in plain words', () => {
    expect(previewOf({ steps: [{ kind: 'person', personId: 'b' }, { kind: 'on-duty', teamId: 't' }], acknowledge: minutes }, 'urgent', names))
      .toBe('Urgent: Ben has 15 minutes, then whoever of Tech is there has 15 minutes, then the leads of Tech have 15 minutes, then the admins, who are told again until somebody takes it.');
    expect(previewOf({ steps: [], acknowledge: minutes }, 'low', names)).toBe('Low: the leads of the ticket’s team have 1 day, then the admins, who are told again until somebody takes it.');
  });
  test.each([[1, '1 minute'], [15, '15 minutes'], [60, '1 hour'], [150, '2 hours 30 minutes'], [1440, '1 day'], [2881, '2 days 1 minute']] as const)('%i minutes are %s', (n, words) => expect(spanWords(n)).toBe(words));
  test('it grows louder, urgent ones from the start', () => {
    expect([0, 1, 2].map((n) => loudnessOf('urgent', n))).toEqual(['mail', 'lead', 'lead']);
    expect([0, 1, 2].map((n) => loudnessOf('high', n))).toEqual(['mail', 'mail', 'lead']);
    expect([0, 1, 2].map((n) => loudnessOf('low', n))).toEqual(['app', 'mail', 'lead']);
  });
  test('reminders come ever later and never stop', () => {
    expect([1, 2, 3].map((n) => reminderMinutes(15, n))).toEqual([30, 60, 120]);
    expect(reminderMinutes(15, 500)).toBe(1440);
    expect(reminderMinutes(5000, 3)).toBe(5000);
  });
});

const standing = (more: Partial<Standing> = {}): Standing => ({ state: 'raised', raisedBy: 'raiser', closerId: 'raiser', asked: ['helper'], everAsked: ['earlier', 'helper'], acknowledgedBy: null, overridden: false, ownerId: 'owner', teamId: 'T', ticketLive: true, lastStep: false, ...more });
const who = (id: string, role = 'agent', leads: string[] = []) => ({ id, role, leads });
const acts = (viewer: ReturnType<typeof who>, more: Partial<Standing> = {}) => Object.entries(mayDo(viewer, standing(more))).filter(([, yes]) => yes).map(([act]) => act);

describe('who may do what', () => {
  test.each([
    ['helper', {}, ['acknowledge', 'answer']], ['earlier', {}, ['acknowledge', 'answer']], ['stranger', {}, []], ['raiser', {}, ['withdraw']], ['owner', {}, ['withdraw']],
    ['helper', { state: 'acknowledged' }, ['answer']], ['raiser', { state: 'acknowledged' }, []], ['raiser', { state: 'answered' }, ['tell', 'close', 'reopen']], ['helper', { state: 'answered' }, []], ['owner', { state: 'told' }, ['tell', 'close', 'reopen']],
    ['raiser', { state: 'closed' }, ['reopen', 'learn']], ['raiser', { state: 'closed', ticketLive: false }, ['learn']], ['helper', { state: 'closed' }, ['learn']], ['raiser', { state: 'withdrawn' }, []],
  ] as const)('%s with %j: %j', (id, more, can) => expect(acts(who(id), more as Partial<Standing>)).toEqual(can));
  test('leads of the team and admins help and override; leads of others do not', () => {
    expect(acts(who('l', 'lead', ['T']))).toEqual(['acknowledge', 'answer', 'withdraw', 'override']);
    expect(acts(who('a', 'admin'))).toContain('override');
    expect(acts(who('l', 'lead', ['other']))).toEqual([]);
  });
  test('nobody answers themselves, but for the only one left to ask', () => {
    expect(acts(who('raiser', 'admin'))).not.toContain('acknowledge');
    expect(acts(who('raiser', 'admin'), { asked: ['raiser'], everAsked: ['raiser'] })).toContain('acknowledge');
  });
  test('collaborators who are asked help; they tell no customers', () => {
    expect(acts(who('helper', 'collaborator'))).toEqual(['acknowledge', 'answer']);
    expect(acts(who('raiser', 'collaborator'), { state: 'answered' })).toEqual([]);
  });
  test('what is somebody’s next', () => {
    const next = (id: string, state: State, by: string | null = null) => mineIn({ id }, standing({ state, acknowledgedBy: by }));
    expect([next('helper', 'raised'), next('earlier', 'raised'), next('helper', 'acknowledged', 'helper'), next('raiser', 'answered'), next('raiser', 'told'), next('raiser', 'closed')]).toEqual(['acknowledge', null, 'answer', 'tell', 'close', null]);
  });
});

test('the middle of numbers', () => {
  expect([median([]), median([3]), median([9, 1, 5]), median([1, 2, 3, 10])]).toEqual([null, 3, 5, 2.5]);
});
