import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { wireJoins } from '../../core/server/journal.ts';
import { mailIn } from './fixtures.ts';

let house: TestHouse;
let team: { id: string };
let maya: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  wireJoins([]);
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { teams: [team] });
});
afterAll(() => house.close());

interface Entry { id: string; number: number; name: string; data: { messageId?: string; set?: unknown }; message: { text: string } | null }

/** How many statements a piece of work sends to the database. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const { pool } = house;
  let count = 0;
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  const seen = new WeakSet<object>();
  const watch = (client: { query: (...args: unknown[]) => unknown }) => {
    if (seen.has(client)) return client;
    seen.add(client);
    const query = client.query.bind(client);
    client.query = (...args: unknown[]) => { count++; return query(...args); };
    return client;
  };
  (pool as unknown as { connect: unknown }).connect = async () => watch((await connect()) as never);
  try { await work(); } finally { (pool as unknown as { connect: unknown }).connect = connect; }
  return count;
}

async function long(messages: number): Promise<string> {
  const { ticketId } = await mailIn(house.db, { teamId: team.id }, { text: 'message 1' });
  for (let n = 2; n <= messages; n++) await mailIn(house.db, { ticketId }, { text: `message ${n}` });
  return ticketId;
}
const timeline = async (id: string, query: Record<string, string | number> = {}) => (await maya.call('GET /tickets/:id/timeline', { params: { id }, query })).body as { items: Entry[]; next: number | null };

test('W-M8 opening a ticket takes at most 15 queries, whatever its size', async () => {
  for (const size of [1, 120]) {
    const id = await long(size);
    for (const [mode, html] of [['reply', 'a'], ['note', 'b']]) await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id, mode: mode! }, body: { html, version: 0 } });
    const n = await counted(() => Promise.all([maya.call('GET /tickets/:ref', { params: { ref: id } }), timeline(id)]));
    expect(n).toBeGreaterThan(5);
    expect(n).toBeLessThanOrEqual(15);
  }
  expect(await counted(() => maya.call('GET /tickets'))).toBeLessThanOrEqual(5);
  expect(await counted(() => maya.call('GET /tickets/counts'))).toBeLessThanOrEqual(3);
});

test('a timeline is read page by page, newest first, without gaps or doubles', async () => {
  const id = await long(120);
  const got: Entry[] = [];
  for (let before: number | null | undefined; before !== null;) {
    const page = await timeline(id, before ? { before } : {});
    got.push(...page.items);
    before = page.next;
  }
  expect(got.flatMap((e) => e.message?.text ?? [])).toEqual(Array.from({ length: 120 }, (_, n) => `message ${120 - n}`));
  expect(got.map((e) => e.number)).toEqual(got.map((e) => e.number).toSorted((a, b) => b - a));
  expect(got.every((e) => e.data.set === undefined)).toBe(true);
});

test('a page goes through to the entry that a link names', async () => {
  const id = await long(90);
  const all = (await timeline(id, { limit: 100 })).items;
  const old = all.find((e) => e.message?.text === 'message 5')!;
  const page = await timeline(id, { through: old.id });
  expect(page.items.at(-1)!.id).toBe(old.id);
  expect((await timeline(id, { before: page.next! })).items[0]!.message?.text).toBe('message 4');
  expect((await timeline(id, { through: all[2]!.id })).items).toHaveLength(50);
  expect((await timeline(id, { through: newId() })).items).toHaveLength(50);
  expect((await maya.call('GET /tickets/:id/entries/:entryId', { params: { id, entryId: old.id } })).body.message.text).toBe('message 5');
});

test('the customer’s other tickets are those of everybody they were merged with', async () => {
  const one = await mailIn(house.db, { teamId: team.id }, { from: 'home@wilma.example' });
  const two = await mailIn(house.db, { teamId: team.id }, { from: 'work@wilma.example' });
  expect((await maya.call('GET /tickets/:id/others', { params: { id: one.ticketId } })).body).toEqual([]);
  await maya.call('POST /customers/:id/merges', { params: { id: one.customerId }, body: { id: newId(), otherId: two.customerId } });
  expect((await maya.call('GET /tickets/:id/others', { params: { id: one.ticketId } })).body).toMatchObject([{ id: two.ticketId, customerId: one.customerId }]);
  expect((await maya.call('GET /customers/:id/tickets', { params: { id: one.customerId } })).body.items).toHaveLength(2);
});

test('W-L20 the search index is part of the row: it is never behind, and what goes is gone from it', async () => {
  const { ticketId, messageId } = await mailIn(house.db, { teamId: team.id }, { text: 'quokka at once' });
  const found = async () => (await maya.call('GET /search', { query: { q: 'quokka' } })).body.tickets.map((t: { ticket: { id: string } }) => t.ticket.id);
  expect(await found()).toEqual([ticketId]);
  await sql`reindex index messages_search`.execute(house.db);
  expect(await found()).toEqual([ticketId]);
  await sql`update messages set text = 'nothing' where id = ${messageId}`.execute(house.db);
  expect(await found()).toEqual([]);
});
