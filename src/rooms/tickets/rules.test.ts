import { describe, expect, test } from 'vitest';
import { applyToRow, belongs, collisions, inOrder, mayDo, rowIn, snippetOf, typedWords, type TicketRow } from './rules.ts';

const row: TicketRow = {
  id: 'a', number: 1001, subject: 'Charged twice', status: 'open', teamId: 't1', ownerId: null, claimedBy: null, queuedAt: '2026-11-22T08:00:00Z', priority: 'normal', tags: ['refund'], customerId: 'c', customerName: 'Anna', channel: 'email', waitingFor: null, waitingNote: '', wakeAt: null,
  dueAt: null, nextDue: null, snippet: '', messageCount: 2, lastMessageAt: '2026-11-22T08:00:00.000Z', lastFrom: 'customer', closedAt: null, closedFor: null, mergedInto: null, madeAt: '2026-11-22T08:00:00.000Z', version: 3,
};
const agent = { id: 'me', role: 'agent', teams: ['t1'], sees: ['t1'] };
const fact = (set: object, about = { kind: 'ticket', id: 'a' }, name = 'tickets.x') => ({ name, about, data: { set } });

describe('facts applied to a row', () => {
  test.each([
    ['a newer one', fact({ subject: 'New', version: 4 }), { subject: 'New', version: 4 }], ['one heard before', fact({ subject: 'Old', version: 3 }), {}], ['one about another ticket', fact({ subject: 'New', version: 9 }, { kind: 'ticket', id: 'b' }), {}],
    ['a renamed customer', fact({ name: 'Anna K.' }, { kind: 'customer', id: 'c' }), { customerName: 'Anna K.' }], ['another customer renamed', fact({ name: 'Bob' }, { kind: 'customer', id: 'd' }), {}], ['one that changes nothing', fact({}), {}],
  ])('%s', (_, heard, change) => expect(applyToRow(row, heard)).toEqual({ ...row, ...change }));
  test('a whole row is told from a part', () => {
    expect(rowIn(fact({ ...row }))).toEqual(row);
    expect(rowIn(fact({ subject: 'x', version: 4 }))).toBeNull();
  });
});

test.each([
  ['an agent of its team', agent, row, { reply: true, take: true, close: true, reopen: false, split: true }], ['somebody else’s owner', agent, { ...row, ownerId: 'x' }, { take: false, assign: true }],
  ['a collaborator', { ...agent, role: 'collaborator' }, row, { note: true, reply: false, close: false }], ['a follower from elsewhere', { ...agent, sees: [] }, row, { note: true, reply: false, change: false }],
  ['the owner, out of its team', { ...agent, sees: [] }, { ...row, ownerId: 'me' }, { reply: true }], ['closed', agent, { ...row, status: 'closed' as const }, { close: false, reopen: true, reply: true }], ['merged', agent, { ...row, mergedInto: 'b' }, { note: false, reply: false, merge: false }],
])('what may be done: %s', (_, who, ticket, may) => expect(mayDo(who, ticket)).toMatchObject(may));

test.each([
  [{ status: ['open' as const] }, true], [{ ownerId: ['none' as const] }, true], [{ ownerId: ['me' as const] }, false], [{ tag: ['refund', 'vip'] }, false], [{ text: 'CHARGED' }, true], [{ text: 'late' }, false], [{ teamId: ['t2'] }, false],
  [{ priority: ['normal' as const] }, true], [{ madeAfter: '2026-11-22T09:00:00+01:00' }, true], [{ madeBefore: '2026-11-22T08:00:00Z' }, false], [{ customerId: 'd' }, false],
])('a row belongs by %j: %s', (filter, yes) => expect(belongs(row, filter, agent)).toBe(yes));

test('orders break ties by id', () => {
  const other = { ...row, id: 'b' };
  for (const order of ['due', 'oldest', 'priority'] as const) expect([other, row].toSorted(inOrder[order]).map((r) => r.id)).toEqual(['a', 'b']);
  for (const order of ['newest', 'updated'] as const) expect([row, other].toSorted(inOrder[order]).map((r) => r.id)).toEqual(['b', 'a']);
  expect([row, { ...row, id: 'u', priority: 'urgent' as const }].toSorted(inOrder.priority)[0]!.id).toBe('u');
});

test.each([
  ['hello wor', "'hello':* & 'wor':*"], ["it's a\\b", "'it s':* & 'a b':*"], ['a', "'a'"], ['!!! :*', null], ['  ', null], ['日', "'日':*"], ['a & b | c', "'a' & 'b'"], ['boiler vi', "'boiler':*"],
])('typed %j searches %s', (typed, query) => expect(typedWords(typed)).toBe(query));

test('small words', () => {
  expect(snippetOf(`  a\n\n b ${'x'.repeat(300)}`)).toHaveLength(160);
  expect(collisions(['tags'], [{ priority: 'low' }])).toEqual([]);
  expect(collisions(['tags', 'ownerId'], [row])).toEqual(['ownerId']);
});
