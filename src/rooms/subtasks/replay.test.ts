import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let lead: TestPerson, ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string, teamId: string;
beforeAll(async () => {
  house = await openTestHouse();
  teamId = (await makeTeam(house, 'Billing')).id;
  lead = await person(house, { role: 'lead', teams: [{ id: teamId, lead: true }] });
  ben = await person(house, { teams: [{ id: teamId }] });
  ticketId = (await mailIn(house.db, { teamId })).ticketId;
  page = await openPage(house, ben, { room: 'subtasks', name: 'subtasksHear' }, {
    [`subtasks ticket ${ticketId}`]: async () => (await ben.call('GET /tickets/:id/subtasks', { params: { id: ticketId } })).body as unknown,
    'subtasks templates': async () => (await ben.call('GET /subtask-templates')).body.items as unknown,
  });
});
afterAll(() => house.close());

test('what a page holds after hearing is what the server says', async () => {
  const act = (verb: string, id: string, body: object = {}) => page.replay(() => lead.call(`POST /subtasks/:id/${verb}`, { params: { id }, body }));
  const [one, two, template] = [newId(), newId(), newId()];
  const add = (id: string, text: string) => page.replay(() => lead.call('POST /tickets/:id/subtasks', { params: { id: ticketId }, body: { id, text, required: true } }));
  await add(one, 'First');
  await add(two, 'Second');
  await page.replay(() => lead.call('PATCH /subtasks/:id', { params: { id: one }, body: { text: 'The first', required: false } }));
  await act('move', two, { beforeId: one });
  await act('tick', one);
  await act('reopen', one);
  await act('waive', one, { reason: 'Not needed' });
  await page.replay(() => lead.call('DELETE /subtasks/:id', { params: { id: two } }));
  await act('restore', two);
  await page.replay(() => lead.call('POST /subtask-templates', { body: { id: template, teamId, name: 'Meter', items: [{ text: 'Read it' }] } }));
  await page.replay(() => lead.call('POST /tickets/:id/subtask-template', { params: { id: ticketId }, body: { templateId: template } }));
  await page.replay(() => lead.call('DELETE /subtask-templates/:id', { params: { id: template } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
