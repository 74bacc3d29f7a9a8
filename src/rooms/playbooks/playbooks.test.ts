import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { sinceQuery } from './queries.ts';

let house: TestHouse;
let team: { id: string }, shut: { id: string };
let boss: TestPerson, lead: TestPerson, maya: TestPerson, ben: TestPerson, insider: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  [team, shut] = [await makeTeam(house, 'Billing'), await makeTeam(house, 'Legal', { visibility: 'closed' })];
  boss = await person(house, { role: 'admin' });
  lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  [maya, ben] = [await person(house, { teams: [team] }), await person(house, { teams: [team] })];
  insider = await person(house, { role: 'lead', teams: [{ id: shut.id, lead: true }] });
});
afterAll(() => house.close());

interface Shown { id: string; name: string; version: number; trigger: object; steps: object[]; active: boolean; may: { edit: boolean } }
const list = async (who: TestPerson) => (await who.call('GET /playbooks')).body.items as Shown[];
const names = async (who: TestPerson, ticket: string) => {
  const all = new Map((await list(who)).map((one) => [one.id, one.name]));
  return (await fitting(who, ticket)).map((one) => [all.get(one.playbookId), one.why.kind, one.why.words]);
};
const fitting = async (who: TestPerson, ticket: string) => (await who.call('GET /tickets/:id/playbooks', { params: { id: ticket } })).body.items as { playbookId: string; why: { kind: string; words: string; entryId: string } }[];
const mail = (text: string, from = `${newId()}@acme.example`) => mailIn(house.db, { teamId: team.id }, { text, from });
const add = (who: TestPerson, what: object) => who.call('POST /playbooks', { body: { id: newId(), name: `P ${newId()}`, trigger: { kind: 'by-hand' }, steps: [{ text: 'Breathe' }], ...what } });
const reply = async (ticket: string) => expect((await maya.call('POST /tickets/:id/replies', { params: { id: ticket }, body: { id: newId(), html: '<p>Sorry.</p>', to: [{ name: '', address: 'a@acme.example' }], seen: 0, anyway: true } })).status).toBe(200);

test('they appear when they fit, say why, and go when we replied', async () => {
  const { ticketId, messageId, customerId } = await mail('This is unacceptable. Where is my money?');
  expect(await names(maya, ticketId)).toEqual([['Angry customer', 'customer-words', 'unacceptable'], ['First contact', 'first-contact', '']]);
  expect((await fitting(maya, ticketId))[0]!.why.entryId).toBe(messageId);
  await reply(ticketId);
  expect(await names(maya, ticketId)).toEqual([]);
  await mailIn(house.db, { ticketId }, { text: 'All good now, thank you', customerId });
  expect(await names(maya, ticketId)).toEqual([['Closing', 'closing', 'All good now']]);
  await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: {} });
});

test('a customer who was here before is no first contact', async () => {
  const address = 'again@acme.example';
  await mail('Hello', address);
  expect(await names(maya, (await mail('Hello again', address)).ticketId)).toEqual([]);
});

test('set aside for oneself, until something newer calls for it; brought back', async () => {
  const { ticketId, customerId } = await mail('This is a scam.');
  const [angry] = await fitting(maya, ticketId);
  const params = { id: ticketId, playbookId: angry!.playbookId };
  await maya.call('PUT /tickets/:id/playbooks/:playbookId/dismissal', { params, body: { because: angry!.why.entryId } });
  expect((await names(maya, ticketId)).map(([name]) => name)).toEqual(['First contact']);
  expect((await names(ben, ticketId)).map(([name]) => name)).toEqual(['Angry customer', 'First contact']);
  await maya.call('DELETE /tickets/:id/playbooks/:playbookId/dismissal', { params });
  expect((await names(maya, ticketId)).map(([name]) => name)).toContain('Angry customer');
  await maya.call('PUT /tickets/:id/playbooks/:playbookId/dismissal', { params, body: { because: angry!.why.entryId } });
  await mailIn(house.db, { ticketId }, { text: 'Are you listening? A scam!', customerId });
  expect((await names(maya, ticketId)).map(([name]) => name)).toContain('Angry customer');
});

test("a team has its own words in place of the workspace's, or does without", async () => {
  const angry = (await list(lead)).find((one) => one.name === 'Angry customer')!;
  const own = (await add(lead, { teamId: team.id, name: 'Angry customer', replaces: angry.id, trigger: { kind: 'customer-words', words: ['boiling'] } })).body;
  const { ticketId } = await mail('I am boiling, this is a scam');
  expect((await names(maya, ticketId))[0]).toEqual(['Angry customer', 'customer-words', 'boiling']);
  expect((await add(lead, { teamId: team.id, replaces: angry.id })).body.code).toBe('playbooks.replaced-already');
  expect((await add(lead, { teamId: team.id, replaces: own.id })).body.code).toBe('playbooks.cannot-replace');
  const change = (version: number) => lead.call('PUT /playbooks/:id', { params: { id: own.id }, body: { name: own.name, active: false, trigger: own.trigger, steps: own.steps, version } });
  expect((await change(1)).body).toMatchObject({ active: false, version: 2 });
  expect((await change(1)).body.code).toBe('playbooks.changed-meanwhile');
  expect((await names(maya, ticketId)).map(([name]) => name)).toEqual(['First contact']);
  await lead.call('DELETE /playbooks/:id', { params: { id: own.id } });
  expect((await names(maya, ticketId))[0]).toEqual(['Angry customer', 'customer-words', 'scam']);
  expect((await lead.call('POST /playbooks/:id/restore', { params: { id: own.id } })).status).toBe(200);
  await lead.call('DELETE /playbooks/:id', { params: { id: own.id } });
});

test('W-G1 W-G3 leads change those of their teams, admins the workspace’s; those of a closed team are its own', async () => {
  const shared = (await list(maya)).find((one) => one.name === 'Closing')!;
  expect(shared.may).toEqual({ edit: false });
  const body = { name: 'Closing', trigger: shared.trigger, steps: shared.steps, version: shared.version };
  expect([(await lead.call('PUT /playbooks/:id', { params: { id: shared.id }, body })).status, (await boss.call('PUT /playbooks/:id', { params: { id: shared.id }, body })).status]).toEqual([403, 200]);
  expect([(await add(lead, {})).status, (await add(lead, { teamId: shut.id })).status]).toEqual([403, 404]);
  const { body: secret } = await add(insider, { teamId: shut.id });
  expect((await list(lead)).map((one) => one.id)).not.toContain(secret.id);
  for (const id of [secret.id, newId()]) expect((await lead.call('DELETE /playbooks/:id', { params: { id } })).status).toBe(404);
  const { ticketId } = await mailIn(house.db, { teamId: shut.id }, { text: 'A scam' });
  const { ticketId: open } = await mail('Hello');
  for (const id of [ticketId, newId()]) expect([(await maya.call('GET /tickets/:id/playbooks', { params: { id } })).status, (await maya.call('PUT /tickets/:id/playbooks/:playbookId/dismissal', { params: { id, playbookId: shared.id }, body: {} })).status]).toEqual([404, 404]);
  for (const playbookId of [secret.id, newId()]) expect((await maya.call('PUT /tickets/:id/playbooks/:playbookId/dismissal', { params: { id: open, playbookId }, body: {} })).status).toBe(404);
});

test('W-L5 made once by a double click; a second of the same name is refused', async () => {
  const id = newId();
  const both = await Promise.all([0, 1].map(() => add(lead, { id, teamId: team.id, name: 'Twice' })));
  expect(both.map((a) => [a.status, a.body.id])).toEqual([[200, id], [200, id]]);
  expect((await add(lead, { teamId: team.id, name: 'twice' })).body.code).toBe('playbooks.name-taken');
});

test('what the customer wrote since our reply is found by index', async () => {
  const { ticketId } = await mail('Hello');
  await sql`insert into messages (id, ticket_id, direction, channel, sender, recipients, html, text, delivery, at) select gen_random_uuid(), ${ticketId}, 'in', 'email', '{}', '[]', '', 'x', 'received', now() from generate_series(1, 20000) n`.execute(house.db);
  await sql`analyze messages`.execute(house.db);
  const other = (await mail('Hello')).ticketId;
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${sinceQuery([other])}`.execute(house.db);
  expect(rows.map((r) => r['QUERY PLAN']).join('\n')).not.toMatch(/Seq Scan on messages/);
});
