import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let maya: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string;
beforeAll(async () => {
  house = await openTestHouse();
  const team = await makeTeam(house, 'Billing');
  maya = await person(house, { role: 'admin', teams: [{ id: team.id, lead: true }] });
  ticketId = (await mailIn(house.db, { teamId: team.id, subject: 'Boiler' }, { from: 'anna@acme.example', name: 'Anna' })).ticketId;
  page = await openPage(house, maya, { room: 'sla', name: 'slaHears' }, {
    'sla policies': async () => (await maya.call('GET /sla/policies')).body as unknown,
    [`sla ticket ${ticketId}`]: async () => (await maya.call('GET /tickets/:id/sla', { params: { id: ticketId } })).body as unknown,
  });
});
afterAll(() => house.close());

test('policies are made, chosen, at risk, missed and retired', async () => {
  const id = newId();
  const body = { id, name: 'All', targets: { firstReply: 60 }, always: true };
  await page.replay(async () => { await maya.call('POST /sla/policies', { body }); await house.settle(); });
  await page.replay(() => house.advance('46m'));
  await page.replay(() => house.advance('15m'));
  await page.replay(async () => { await maya.call('DELETE /sla/policies/:id', { params: { id } }); await house.settle(); });
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
