import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { clock } from '../../core/server/clock.ts';
import * as contract from './contract.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('who is away and busy is heard by everybody', async () => {
  const team = await makeTeam(house, 'Billing');
  const [maya, ben] = [await person(house, { teams: [{ id: team.id }] }), await person(house, { teams: [{ id: team.id }] })];
  const page = await openPage(house, ben, { room: 'shifts', name: 'shiftsHear' }, { 'shifts availability': async () => (await ben.call('GET /availability')).body.items as unknown });
  await page.replay(() => maya.call('PUT /me/availability', { body: { state: 'on-leave', until: clock.iso(3600_000), note: 'dentist', coverId: ben.id } }));
  await page.replay(() => maya.call('PUT /me/availability', { body: { state: 'focusing' } }));
  await page.replay(() => maya.call('PUT /me/availability', { body: { state: 'available' } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
