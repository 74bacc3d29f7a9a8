import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let lead: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string, teamId: string;
beforeAll(async () => {
  house = await openTestHouse();
  teamId = (await makeTeam(house, 'Billing')).id;
  lead = await person(house, { role: 'lead', teams: [{ id: teamId, lead: true }] });
  ticketId = (await mailIn(house.db, { teamId }, { text: 'This is a scam.' })).ticketId;
  page = await openPage(house, lead, { room: 'playbooks', name: 'playbooksHear' }, {
    [`playbooks fitting ${ticketId}`]: async () => (await lead.call('GET /tickets/:id/playbooks', { params: { id: ticketId } })).body.items as unknown,
    'playbooks list': async () => (await lead.call('GET /playbooks')).body.items as unknown,
  });
});
afterAll(() => house.close());

test('what a page holds after hearing is what the server says', async () => {
  const id = newId();
  await page.replay(() => lead.call('POST /playbooks', { body: { id, teamId, name: 'Scam', trigger: { kind: 'customer-words', words: ['scam'] }, steps: [{ text: 'Look' }] } }));
  await page.replay(() => lead.call('PUT /tickets/:id/playbooks/:playbookId/dismissal', { params: { id: ticketId, playbookId: id }, body: {} }));
  await page.replay(() => lead.call('DELETE /tickets/:id/playbooks/:playbookId/dismissal', { params: { id: ticketId, playbookId: id } }));
  await page.replay(() => mailIn(house.db, { ticketId }, { text: 'It works now.' }));
  await page.replay(() => lead.call('DELETE /playbooks/:id', { params: { id } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
