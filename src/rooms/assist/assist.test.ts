import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { threadQuery } from './queries.ts';

let house: TestHouse;
let team: { id: string }, shut: { id: string };
let maya: TestPerson, guest: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  [team, shut] = [await makeTeam(house, 'Billing'), await makeTeam(house, 'Legal', { visibility: 'closed' })];
  [maya, guest] = [await person(house, { name: 'Maya', teams: [team] }), await person(house, { role: 'collaborator', teams: [team] })];
});
afterAll(() => house.close());

const summaryFor = (who: TestPerson, id: string) => who.call('GET /tickets/:id/summary', { params: { id } });
const kinds = async (id: string) => ((await summaryFor(maya, id)).body.lines as { kind: string; text: string; entryId: string }[]).map((one) => [one.kind, one.text, one.entryId]);
const reply = async (ticket: string, html: string) => (await maya.call('POST /tickets/:id/replies', { params: { id: ticket }, body: { id: newId(), html, to: [{ name: 'Anna', address: 'anna@acme.example' }], seen: 0, anyway: true } })).body.message.id as string;

test('it follows what is written: a message, a note, a reply, a promise; a reply taken back is forgotten', async () => {
  const mail = await mailIn(house.db, { teamId: team.id }, { text: 'Hello,\nI was charged twice in January. Could you refund one of them?\nBest regards\nAnna' });
  const opening = [['wants', 'I was charged twice in January.', mail.messageId], ['wants', 'Could you refund one of them?', mail.messageId]];
  expect(await kinds(mail.ticketId)).toEqual(opening);
  const note = newId();
  await maya.call('POST /tickets/:id/notes', { params: { id: mail.ticketId }, body: { id: note, html: '<p>Found both payments.</p>' } });
  const done = ['done', 'Found both payments.', note];
  expect(await kinds(mail.ticketId)).toEqual([...opening, done]);
  const said = await reply(mail.ticketId, '<p>We will refund the second one by Friday.</p>');
  expect(await kinds(mail.ticketId)).toEqual([...opening, done, ['promised', 'We will refund the second one by Friday.', said]]);
  const promise = newId();
  await maya.call('POST /tickets/:id/promises', { params: { id: mail.ticketId }, body: { id: promise, text: 'Refund of the second payment', dueAt: clock.iso(86_400_000), saidIn: said } });
  expect(await kinds(mail.ticketId)).toEqual([...opening, done, ['promised', 'Refund of the second payment', said]]);
  await maya.call('POST /promises/:id/keep', { params: { id: promise } });
  expect(await kinds(mail.ticketId)).toEqual([...opening, done]);
  const again = await mailIn(house.db, { ticketId: mail.ticketId }, { text: 'The money did not arrive.' });
  expect(await kinds(mail.ticketId)).toEqual([...opening, done, ['now', 'The money did not arrive.', again.messageId]]);
  const taken = await reply(mail.ticketId, '<p>Which account is it?</p>');
  expect((await kinds(mail.ticketId)).at(-1)).toEqual(['asked', 'Which account is it?', taken]);
  await maya.call('POST /replies/:id/cancel', { params: { id: taken } });
  expect((await kinds(mail.ticketId)).at(-1)).toEqual(['now', 'The money did not arrive.', again.messageId]);
});

test('W-G1 it is read by whoever sees the ticket, and by nobody else', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id }, { text: 'The lamp is broken.' });
  expect((await summaryFor(guest, ticketId)).body.lines).toHaveLength(1);
  const secret = await mailIn(house.db, { teamId: shut.id }, { text: 'The lamp is broken.' });
  for (const id of [secret.ticketId, newId()]) expect((await summaryFor(maya, id)).status).toBe(404);
});

test('a merged ticket is told with the one it became part of', async () => {
  const [one, two] = [await mailIn(house.db, { teamId: team.id }, { text: 'The lamp is broken.' }), await mailIn(house.db, { teamId: team.id }, { text: 'When do you send a new lamp?' })];
  await maya.call('POST /tickets/:id/merge', { params: { id: two.ticketId }, body: { intoId: one.ticketId } });
  expect(await kinds(one.ticketId)).toEqual([['wants', 'The lamp is broken.', one.messageId], ['now', 'When do you send a new lamp?', two.messageId]]);
});

test('W-D12 hostile words stay words', async () => {
  const { ticketId } = await mailIn(house.db, { teamId: team.id }, { text: 'Please refund <img src=x onerror=alert(1)> the \u202eorder 4711.' });
  expect((await kinds(ticketId))[0]![1]).toBe('Please refund <img src=x onerror=alert(1)> the order 4711.');
});

test('of a very long conversation the beginning and the newest are read, by index', async () => {
  const { ticketId, messageId } = await mailIn(house.db, { teamId: team.id }, { text: 'The lamp is broken.' });
  await sql`insert into messages (id, ticket_id, direction, channel, sender, recipients, html, text, delivery, at) select gen_random_uuid(), ${ticketId}, 'in', 'email', '{}', '[]', '', 'Is it done, number ' || n || '?', 'received', now() + n * interval '1 s' from generate_series(1, 3000) n`.execute(house.db);
  const { ticketId: other } = await mailIn(house.db, { teamId: team.id });
  await sql`insert into messages (id, ticket_id, direction, channel, sender, recipients, html, text, delivery, at) select gen_random_uuid(), ${other}, 'in', 'email', '{}', '[]', '', 'x', 'received', now() from generate_series(1, 20000) n`.execute(house.db);
  await sql`analyze messages`.execute(house.db);
  const { body } = await summaryFor(maya, ticketId);
  expect(body).toMatchObject({ messages: 43, skipped: 2958 });
  expect(body.lines).toMatchObject([{ kind: 'wants', entryId: messageId }, { kind: 'now', text: 'Is it done, number 3000?' }]);
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${threadQuery([ticketId])}`.execute(house.db);
  const plan = rows.map((r) => r['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/messages_ticket/);
  expect(plan).not.toMatch(/Seq Scan on (messages|notes)/);
});
