import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { askAll } from '../../core/server/gates.ts';
import { closingNeeds } from '../tickets/closing-needs.ts';
import { mailIn } from '../tickets/fixtures.ts';

let house: TestHouse;
let team: { id: string }, other: { id: string }, shut: { id: string };
let boss: TestPerson, lead: TestPerson, maya: TestPerson, ben: TestPerson, guest: TestPerson, stranger: TestPerson, insider: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  [team, other, shut] = [await makeTeam(house, 'Billing'), await makeTeam(house, 'Visits'), await makeTeam(house, 'Legal', { visibility: 'closed' })];
  boss = await person(house, { role: 'admin' });
  lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  [maya, ben] = [await person(house, { name: 'Maya', teams: [team] }), await person(house, { name: 'Ben', teams: [team] })];
  [guest, stranger, insider] = [await person(house, { role: 'collaborator', teams: [team] }), await person(house, { teams: [other] }), await person(house, { role: 'lead', teams: [{ id: shut.id, lead: true }] })];
});
afterAll(() => house.close());

const ticketIn = async (teamId = team.id) => (await mailIn(house.db, { teamId })).ticketId;
const add = (who: TestPerson, ticket: string, text: string, more: object = {}) => who.call('POST /tickets/:id/subtasks', { params: { id: ticket }, body: { id: newId(), text, ...more } });
const act = (who: TestPerson, verb: string, id: string, body: object = {}) => who.call(`POST /subtasks/:id/${verb}`, { params: { id }, body });
const change = (who: TestPerson, id: string, body: object) => who.call('PATCH /subtasks/:id', { params: { id }, body });
const remove = (who: TestPerson, id: string) => who.call('DELETE /subtasks/:id', { params: { id } });
const list = async (who: TestPerson, ticket: string) => (await who.call('GET /tickets/:id/subtasks', { params: { id: ticket } })).body as { id: string; text: string; state: string; required: boolean; may: object }[];
const texts = async (ticket: string) => (await list(maya, ticket)).map((one) => one.text).join(' ');
const needs = async (ticket: string) => (await askAll(house.db, maya.actor, closingNeeds, { ticketId: ticket, teamId: team.id, reasonId: null })).flat().filter((one) => one.kind === 'subtask');
const template = (who: TestPerson, what: object = {}) => who.call('POST /subtask-templates', { body: { id: newId(), name: `T ${newId()}`, items: [{ text: 'Check the payment', required: true }, { text: 'Say thanks' }], ...what } });

test('added, ticked by one, seen by the other with who and when; taken back', async () => {
  const ticket = await ticketIn();
  const { body: one } = await add(maya, ticket, ' Ask for the meter number ', { required: true });
  expect(one).toMatchObject({ text: 'Ask for the meter number', state: 'open', required: true, madeById: maya.id });
  expect((await act(ben, 'tick', one.id)).body).toMatchObject({ state: 'done', doneById: ben.id, doneAt: expect.any(String) });
  expect((await list(maya, ticket))[0]).toMatchObject({ state: 'done', doneById: ben.id });
  expect((await act(maya, 'reopen', one.id)).body).toMatchObject({ state: 'open', doneById: null, doneAt: null });
  expect((await add(maya, ticket, '   ')).status).toBe(400);
});

test('W-L5 a double click adds one; of two who tick at once one did it', async () => {
  const ticket = await ticketIn();
  const id = newId();
  const twice = await Promise.all([0, 1].map(() => add(maya, ticket, 'Once', { id })));
  expect(twice.map((a) => [a.status, a.body.id])).toEqual([[200, id], [200, id]]);
  expect(await list(maya, ticket)).toHaveLength(1);
  const both = await Promise.all([act(maya, 'tick', id), act(ben, 'tick', id)]);
  expect(both.map((a) => a.status)).toEqual([200, 200]);
  expect(both[0].body.doneById).toBe(both[1].body.doneById);
});

test('W-L10 reworded by two at once: the second is told', async () => {
  const { body: one } = await add(maya, await ticketIn(), 'Call the plumber');
  expect((await change(ben, one.id, { text: 'Call the electrician', version: 1 })).body).toMatchObject({ version: 2 });
  expect((await change(maya, one.id, { text: 'Call the gas company', version: 1 })).body).toMatchObject({ code: 'subtasks.changed-meanwhile', data: { version: 2 } });
});

test('moved by hand; added in between; deleted and brought back to its place', async () => {
  const ticket = await ticketIn();
  const ids: string[] = [];
  for (const text of ['A', 'B', 'C']) ids.push((await add(maya, ticket, text)).body.id as string);
  const [a, b, c] = ids as [string, string, string];
  await act(maya, 'move', c, { beforeId: a });
  expect(await texts(ticket)).toBe('C A B');
  await add(maya, ticket, 'D', { beforeId: b });
  await act(maya, 'move', a, { beforeId: null });
  expect(await texts(ticket)).toBe('C D B A');
  await remove(ben, b);
  expect(await texts(ticket)).toBe('C D A');
  expect((await act(maya, 'restore', b)).status).toBe(200);
  expect(await texts(ticket)).toBe('C D B A');
  expect((await act(maya, 'move', a, { beforeId: (await add(maya, await ticketIn(), 'Elsewhere')).body.id })).body.code).toBe('subtasks.elsewhere');
});

test('required ones stand in the way of closing until they are done or waived with a reason', async () => {
  const ticket = await ticketIn();
  const [must, may] = [(await add(maya, ticket, 'Refund it', { required: true })).body, (await add(maya, ticket, 'Send a card')).body];
  expect(await needs(ticket)).toMatchObject([{ id: must.id, words: 'Refund it', required: true }, { id: may.id, required: false }]);
  expect((await act(maya, 'waive', must.id, { reason: '' })).status).toBe(400);
  expect((await act(maya, 'waive', must.id, { reason: 'They took a voucher' })).body).toMatchObject({ state: 'waived', waivedById: maya.id, waivedFor: 'They took a voucher' });
  expect(await needs(ticket)).toMatchObject([{ id: must.id, required: false, waived: 'They took a voucher' }, {}]);
  expect((await act(ben, 'tick', must.id)).body).toMatchObject({ code: 'subtasks.settled-already', data: { state: 'waived' } });
  await act(maya, 'reopen', must.id);
  await act(ben, 'tick', must.id);
  expect((await act(maya, 'waive', must.id, { reason: 'Not needed' })).body).toMatchObject({ code: 'subtasks.settled-already', data: { state: 'done', byId: ben.id } });
  expect((await needs(ticket)).map((one) => one.id)).toEqual([may.id]);
});

test('a ticket with an open required sub-task is not closed, whoever asks and however', async () => {
  const ticket = await ticketIn();
  const { body: one } = await add(maya, ticket, 'Refund it', { required: true });
  for (const who of [maya, lead, boss]) expect((await who.call('POST /tickets/:id/close', { params: { id: ticket }, body: {} })).status).toBeGreaterThanOrEqual(400);
  expect((await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [ticket], change: { kind: 'close' } } })).status).toBeGreaterThanOrEqual(400);
  expect((await maya.call('GET /tickets/:ref', { params: { ref: ticket } })).body.ticket.status).toBe('open');
  expect((await act(maya, 'tick', one.id)).status).toBe(200);
});

test('what is required is loosened by who added it and by leads; others waive', async () => {
  const ticket = await ticketIn();
  const { body: mine } = await add(maya, ticket, 'Refund it', { required: true });
  expect((await list(ben, ticket))[0]!.may).toEqual({ change: true, loosen: false, require: false });
  for (const answer of [await remove(ben, mine.id), await change(ben, mine.id, { required: false }), await change(ben, mine.id, { text: 'x' })]) expect(answer.body.code).toBe('subtasks.waive-it');
  expect((await change(maya, mine.id, { required: false })).body).toMatchObject({ required: false });
  expect((await change(ben, mine.id, { text: 'Refund all of it' })).status).toBe(200);
  expect((await change(ben, mine.id, { required: true })).body.code).toBe('subtasks.waive-it');
  const { body: set } = await template(lead, { teamId: team.id });
  const [first] = (await maya.call('POST /tickets/:id/subtask-template', { params: { id: ticket }, body: { templateId: set.id } })).body.filter((s: { required: boolean }) => s.required);
  expect((await remove(maya, first.id)).body.code).toBe('subtasks.waive-it');
  expect((await remove(lead, first.id)).status).toBe(200);
});

test('a template comes by hand once, by itself with its team and with its tag, and not again once deleted', async () => {
  const { body: byHand } = await template(lead, { teamId: team.id });
  const ticket = await ticketIn();
  const put = (who: TestPerson, templateId: string) => who.call('POST /tickets/:id/subtask-template', { params: { id: ticket }, body: { templateId } });
  expect((await put(maya, byHand.id)).body).toMatchObject([{ text: 'Check the payment', required: true, templateId: byHand.id }, { text: 'Say thanks', required: false }]);
  expect((await put(maya, byHand.id)).body.code).toBe('subtasks.nothing-to-add');

  await template(lead, { teamId: team.id, byItself: true, items: [{ text: 'Greet' }] });
  await template(boss, { byItself: true, tags: ['Refund'], items: [{ text: 'Refund it', required: true }] });
  const opened = await ticketIn();
  expect(await texts(opened)).toBe('Greet');
  await maya.call('PUT /tickets/:id/tags', { params: { id: opened }, body: { tags: ['refund', 'vip'] } });
  expect(await texts(opened)).toBe('Greet Refund it');
  await remove(maya, (await list(maya, opened))[0]!.id);
  await maya.call('PUT /tickets/:id/tags', { params: { id: opened }, body: { tags: ['refund', 'again'] } });
  expect(await texts(opened)).toBe('Refund it');
  const moved = await ticketIn(other.id);
  expect(await texts(moved)).toBe('');
  await boss.call('POST /tickets/:id/give', { params: { id: moved }, body: { teamId: team.id } });
  expect(await texts(moved)).toBe('Greet');
});

test('the lines of a merged ticket stand with those of the one it became part of, and can be ticked there', async () => {
  const [into, gone] = [await ticketIn(other.id), await ticketIn(other.id)];
  await add(stranger, into, 'Own');
  const { body: theirs } = await add(stranger, gone, 'Theirs');
  expect((await stranger.call('POST /tickets/:id/merge', { params: { id: gone }, body: { intoId: into } })).status).toBe(200);
  expect(await texts(into)).toBe('Own Theirs');
  expect((await act(stranger, 'tick', theirs.id)).body.state).toBe('done');
  expect((await add(stranger, gone, 'Late')).body.code).toBe('tickets.merged-away');
});

test('a hundred are enough', async () => {
  const ticket = await ticketIn(other.id);
  const items = Array.from({ length: 30 }, (_, n) => n);
  for (const part of [0, 1, 2]) await stranger.call('POST /tickets/:id/subtask-template', { params: { id: ticket }, body: { templateId: (await template(boss, { items: items.map((n) => ({ text: `${part} ${n}` })) })).body.id } });
  for (let n = 0; n < 10; n++) expect((await add(stranger, ticket, `more ${n}`)).status).toBe(200);
  expect((await add(stranger, ticket, 'one too many')).body).toMatchObject({ code: 'subtasks.too-many', data: { most: 100 } });
});

test("W-G1 W-G2 a stranger's checklist is not there; those who only read change nothing", async () => {
  const secret = await ticketIn(shut.id);
  const { body: one } = await add(insider, secret, 'Secret');
  for (const id of [one.id, newId()]) for (const verb of ['tick', 'reopen', 'restore', 'move', 'waive']) expect((await act(maya, verb, id, { beforeId: null, reason: 'because' })).status, verb).toBe(404);
  for (const id of [one.id, newId()]) expect([(await change(maya, id, { text: 'x' })).status, (await remove(maya, id)).status]).toEqual([404, 404]);
  for (const id of [secret, newId()]) expect([(await maya.call('GET /tickets/:id/subtasks', { params: { id } })).status, (await add(maya, id, 'x')).status]).toEqual([404, 404]);
  const open = await ticketIn();
  const { body: here } = await add(maya, open, 'Open');
  expect((await list(guest, open)).at(-1)).toMatchObject({ text: 'Open', may: { change: false, loosen: false, require: false } });
  expect((await act(guest, 'tick', here.id)).status).toBe(403);
});

test('W-G3 templates are made by leads for their teams and by admins for all; those of a closed team are its own', async () => {
  const { body: own } = await template(lead, { teamId: team.id, name: 'Meter' });
  expect(own.may).toEqual({ edit: true });
  expect([(await template(lead, { teamId: null })).status, (await template(lead, { teamId: shut.id })).status]).toEqual([403, 404]);
  const { body: secret } = await template(insider, { teamId: shut.id });
  expect((await lead.call('GET /subtask-templates')).body.items.map((t: { id: string }) => t.id)).not.toContain(secret.id);
  for (const id of [secret.id, newId()]) expect((await lead.call('DELETE /subtask-templates/:id', { params: { id } })).status).toBe(404);
  const ticket = await ticketIn();
  for (const id of [secret.id, newId()]) expect((await lead.call('POST /tickets/:id/subtask-template', { params: { id: ticket }, body: { templateId: id } })).status).toBe(404);
  expect((await template(lead, { teamId: team.id, name: 'meter' })).body.code).toBe('subtasks.template-exists');
  const put = (version: number) => lead.call('PUT /subtask-templates/:id', { params: { id: own.id }, body: { name: 'Meter', items: [{ text: 'Read it' }], version } });
  expect((await put(1)).body).toMatchObject({ version: 2, items: [{ text: 'Read it', required: false }] });
  expect((await put(1)).body.code).toBe('subtasks.changed-meanwhile');
  await lead.call('DELETE /subtask-templates/:id', { params: { id: own.id } });
  expect((await lead.call('POST /subtask-templates/:id/restore', { params: { id: own.id } })).body).toMatchObject({ name: 'Meter' });
});

test('ticks say who and when on the timeline, and light nobody’s dot', async () => {
  const ticket = await ticketIn();
  const { body: one } = await add(maya, ticket, 'Ask for the meter number');
  await act(maya, 'tick', one.id);
  await act(maya, 'reopen', one.id);
  await act(maya, 'waive', one.id, { reason: 'Known already' });
  const { items } = (await ben.call('GET /tickets/:id/timeline', { params: { id: ticket } })).body;
  expect(items.filter((e: { name: string }) => e.name.startsWith('subtasks.')).map((e: { name: string; more: object }) => [e.name, e.more])).toEqual([
    ['subtasks.waived', { text: 'Ask for the meter number', waivedFor: 'Known already' }], ['subtasks.reopened', expect.anything()], ['subtasks.ticked', expect.anything()],
    ['subtasks.template-applied', null],
  ]);
  const { news } = (await ben.call('GET /tickets/news', { query: { ticketId: ticket } })).body[0];
  expect(items.find((e: { number: number }) => e.number === news).name).toBe('tickets.message-received');
});

test('a handoff begins with what was ticked off, and with what is open, required ones first', async () => {
  const ticket = await ticketIn(other.id);
  const [done] = [(await add(stranger, ticket, 'Find the payment')).body, await add(stranger, ticket, 'Send a card'), await add(stranger, ticket, 'Refund it', { required: true })];
  await act(stranger, 'tick', done.id);
  expect((await stranger.call('GET /tickets/:id/handoff-draft', { params: { id: ticket } })).body).toMatchObject({ done: 'Ticked off: Find the payment', next: 'Refund it\nSend a card' });
});
