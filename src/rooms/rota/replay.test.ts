import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import * as contract from './contract.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

test('W-L14 a page that shows the rota and hears its facts holds what the server says', async () => {
  const team = await makeTeam(house, 'Billing');
  const [lead, maya, ben] = [await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { teams: [{ id: team.id }] }), await person(house, { teams: [{ id: team.id }] })];
  const dayIn = (days: number) => clock.iso(days * 86_400_000).slice(0, 10);
  const query = { teamId: team.id, from: `${dayIn(-1)}T00:00:00Z`, until: `${dayIn(8)}T00:00:00Z` };
  const page = await openPage(house, maya, { room: 'rota', name: 'rotaHears' }, {
    'rota week': async () => (await maya.call('GET /rota', { query })).body as unknown,
    'rota coverage': async () => (await maya.call('GET /rota/coverage', { query })).body as unknown,
    'rota mine': async () => (await maya.call('GET /me/shifts')).body as unknown,
    'rota swaps': async () => (await maya.call('GET /rota/swaps')).body as unknown,
    'rota feed': async () => (await maya.call('GET /me/rota-feed')).body as unknown,
    'rota rules': async () => (await maya.call('GET /rota-settings', { query: { teamId: team.id } })).body as unknown,
  });
  const id = newId();
  const shift = (personId: string, starts: string, ends: string) => ({ id: newId(), teamId: team.id, personId, zone: 'UTC', starts, ends, days: [1, 2, 3, 4, 5, 6, 7], firstDay: dayIn(0) });
  const [mine, theirs] = [shift(maya.id, '06:00', '14:00'), shift(ben.id, '14:00', '22:00')];
  await page.replay(() => lead.call('POST /rota/shifts', { body: mine }));
  await page.replay(() => lead.call('POST /rota/shifts', { body: theirs }));
  await page.replay(() => lead.call('PUT /rota/shifts/:id/days/:day', { params: { id: mine.id, day: dayIn(2) }, body: { starts: '08:00' } }));
  await page.replay(() => maya.call('POST /rota/swaps', { body: { id, shiftId: mine.id, day: dayIn(3), takerId: ben.id } }));
  await page.replay(() => ben.call('POST /rota/swaps/:id/agree', { params: { id }, body: {} }));
  const absence = newId();
  await page.replay(() => lead.call('POST /rota/absences', { body: { id: absence, personId: ben.id, from: clock.iso(86_400_000), until: clock.iso(2 * 86_400_000), why: 'ill' } }));
  await page.replay(() => lead.call('DELETE /rota/absences/:id', { params: { id: absence } }));
  await page.replay(() => lead.call('PUT /rota-settings', { body: { teamId: team.id, ticketsPerHour: 6 } }));
  await page.replay(() => maya.call('POST /me/rota-feed', { body: {} }));
  const cut = async () => (await lead.call('PUT /rota/shifts/:id', { params: { id: theirs.id }, body: { personId: ben.id, zone: 'UTC', starts: '15:00', ends: '23:00', days: theirs.days, firstDay: theirs.firstDay, from: dayIn(1) } })).body.id as string;
  let on = '';
  await page.replay(async () => { on = await cut(); });
  await page.replay(async () => { expect((await lead.call('POST /rota/shifts/:id/rejoin', { params: { id: on }, body: { before: theirs.id, lastDay: null } })).status).toBe(200); });
  await page.replay(() => lead.call('POST /rota/shifts/:id/end', { params: { id: theirs.id }, body: { before: null } }));
  await page.replay(() => house.advance('26h'));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
