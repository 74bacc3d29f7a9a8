import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import * as contract from './contract.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('offers of help and what tickets weigh are heard', async () => {
  const team = await makeTeam(house, 'Billing');
  const [maya, ben, admin] = [await person(house, { teams: [team] }), await person(house, { teams: [team] }), await person(house, { role: 'admin' })];
  const page = await openPage(house, maya, { room: 'workload', name: 'workloadHears' }, {
    'workload helps': async () => (await maya.call('GET /helps')).body as unknown, 'workload rules': async () => (await maya.call('GET /workload-settings')).body as unknown,
  });
  const id = newId();
  await page.replay(() => ben.call('POST /helps', { body: { id, ownerId: maya.id, count: 2 } }));
  await page.replay(() => maya.call('POST /helps/:id/decline', { params: { id } }));
  await page.replay(() => admin.call('PUT /workload-settings', { body: { perMessage: 0.1 } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
