import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { wireJoins } from '../../core/server/journal.ts';
import { editCustomer } from '../customers/customers.ts';
import { ticketFacts } from './contract.ts';
import { mailIn } from './fixtures.ts';
import { setDelivery } from './messages.ts';
import { applyToHead, applyToRow, rowIn, type TicketHead, type TicketRow } from './rules.ts';

let house: TestHouse;
let billing: { id: string };
let tech: { id: string };
let maya: TestPerson;
let ben: TestPerson;
const replayed = new Set<string>();
beforeAll(async () => {
  house = await openTestHouse();
  wireJoins([]);
  billing = await makeTeam(house, 'Billing');
  tech = await makeTeam(house, 'Tech');
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...billing, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [tech] });
});
afterAll(() => house.close());

interface Held { rows: Map<string, TicketRow>; heads: Map<string, TicketHead> }

/** What Ben's browser holds after asking the server. */
async function snapshot(ids: readonly string[]): Promise<Held> {
  const lists = await Promise.all(['all', 'closed'].map((view) => ben.call('GET /tickets', { query: { view } })));
  const rows = new Map(lists.flatMap((l) => l.body.items as TicketRow[]).map((r) => [r.id, r]));
  const heads = new Map<string, TicketHead>();
  for (const ref of ids) heads.set(ref, (await ben.call('GET /tickets/:ref', { params: { ref } })).body as TicketHead);
  return { rows, heads };
}

/** Runs an act of Maya's, applies what Ben hears to what he held, and compares with what the server says then. */
async function replay(ids: readonly string[], run: () => Promise<unknown>): Promise<void> {
  const held = await snapshot(ids);
  const facts = await heardBy(house, await ben.fresh(), run);
  for (const fact of facts) {
    replayed.add(fact.name);
    const whole = rowIn(fact);
    if (whole && !held.rows.has(whole.id)) held.rows.set(whole.id, whole);
    for (const [id, row] of held.rows) held.rows.set(id, applyToRow(row, fact));
    for (const [id, head] of held.heads) held.heads.set(id, applyToHead(head, fact, ben.actor));
  }
  const now = await snapshot(ids);
  // Rows of merged tickets leave the lists.
  for (const [id, row] of held.rows) if (row.mergedInto) held.rows.delete(id);
  expect([...held.rows.values()].toSorted((a, b) => a.number - b.number)).toEqual([...now.rows.values()].toSorted((a, b) => a.number - b.number));
  for (const id of ids) expect({ ...held.heads.get(id)!, links: links(held.heads.get(id)!), drafts: [] }).toEqual({ ...now.heads.get(id)!, links: links(now.heads.get(id)!), drafts: [] });
}
const links = (head: TicketHead) => head.links.toSorted((a, b) => a.number - b.number || (a.kind < b.kind ? -1 : 1));
const opened = async () => (await mailIn(house.db, { teamId: billing.id })).ticketId;
const post = (path: string, id: string, body: object = {}) => maya.call(`POST /tickets/:id/${path}`, { params: { id }, body: path === 'close' ? { ...asDone, ...body } : body });
const put = (path: string, id: string, body: object) => maya.call(`PUT /tickets/:id/${path}`, { params: { id }, body });
const send = async (id: string, more: object = {}) => (await post('replies', id, { id: newId(), html: '<p>Yes</p>', to: [{ name: 'Anna', address: 'anna@acme.example' }], seen: 0, anyway: true, ...more })).body.message.id as string;
const delivery = (id: string, to: 'failed' | 'unknown' | 'sent') => transact(house.db, (tx) => setDelivery(tx, system('test'), id, to, 'why'));

test('W-L14 opening and messages', async () => {
  await replay([], opened);
  const id = await opened();
  await replay([id], () => mailIn(house.db, { ticketId: id }, { text: 'more' }));
  await replay([id], () => mailIn(house.db, { ticketId: id }, { text: 'a stranger', from: 'eve@evil.example', name: 'Eve' }));
  await post('close', id);
  await replay([id], () => mailIn(house.db, { ticketId: id }, { text: 'thanks', thanksOnly: true }));
  await replay([id], () => mailIn(house.db, { ticketId: id }, { text: 'but wait' }));
});

test('W-L14 replies and what becomes of them', async () => {
  const id = await opened();
  let message = '';
  await replay([id], async () => { message = await send(id, { cc: [{ name: 'Carl', address: 'carl@acme.example' }] }); });
  await replay([id], () => maya.call('POST /replies/:id/cancel', { params: { id: message } }));
  await replay([id], async () => { message = await send(id, { then: { kind: 'close', ...asDone } }); });
  await replay([id], () => delivery(message, 'failed'));
  await replay([id], () => maya.call('POST /replies/:id/retry', { params: { id: message } }));
  await delivery(message, 'unknown');
  await replay([id], () => maya.call('POST /replies/:id/decide', { params: { id: message }, body: { as: 'sent' } }));
});

test('W-L14 owners, teams and states', async () => {
  const id = await opened();
  const other = await opened();
  await replay([id, other], () => post('give', id, { teamId: tech.id }));
  await replay([id, other], () => post('assign', other, { personId: ben.id, teamId: tech.id }));
  await replay([id, other], () => post('take', id));
  await replay([id], () => post('wait', id, { for: 'date', until: clock.iso(60_000), note: 'till then' }));
  await replay([id], () => house.advance('2m'));
  await replay([id], () => post('close', id));
  await replay([id], () => post('reopen', id));
});

test('W-L14 priority, tags, subject, followers, undo', async () => {
  const id = await opened();
  await replay([id], () => put('priority', id, { priority: 'urgent' }));
  await replay([id], () => put('tags', id, { tags: ['b', 'a'] }));
  await replay([id], () => put('subject', id, { subject: 'Another' }));
  await replay([id], () => put('following', id, { following: true }));
  await replay([id], () => put('following', id, { following: true, muted: true }));
  await replay([id], () => put('following', id, { following: false }));
  const undoId = newId();
  await replay([id], () => maya.call('POST /tickets/bulk', { body: { id: undoId, ticketIds: [id], change: { kind: 'tags', add: ['c'], remove: ['a'] } } }));
  await replay([id], () => maya.call('POST /tickets/undo/:id', { params: { id: undoId } }));
});

test('W-L14 participants', async () => {
  const id = await opened();
  await mailIn(house.db, { ticketId: id }, { from: 'eve@evil.example', name: 'Eve' });
  await replay([id], () => post('participants', id, { name: 'Carl', address: 'carl@acme.example' }));
  await replay([id], () => post('participants/refuse', id, { address: 'eve@evil.example' }));
  await replay([id], () => post('participants/admit', id, { address: 'eve@evil.example' }));
});

test('W-L14 links, splits and merges', async () => {
  const [one, two] = [await opened(), await opened()];
  await replay([one, two], () => post('links', one, { otherId: two }));
  await replay([one, two], () => put('subject', two, { subject: 'Renamed' }));
  await replay([one, two], () => maya.call('DELETE /tickets/:id/links/:otherId', { params: { id: one, otherId: two } }));
  const { messageId } = await mailIn(house.db, { ticketId: one }, { text: 'another matter' });
  await replay([one], () => post('split', one, { id: newId(), messageId, subject: 'Another matter' }));
  await replay([one, two], () => post('follow-ups', one, { id: newId(), subject: 'Once more' }));
  await replay([one, two], () => post('merge', two, { intoId: one }));
  await replay([one, two], () => post('unmerge', two));
});

test('W-L14 a customer who is renamed', async () => {
  const { ticketId, customerId } = await mailIn(house.db, { teamId: billing.id }, { from: 'new@name.example', name: 'Old Name' });
  await replay([ticketId], () => transact(house.db, (tx) => editCustomer(tx, system('test'), customerId, 1, { name: 'New Name' })));
});

test('every fact about tickets was replayed', () => {
  expect(ticketFacts.map((f) => f.name).filter((name) => !replayed.has(name))).toEqual([]);
});
