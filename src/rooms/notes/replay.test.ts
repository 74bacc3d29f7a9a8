import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import * as contract from './contract.ts';
import { aTicket } from './fixtures.ts';

let house: TestHouse;
let maya: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string;
const [one, two] = [newId(), newId()];
const act = async (key: string, params: Record<string, string>, body?: object) => { const { status, body: said } = await maya.call(key, { params, body }); expect([status, said]).toEqual([200, said]); };
beforeAll(async () => {
  house = await openTestHouse();
  const team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', role: 'admin', teams: [team] });
  ticketId = await aTicket(house.db, team.id);
  await act('POST /tickets/:id/notes', { id: ticketId }, { id: one, html: '<p>Refund is safe.</p>', pinned: true });
  page = await openPage(house, maya, { room: 'notes', name: 'notesHear' }, {
    [`notes pinned ${ticketId}`]: async () => (await maya.call('GET /tickets/:id/notes', { params: { id: ticketId }, query: { pinned: '1' } })).body.items as unknown,
    [`notes history ${one}`]: async () => (await maya.call('GET /notes/:id/history', { params: { id: one } })).body.items as unknown,
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

test('every fact about notes was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
