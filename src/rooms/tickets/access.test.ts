import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type Answer, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { transact } from '../../core/server/db.ts';
import { keepFile } from '../../core/server/files.ts';
import { askAll } from '../../core/server/gates.ts';
import { wireJoins } from '../../core/server/journal.ts';
import { mayLook } from '../../core/server/live-socket.ts';
import { topicsOf } from '../people/access.ts';
import { readFacts } from '../../core/server/journal.ts';
import { readable } from './access.ts';
import { tickets } from './contract.ts';
import { mailIn } from './fixtures.ts';
import { follow } from './following.ts';

let house: TestHouse;
let open: { id: string };
let legal: { id: string };
let maya: TestPerson;
let lawyer: TestPerson;
let helper: TestPerson;
let secret: Awaited<ReturnType<typeof mailIn>>;
let ours: Awaited<ReturnType<typeof mailIn>>;
beforeAll(async () => {
  house = await openTestHouse();
  wireJoins([]);
  open = await makeTeam(house, 'Billing');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...open, lead: true }] });
  lawyer = await person(house, { name: 'Lee', teams: [legal] });
  helper = await person(house, { name: 'Hal', role: 'collaborator' });
  secret = await mailIn(house.db, { teamId: legal.id, subject: 'Zebra lawsuit' }, { text: 'about the zebra', from: 'zoe@zebra.example', name: 'Zoe' });
  ours = await mailIn(house.db, { teamId: open.id, subject: 'Zebra crossing' }, { text: 'about the other zebra', from: 'zoe@zebra.example', name: 'Zoe' });
});
afterAll(() => house.close());

const to = [{ name: 'Zoe', address: 'zoe@zebra.example' }];
/** A request to each door that names a ticket, well formed, so that only access can refuse it. */
const knocks = (id: string, messageId: string, own: string): [string, { params?: Record<string, string>; body?: unknown }][] => [
  ['GET /tickets/:ref', { params: { ref: id } }], ['GET /tickets/:id/timeline', { params: { id } }], ['GET /tickets/:id/entries/:entryId', { params: { id, entryId: messageId } }], ['GET /tickets/:id/others', { params: { id } }],
  ['POST /tickets/:id/replies', { params: { id }, body: { id: newId(), html: '<p>x</p>', to, seen: 0, anyway: true } }], ['POST /tickets/:id/take', { params: { id }, body: {} }],
  ['POST /tickets/:id/assign', { params: { id }, body: { personId: own } }], ['POST /tickets/:id/give', { params: { id }, body: { teamId: open.id } }], ['PUT /tickets/:id/priority', { params: { id }, body: { priority: 'low' } }],
  ['PUT /tickets/:id/tags', { params: { id }, body: { tags: ['x'] } }], ['PUT /tickets/:id/subject', { params: { id }, body: { subject: 'x' } }], ['POST /tickets/:id/wait', { params: { id }, body: { for: 'customer' } }],
  ['POST /tickets/:id/close', { params: { id }, body: asDone }], ['POST /tickets/:id/reopen', { params: { id }, body: {} }], ['PUT /tickets/:id/following', { params: { id }, body: { following: true } }],
  ['POST /tickets/:id/merge', { params: { id }, body: { intoId: ours.ticketId, anyway: true } }], ['POST /tickets/:id/unmerge', { params: { id }, body: {} }], ['POST /tickets/:id/split', { params: { id }, body: { id: newId(), messageId, subject: 'x' } }], ['POST /tickets/:id/follow-ups', { params: { id }, body: { id: newId(), subject: 'x' } }],
  ['POST /tickets/:id/links', { params: { id }, body: { otherId: ours.ticketId } }], ['DELETE /tickets/:id/links/:otherId', { params: { id, otherId: ours.ticketId } }],
  ['POST /tickets/bulk', { body: { id: newId(), ticketIds: [ours.ticketId, id], change: { kind: 'close', ...asDone } } }], ['POST /tickets/:id/participants', { params: { id }, body: { address: 'a@b.example', name: '' } }],
  ['POST /tickets/:id/participants/admit', { params: { id }, body: { address: 'a@b.example' } }], ['POST /tickets/:id/participants/refuse', { params: { id }, body: { address: 'a@b.example' } }],
  ['PUT /tickets/:id/drafts/:mode', { params: { id, mode: 'note' }, body: { html: 'x', version: 0 } }],
];

test('W-G1 W-G2 W-G13 a ticket of a team one may not see answers like one that does not exist, at every door', async () => {
  const doors = knocks(secret.ticketId, secret.messageId, maya.id);
  const named = Object.values(tickets).map((e) => e.key).filter((k) => /^\w+ \/tickets\/(:id|:ref|bulk)/.test(k));
  expect([...new Set(doors.map(([k]) => k))].sort()).toEqual(named.filter((k) => k !== 'DELETE /tickets/:id/drafts/:mode').sort());
  const missing = knocks(newId(), newId(), maya.id);
  for (const [n, [key, asked]] of doors.entries()) {
    const [forbidden, absent] = [await maya.call(key, asked), await maya.call(key, missing[n]![1])] as [Answer, Answer];
    expect([key, forbidden.status, forbidden.body]).toEqual([key, 404, absent.body]);
  }
  expect((await maya.call('GET /tickets/:ref', { params: { ref: String(secret.number) } })).status).toBe(404);
});

test('W-G3 merging, linking and moving need rights on both sides', async () => {
  for (const [key, body] of [['merge', { intoId: secret.ticketId, anyway: true }], ['links', { otherId: secret.ticketId }], ['give', { teamId: legal.id }], ['assign', { personId: lawyer.id, teamId: legal.id }], ['split', { id: newId(), messageId: ours.messageId, subject: 'x', teamId: legal.id }]] as const) {
    const answer = await maya.call(`POST /tickets/:id/${key}`, { params: { id: ours.ticketId }, body });
    expect([key, answer.status === 404 || answer.body.code === 'tickets.cannot-split']).toEqual([key, true]);
  }
});

test('W-G4 lists, counts, search, tags and a customer’s other tickets tell nothing of what one may not see', async () => {
  await lawyer.call('PUT /tickets/:id/tags', { params: { id: secret.ticketId }, body: { tags: ['zebra-tag'] } });
  const seen = async (who: TestPerson) => JSON.stringify([
    ...(await Promise.all(['all', 'unowned', 'mine', 'waiting', 'closed', 'following', `team:${legal.id}`].map((view) => who.call('GET /tickets', { query: { view } })))),
    await who.call('GET /search', { query: { q: 'zebra' } }), await who.call('GET /search', { query: { q: `#${secret.number}` } }), await who.call('GET /search', { query: { q: 'zebre lawsut' } }), await who.call('GET /tickets/tags', { query: { q: 'zeb' } }),
    await who.call('GET /tickets/:id/others', { params: { id: ours.ticketId } }), await who.call('GET /customers/:id/tickets', { params: { id: secret.customerId } }),
    await who.call('GET /tickets', { query: { customerId: secret.customerId } }), await who.call('GET /tickets', { query: { tag: 'zebra-tag' } }), await who.call('GET /tickets', { query: { teamId: legal.id } }), await who.call('GET /tickets', { query: { text: 'lawsuit' } }),
  ].map((a) => a.body));
  for (const mark of [secret.ticketId, 'lawsuit', 'about the zebra', 'zebra-tag']) expect(await seen(maya)).not.toContain(mark);
  for (const mark of [secret.ticketId, 'Zebra lawsuit', 'zebra-tag']) expect(await seen(lawyer)).toContain(mark);
  const [mine, theirs] = [(await maya.call('GET /tickets/counts')).body, (await lawyer.call('GET /tickets/counts')).body];
  expect(mine).toMatchObject({ all: 1, unowned: 1 });
  expect(Object.keys(mine.teams)).not.toContain(legal.id);
  expect(theirs).toMatchObject({ all: 2, unowned: 2, myTeams: 1 });
});

test('W-G6 who may look, open files and hear facts follows the same rule', async () => {
  const { ticketId, messageId } = secret;
  const may = async (who: TestPerson) => (await askAll(house.db, await who.fresh(), mayLook, { kind: 'ticket', id: ticketId })).filter((a) => a !== null);
  expect(await may(maya)).toEqual([false]);
  expect(await may(lawyer)).toEqual([true]);
  const file = await transact(house.db, (tx) => keepFile(tx, { name: 'a.txt', content: Buffer.from('a'), about: { kind: 'message', id: messageId } }));
  expect((await maya.call('GET /files/:id', { params: { id: file.id } })).status).toBe(404);
  expect((await lawyer.call('GET /files/:id', { params: { id: file.id } })).status).toBe(200);
  const topics = topicsOf(await maya.fresh());
  const facts = (await readFacts(house.db, { xid: '0', id: 0 }, 10_000)).filter((f) => f.about.id === ticketId);
  expect(facts.length).toBeGreaterThan(1);
  expect(facts.filter((f) => f.audience.some((t) => topics.includes(t)))).toEqual([]);
});

test('collaborators read and keep notes in draft, and may do nothing else; `may` says so', async () => {
  const head = (await helper.call('GET /tickets/:ref', { params: { ref: ours.ticketId } })).body;
  expect(head.may).toEqual({ note: true, reply: false, take: false, assign: false, wait: false, close: false, reopen: false, change: false, merge: false, split: false });
  for (const [key, asked] of knocks(ours.ticketId, ours.messageId, maya.id)) {
    const { status } = await helper.call(key, asked);
    const reads = key.startsWith('GET ') || /following|drafts/.test(key);
    expect([key, status]).toEqual([key, reads ? 200 : 403]);
  }
});

test('whoever follows a ticket of a team they do not see may read it, and loses it with the following', async () => {
  await transact(house.db, async (tx) => { await follow(tx, lawyer.actor, await readable(tx, lawyer.actor, secret.ticketId), maya.id); });
  expect((await maya.call('GET /tickets/:ref', { params: { ref: secret.ticketId } })).body).toMatchObject({ may: { note: true, reply: false } });
  expect((await maya.call('POST /tickets/:id/close', { params: { id: secret.ticketId }, body: asDone })).body.code).toBe('tickets.not-for-you');
  expect((await maya.call('GET /search', { query: { q: 'lawsuit' } })).body.tickets).toHaveLength(1);
  await maya.call('PUT /tickets/:id/following', { params: { id: secret.ticketId }, body: { following: false } });
  expect((await maya.call('GET /tickets/:ref', { params: { ref: secret.ticketId } })).status).toBe(404);
});

test('the owner sees their ticket wherever it lies', async () => {
  const ben = await person(house, { name: 'Ben', teams: [legal] });
  const { ticketId } = await mailIn(house.db, { teamId: legal.id });
  await lawyer.call('POST /tickets/:id/assign', { params: { id: ticketId }, body: { personId: ben.id } });
  const admin = await person(house, { role: 'admin' });
  expect((await admin.call('DELETE /teams/:id/members/:personId', { params: { id: legal.id, personId: ben.id } })).status).toBe(200);
  expect((await ben.call('GET /tickets', { query: { view: 'mine' } })).body.items.map((t: { id: string }) => t.id)).toEqual([ticketId]);
  expect((await ben.call('GET /tickets/counts')).body).toMatchObject({ mine: { open: 1 }, all: 2 });
  expect((await ben.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).status).toBe(200);
});

test('W-G7 no customer and nobody without a person passes', async () => {
  await expect(transact(house.db, (tx) => readable(tx, { kind: 'customer', id: ours.customerId }, ours.ticketId))).rejects.toThrow('nothing here');
});

test('W-G8 fields that are not the caller’s to set change nothing', async () => {
  const id = newId();
  const answer = await maya.call('POST /tickets', { body: { id, teamId: open.id, subject: 'x', customerId: ours.customerId, number: 1, status: 'closed', version: 99, madeAt: '2000-01-01T00:00:00Z' } });
  expect(answer.body.ticket).toMatchObject({ status: 'open', version: 1 });
  expect(answer.body.ticket.number).toBeGreaterThan(1000);
});

test('W-G9 nobody takes back, or finds, the reply or draft of somebody else', async () => {
  const agent = await person(house, { teams: [open] });
  const sent = await maya.call('POST /tickets/:id/replies', { params: { id: ours.ticketId }, body: { id: newId(), html: '<p>x</p>', to, seen: 0, anyway: true } });
  expect((await agent.call('POST /replies/:id/cancel', { params: { id: sent.body.message.id } })).status).toBe(403);
  await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: ours.ticketId, mode: 'reply' }, body: { html: 'mine', version: 0 } });
  expect((await agent.call('GET /drafts')).body).toEqual([]);
  expect((await agent.call('GET /tickets/:ref', { params: { ref: ours.ticketId } })).body.drafts).toEqual([]);
});

test('saved views: one’s own, a team’s by its leads, everybody’s by leads; each viewer sees through their own eyes', async () => {
  const agent = await person(house, { teams: [open] });
  const save = (who: TestPerson, scope: string, more: object = {}) => who.call('POST /views', { body: { id: newId(), name: scope, scope, filter: { text: 'zebra' }, order: 'newest', ...more } });
  expect((await save(agent, 'own')).body.may.change).toBe(true);
  expect((await save(agent, 'team', { teamId: open.id })).status).toBe(403);
  expect((await save(agent, 'everybody')).status).toBe(403);
  expect((await save(maya, 'team', { teamId: legal.id })).status).toBe(404);
  await save(maya, 'team', { teamId: open.id });
  const shared = (await save(maya, 'everybody')).body;
  expect((await agent.call('GET /views')).body.map((v: { scope: string; may: { change: boolean } }) => [v.scope, v.may.change])).toEqual([['everybody', false], ['own', true], ['team', false]]);
  expect((await maya.call('GET /views')).body).toHaveLength(2);
  const view = `saved:${shared.id}`;
  expect((await agent.call('GET /tickets', { query: { view } })).body.items.map((t: { id: string }) => t.id)).toEqual([ours.ticketId]);
  expect((await lawyer.call('GET /tickets', { query: { view } })).body.items).toHaveLength(2);
  expect((await agent.call('DELETE /views/:id', { params: { id: shared.id } })).status).toBe(403);
  expect((await maya.call('PUT /views/:id', { params: { id: shared.id }, body: { name: 'Renamed', scope: 'own', filter: {}, order: 'due' } })).body).toMatchObject({ name: 'Renamed', scope: 'own' });
  expect((await agent.call('GET /tickets', { query: { view } })).status).toBe(404);
  expect((await maya.call('DELETE /views/:id', { params: { id: shared.id } })).body).toEqual({ ok: true });
});

test('settings: a team’s by its leads, the workspace’s by admins', async () => {
  const set = (who: TestPerson, body: object) => who.call('PUT /ticket-settings', { body });
  expect((await set(maya, { teamId: open.id, undoSeconds: 20 })).body.undoSeconds).toBe(20);
  expect((await set(maya, { undoSeconds: 5 })).status).toBe(403);
  expect((await set(maya, { teamId: legal.id, undoSeconds: 5 })).status).toBe(404);
  expect((await maya.call('GET /ticket-settings', { query: { teamId: open.id } })).body).toMatchObject({ undoSeconds: 20, thanksReopens: false });
  expect((await maya.call('GET /tickets/:ref', { params: { ref: ours.ticketId } })).body.undoSeconds).toBe(20);
});
