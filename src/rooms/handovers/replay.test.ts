import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { alwaysOpen } from '../handoffs/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';
import { acknowledgeAll, dailyShift, goTo, signOff } from './fixtures.ts';
import { sweepAll } from './sweeps.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
let lena: TestPerson;
let teamId: string;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  teamId = (await makeTeam(house, 'Support')).id;
  maya = await person(house, { teams: [{ id: teamId }] });
  ben = await person(house, { teams: [{ id: teamId }] });
  lena = await person(house, { role: 'lead', teams: [{ id: teamId, lead: true }] });
  await dailyShift(house, { teamId, person: maya, starts: '06:00', ends: '14:00' });
  await dailyShift(house, { teamId, person: ben, starts: '14:00', ends: '22:00' });
  await goTo(house, 2, '13:30');
});
afterAll(() => house.close());

test('a handover is issued, issued anew, reminded of, told to the leads, acknowledged; the day is swept; rules change', async () => {
  const { ticketId } = await mailIn(house.db, { teamId, subject: 'Boiler is cold' });
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: { reason: 'Mine' } });
  const { id } = (await signOff(maya, { flagged: [ticketId], left: [ticketId] })).body as { id: string };
  const page = await openPage(house, ben, { room: 'handovers', name: 'handoversHear' }, {
    [`handovers one ${id}`]: async () => (await ben.call('GET /handovers/:id', { params: { id } })).body as unknown,
    'handovers list': async () => (await ben.call('GET /handovers')).body as unknown,
    'handovers shift': async () => (await ben.call('GET /shift')).body as unknown,
    [`handovers rules ${teamId}`]: async () => (await ben.call('GET /handover-settings', { query: { teamId } })).body as unknown,
    [`handoffs sheet ${teamId}`]: async () => ((await ben.call('GET /handoff-sheet', { query: { teamId } })).body as { lines: unknown[] }).lines.length,
  });
  await page.replay(() => signOff(maya, { flagged: [ticketId], left: [ticketId], notes: 'Part comes tomorrow' }));
  await goTo(house, 2, '14:14');
  await page.replay(() => house.advance('2m'));
  await page.replay(() => house.advance('20m'));
  const open = (await ben.call('GET /handovers/:id', { params: { id } })).body as { id: string; version: number; mine: string[] };
  expect(open.mine).toEqual([`urgent:${ticketId}`]);
  await page.replay(() => acknowledgeAll(ben, open));
  await page.replay(() => lena.call('PUT /handover-settings', { body: { teamId, acknowledgeMinutes: 60 } }));
  await mailIn(house.db, { teamId, subject: 'Nobody took it' });
  await goTo(house, 3, '00:03');
  await page.replay(() => sweepAll(house.db));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
