import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import * as contract from './contract.ts';
import { clock } from '../../core/server/clock.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { aTicket, mentionOf } from './fixtures.ts';

let house: TestHouse;
let maya: TestPerson, ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string, teamId: string;
const [one, two] = [newId(), newId()];
const actAs = async (who: TestPerson, key: string, params: Record<string, string>, body?: object) => { const { status, body: said } = await who.call(key, { params, body }); expect([status, said]).toEqual([200, said]); };
const act = (key: string, params: Record<string, string>, body?: object) => actAs(maya, key, params, body);
beforeAll(async () => {
  house = await openTestHouse();
  const team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', role: 'admin', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [team] });
  teamId = team.id;
  ticketId = await aTicket(house.db, team.id);
  await act('POST /tickets/:id/notes', { id: ticketId }, { id: one, html: '<p>Refund is safe.</p>', pinned: true });
  page = await openPage(house, maya, { room: 'notes', name: 'notesHear' }, {
    [`notes pinned ${ticketId}`]: async () => (await maya.call('GET /tickets/:id/notes', { params: { id: ticketId }, query: { pinned: '1' } })).body.items as unknown,
    [`notes history ${one}`]: async () => (await maya.call('GET /notes/:id/history', { params: { id: one } })).body.items as unknown,
    'notes asks mine': async () => (await maya.call('GET /asks')).body as unknown,
    [`notes asks ticket ${ticketId}`]: async () => (await maya.call('GET /tickets/:id/asks', { params: { id: ticketId } })).body as unknown,
    'notes templates': async () => (await maya.call('GET /note-templates')).body.items as unknown,
    'notes rules': async () => (await maya.call('GET /note-settings')).body as unknown,
  });
});
afterAll(() => house.close());

test('notes: written, changed, pinned, let go, removed; and their rules', async () => {
  await page.replay(() => act('POST /tickets/:id/notes', { id: ticketId }, { id: two, html: '<p>Pinned too.</p>', pinned: true }));
  await page.replay(() => act('PATCH /notes/:id', { id: one }, { html: '<p>Refund is on its way.</p>', version: 1 }));
  await page.replay(() => act('PUT /notes/:id/pin', { id: one }, { pinned: false }));
  await page.replay(() => act('DELETE /notes/:id', { id: two }));
  await page.replay(() => act('PUT /note-settings', {}, { removeMinutes: 30 }));
});

test('asks: raised, taken, passed on, settled, taken back, late', async () => {
  const mine = async () => ((await maya.call('GET /asks')).body as { id: string; dueAt: string }[])[0]!;
  await page.replay(() => actAs(ben, 'POST /tickets/:id/notes', { id: ticketId }, { id: newId(), html: `<p>${mentionOf('team', teamId)} is it safe?</p>` }));
  const { id, dueAt } = await mine();
  await page.replay(() => act('POST /asks/:id/take', { id }));
  await page.replay(() => act('POST /asks/:id/pass', { id }, { to: { kind: 'person', id: ben.id } }));
  await page.replay(() => actAs(ben, 'POST /asks/:id/done', { id }));
  await page.replay(() => actAs(ben, 'POST /asks/:id/reopen', { id }));
  await page.replay(() => actAs(ben, 'POST /asks/:id/pass', { id }, { to: { kind: 'person', id: maya.id } }));
  await page.replay(async () => { await house.advance(`${Math.ceil((Date.parse(dueAt) - clock.ms()) / 60_000) + 1}m`); await house.settle(); });
  expect(await mine()).toMatchObject({ id, late: true });
});

test('templates: made, changed, removed, brought back', async () => {
  const id = newId();
  await page.replay(() => act('POST /note-templates', {}, { id, name: 'Meter', situation: 'visit', html: '<p>Meter number:</p>' }));
  await page.replay(() => act('PUT /note-templates/:id', { id }, { name: 'Meter reading', situation: 'visit', html: '<p>Meter number:</p>', version: 1 }));
  await page.replay(() => act('DELETE /note-templates/:id', { id }));
  await page.replay(() => act('POST /note-templates/:id/restore', { id }));
});

test('the customer verified on a ticket', async () => {
  const { ticketId: on, customerId } = await mailIn(house.db, { teamId, subject: 'Boiler' }, { from: 'anna@acme.example', name: 'Anna' });
  await page.replay(() => act('POST /customers/:id/verifications', { id: customerId }, { id: newId(), how: 'callback', ticketId: on }));
});

test('every fact about notes was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
