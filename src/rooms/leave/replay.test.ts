import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import * as contract from './contract.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); await makeWorkspace(house); });
afterAll(() => house.close());

test('a leave is heard by who goes and who leads them, being away by everybody', async () => {
  const team = await makeTeam(house, 'Billing');
  const lena = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const [maya, ben, admin] = [await person(house, { teams: [team] }), await person(house, { teams: [team] }), await person(house, { role: 'admin' })];
  const day = (later: number) => clock.iso(later * 86_400_000).slice(0, 10);
  const span = { from: clock.iso(), until: clock.iso(30 * 86_400_000) };
  const ear = { room: 'leave', name: 'leaveHears' };
  const page = await openPage(house, lena, ear, {
    'leave requests': async () => (await lena.call('GET /leave/requests')).body.items as unknown, 'leave calendar': async () => (await lena.call('GET /leave/calendar', { query: span })).body.items as unknown,
    'leave rules': async () => (await lena.call('GET /leave-settings')).body as unknown,
  });
  const id = newId();
  const on = (verb: string, body: object = {}, who = maya) => who.call(`POST /leave/:id/${verb}`, { params: { id }, body });
  await page.replay(async () => { await maya.call('POST /leave', { body: { id, type: 'annual', firstDay: day(1), lastDay: day(3), coverId: ben.id } }); });
  await page.replay(() => on('ask', { id: newId() }));
  await page.replay(() => on('override', { reason: 'Fine' }, lena));
  await page.replay(() => house.advance('1d'));
  await page.replay(() => on('back'));
  await page.replay(() => admin.call('PUT /leave-settings', { body: { backHours: 2 } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
  const other = await openPage(house, ben, ear, { 'leave calendar': async () => (await ben.call('GET /leave/calendar', { query: span })).body.items as unknown });
  const next = newId();
  await other.replay(async () => { await maya.call('POST /leave', { body: { id: next, type: 'annual', firstDay: day(10), lastDay: day(12) } }); await lena.call('POST /leave/:id/override', { params: { id: next }, body: { reason: 'Fine' } }); });
  expect(other.heard).toContain('leave.away-changed');
});
