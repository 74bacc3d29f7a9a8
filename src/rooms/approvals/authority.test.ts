import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { askWith } from './fixtures.ts';

let house: TestHouse;
let billing: { id: string };
let legal: { id: string };
let maya: TestPerson;
let ben: TestPerson;
let boss: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  billing = await makeTeam(house, 'Billing');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...billing, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [billing] });
  boss = await person(house, { name: 'Boss', role: 'admin' });
});
afterAll(() => house.close());
let ticket: string;
beforeEach(async () => { ticket = (await mailIn(house.db, { teamId: billing.id })).ticketId; });

const refund = (who: TestPerson, amount: number, more: object = {}) => who.call('POST /tickets/:id/decisions', { params: { id: ticket }, body: { id: newId(), topic: 'refund', amount, reason: 'Charged twice', ...more } });
const authority = async (who: TestPerson) => (await who.call('GET /tickets/:id/authority', { params: { id: ticket } })).body;
const put = (who: TestPerson, body: object) => who.call('PUT /authority', { body });
const rule = { name: 'Refund', currency: 'EUR', agents: 50, leads: 500, admins: null };

test('within one’s limit nobody is asked; above it somebody who has the limit says yes, with their note', async () => {
  expect((await refund(ben, 50)).body).toMatchObject({ amount: 50, currency: 'EUR', topicName: 'Refund', approvalId: null, personId: ben.id });
  expect((await authority(ben)).topics[0]).toMatchObject({ topic: 'refund', mine: 50, left: 0, leads: 500, admins: null, people: [{ name: 'Maya', limit: 500 }] });
  const refused = await refund(ben, 80);
  expect(refused.body).toMatchObject({ code: 'approvals.needed', data: { act: 'approvals.decision', words: 'Refund of 80 EUR' } });
  const { body: request } = await askWith(ben, refused);
  expect((await maya.call('POST /approvals/:id/decide', { params: { id: request.id }, body: { approve: true, answer: 'Good customer.' } })).status).toBe(200);
  expect((await authority(ben)).decisions).toMatchObject([{ amount: 80, approvalId: request.id, personId: ben.id }, { amount: 50 }]);
  const { items } = (await ben.call('GET /tickets/:id/timeline', { params: { id: ticket } })).body;
  expect(items.find((e: { name: string }) => e.name === 'notes.added').more.html).toContain('Refund of 80 EUR');
  expect(items.find((e: { name: string }) => e.name === 'approvals.decision-recorded').more).toMatchObject({ reason: 'Charged twice', amount: 80 });
});

test('W-G9 a limit is one for the ticket, however it is cut up, also at once', async () => {
  const answers = await Promise.all([30, 30, 30].map((amount) => refund(ben, amount)));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
  expect((await refund(ben, 20.01)).body.code).toBe('approvals.needed');
  expect((await refund(ben, 20)).status).toBe(200);
});

test('W-G9 above a lead’s own limit the lead cannot say yes, nor is asked', async () => {
  const refused = await refund(ben, 800);
  expect(refused.body.data.deciders.map((d: { name: string }) => d.name)).toEqual(['Boss']);
  const { body: request } = await askWith(ben, refused);
  expect((await maya.call('POST /approvals/:id/decide', { params: { id: request.id }, body: { approve: true } })).body.code).toBe('approvals.not-yours-to-decide');
  expect((await refund(maya, 501)).body.code).toBe('approvals.needed');
  expect((await boss.call('POST /approvals/:id/decide', { params: { id: request.id }, body: { approve: true } })).status).toBe(200);
});

test('W-G9 data sent with a request cannot raise what was asked for, nor name another ticket one may not work', async () => {
  const { data } = (await refund(ben, 80)).body.data;
  const secret = await mailIn(house.db, { teamId: legal.id }, { from: 'zoe@zebra.example' });
  expect((await ben.call('POST /approvals', { body: { id: newId(), act: 'approvals.decision', data: { ...data, ticketId: secret.ticketId }, reason: 'x' } })).body.code).toBe('request.not-found');
  expect((await ben.call('POST /approvals', { body: { id: newId(), act: 'approvals.decision', data: { ...data, topic: 'bribes' }, reason: 'x' } })).body.code).toBe('approvals.topic-unknown');
  expect((await ben.call('POST /approvals', { body: { id: newId(), act: 'approvals.decision', data: { ...data, amount: -5 }, reason: 'x' } })).body.code).toBe('request.invalid');
  const lead = await ben.call('POST /approvals', { body: { id: newId(), act: 'approvals.decision', data: { ...data, amount: 499 }, reason: 'x' } });
  expect(lead.body.words).toBe('Refund of 499 EUR');
});

test('W-L5 recording twice records once', async () => {
  const id = newId();
  const both = await Promise.all([refund(ben, 10, { id }), refund(ben, 10, { id })]);
  expect(both.map((a) => a.status)).toEqual([200, 200]);
  expect((await authority(ben)).decisions).toHaveLength(1);
});

test('W-G9 the table: admins for all, leads for their team and never above or for themselves; a team’s rule replaces the workspace’s', async () => {
  expect((await put(ben, { teamId: billing.id, topics: { refund: rule } })).body.code).toBe('request.forbidden');
  expect((await put(maya, { topics: { refund: rule } })).body.code).toBe('request.forbidden');
  for (const more of [{ leads: null }, { agents: 501 }, { people: { [maya.id]: null } }, { admins: 1 }, { currency: 'USD' }]) expect((await put(maya, { teamId: billing.id, topics: { refund: { ...rule, ...more } } })).body.code, JSON.stringify(more)).toBe('request.forbidden');
  expect((await put(maya, { teamId: billing.id, topics: { bribes: rule } })).body.code).toBe('request.forbidden');
  expect((await put(maya, { teamId: billing.id, topics: { refund: { ...rule, people: { [ben.id]: 200 } } } })).body.own).toEqual(['refund']);
  expect((await refund(ben, 200)).status).toBe(200);
  expect((await boss.call('GET /audit')).body.items.find((one: { name: string }) => one.name === 'approvals.policy-changed')).toMatchObject({ actor: { name: 'Maya' }, about: { name: 'Billing' }, data: { what: 'authority', changes: [{ key: 'refund', before: { people: {} }, after: { people: { [ben.id]: 200 } } }] } });
  expect((await put(boss, { topics: { 'free-month': { name: 'Free month', currency: 'EUR', agents: 0, leads: 30, admins: null } } })).status).toBe(200);
  expect((await authority(ben)).topics.map((t: { topic: string }) => t.topic)).toEqual(['refund', 'goodwill', 'free-month']);
  expect((await put(boss, { topics: { goodwill: { name: 'Goodwill', currency: 'EUR', agents: 0, leads: 0, admins: 0, off: true } } })).status).toBe(200);
  expect((await refund(ben, 1, { topic: 'goodwill' })).body.code).toBe('approvals.topic-unknown');
  await put(maya, { teamId: billing.id, topics: { refund: null } });
  expect((await refund(ben, 51)).body.code).toBe('approvals.needed');
});

test('W-G1 W-G4 what was decided on a ticket is for who sees it', async () => {
  ticket = (await mailIn(house.db, { teamId: legal.id }, { from: 'zoe@zebra.example' })).ticketId;
  expect((await refund(boss, 9)).status).toBe(200);
  expect((await maya.call('GET /tickets/:id/authority', { params: { id: ticket } })).body.code).toBe('request.not-found');
  expect((await refund(maya, 1)).body.code).toBe('request.not-found');
});
