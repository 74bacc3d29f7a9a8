import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { setBySource } from './availability.ts';
import * as contract from './contract.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('who is away and busy is heard by everybody', async () => {
  const team = await makeTeam(house, 'Billing');
  const [admin, maya, ben] = [await person(house, { role: 'admin' }), await person(house, { teams: [{ id: team.id }] }), await person(house, { teams: [{ id: team.id }] })];
  const page = await openPage(house, ben, { room: 'shifts', name: 'shiftsHear' }, {
    'shifts availability': async () => (await ben.call('GET /availability')).body.items as unknown,
    'shifts states': async () => (await ben.call('GET /availability-states')).body.items as unknown,
    'shifts choices': async () => (await ben.call('GET /me/availability-choices')).body as unknown,
    'shifts rules': async () => (await ben.call('GET /shift-settings')).body as unknown,
  });
  await page.replay(() => maya.call('PUT /me/availability', { body: { state: 'on-leave', until: clock.iso(3600_000), note: 'dentist', coverId: ben.id } }));
  await page.replay(() => maya.call('PUT /me/availability', { body: { state: 'focusing' } }));
  await page.replay(() => transact(house.db, (tx) => setBySource(tx, system('test'), maya.id, 'call', { state: 'on-a-call' })));
  await page.replay(() => transact(house.db, (tx) => setBySource(tx, system('test'), maya.id, 'call', null)));
  const lunch = newId();
  await page.replay(() => admin.call('POST /availability-states', { body: { id: lunch, name: 'Lunch', state: 'on-a-break' } }));
  await page.replay(() => maya.call('PUT /me/availability', { body: { stateId: lunch } }));
  await page.replay(() => admin.call('PUT /availability-states/:id', { params: { id: lunch }, body: { name: 'Lunch break', state: 'on-a-break' } }));
  await page.replay(() => maya.call('PUT /me/availability', { body: { state: 'available' } }));
  await page.replay(() => ben.call('PUT /me/availability-choices', { body: { byShift: false } }));
  await page.replay(() => admin.call('PUT /shift-settings', { body: { idleMinutes: 0 } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
