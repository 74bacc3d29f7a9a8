import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { askWith } from './fixtures.ts';

let house: TestHouse;
let billing: { id: string };
let maya: TestPerson;
let ben: TestPerson;
let owner: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  billing = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...billing, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [billing] });
  owner = await person(house, { name: 'Olga', teams: [billing] });
  await maya.call('PUT /approval-policy', { body: { teamId: billing.id, acts: { 'tickets.child-new': { asks: 'nobody' }, 'tickets.child-same': { asks: 'nobody' } } } });
});
afterAll(() => house.close());
let ticket: string;
beforeEach(async () => {
  ticket = (await mailIn(house.db, { teamId: billing.id })).ticketId;
  await owner.call('POST /tickets/:id/take', { params: { id: ticket }, body: asked });
});
const followUp = (who: TestPerson, more: object = {}) => who.call('POST /tickets/:id/follow-ups', { params: { id: ticket }, body: { id: newId(), subject: 'Boiler', ...more } });
const assign = (who: TestPerson, id: string, to: TestPerson) => who.call('POST /tickets/:id/assign', { params: { id }, body: { personId: to.id } });

test('W-G9 a new matter does not go back to the owner of the first ticket, whatever the policy, unless a lead says so', async () => {
  expect((await followUp(ben, { ownerId: owner.id })).body).toMatchObject({ code: 'approvals.needed', data: { act: 'tickets.child-new' } });
  expect((await followUp(ben, { ownerId: owner.id, matter: 'same' })).body.ticket.ownerId).toBe(owner.id);
  expect((await followUp(maya, { ownerId: owner.id })).body.ticket.ownerId).toBe(owner.id);
  expect((await followUp(ben, { ownerId: ben.id })).body.ticket.ownerId).toBe(ben.id);
});

test('W-G9 nor by the way of the queue, plain or in bulk', async () => {
  const child = (await followUp(ben)).body.ticket.id;
  expect((await assign(ben, child, owner)).body).toMatchObject({ code: 'approvals.needed', data: { act: 'tickets.child-back' } });
  expect((await ben.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [child], change: { kind: 'assign', personId: owner.id } } })).body.code).toBe('approvals.needed');
  const { body } = await askWith(ben, await assign(ben, child, owner));
  expect((await maya.call('POST /approvals/:id/decide', { params: { id: body.id }, body: { approve: true } })).status).toBe(200);
  expect((await ben.call('GET /tickets/:ref', { params: { ref: child } })).body.ticket.ownerId).toBe(owner.id);
});

test('the owner may take it themselves, and anybody else may be given it', async () => {
  const child = (await followUp(ben)).body.ticket.id;
  expect((await owner.call('POST /tickets/:id/take', { params: { id: child }, body: asked })).status).toBe(200);
  const other = (await followUp(ben)).body.ticket.id;
  expect((await assign(maya, other, ben)).status).toBe(200);
});

test('W-F6 notes stay notes: what stands in one never reaches a follow-up’s messages, a mail, or an answer for customers', async () => {
  const marker = 'marker-note-5582';
  await owner.call('POST /tickets/:id/notes', { params: { id: ticket }, body: { id: newId(), html: `<p>${marker} they owe us</p>` } });
  const { messageId } = await mailIn(house.db, { ticketId: ticket }, { text: 'another matter' });
  const split = (await ben.call('POST /tickets/:id/split', { params: { id: ticket }, body: { id: newId(), messageId, subject: 'Split' } })).body.ticket.id;
  const child = (await followUp(ben, { ownerId: ben.id })).body.ticket.id;
  for (const id of [split, child]) {
    expect((await ben.call('POST /tickets/:id/replies', { params: { id }, body: { id: newId(), html: '<p>Hello</p>', to: [{ name: '', address: 'anna@acme.example' }], seen: 0, anyway: true, quote: id === split ? messageId : null } })).status).toBe(200);
    expect(JSON.stringify((await ben.call('GET /tickets/:id/timeline', { params: { id } })).body)).not.toContain(marker);
    expect((await owner.call('POST /tickets/:id/merge', { params: { id }, body: { intoId: ticket, anyway: true } })).status).toBe(200);
  }
  await ben.call('POST /tickets/:id/replies', { params: { id: ticket }, body: { id: newId(), html: '<p>All</p>', to: [{ name: '', address: 'anna@acme.example' }], seen: 0, anyway: true, quote: messageId } });
  await house.advance('1m');
  const { rows } = await sql<{ words: string }>`select mail::text as words from outbox union all select html || folded_html || text from messages union all select data::text from facts`.execute(house.db);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map((r) => r.words).join('\n')).not.toContain(marker);
});
