import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { transact } from '../../core/server/db.ts';
import { clock } from '../../core/server/clock.ts';
import { deactivate } from '../people/people.ts';
import { availabilityOf, reachable, whoIsThere } from './availability.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const [lead, maya, ben] = [await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { teams: [{ id: team.id }] }), await person(house, { teams: [{ id: team.id }] })];
  return { team, lead, maya, ben };
}
const ahead = (hours: number) => clock.iso(hours * 3600_000);

test('what one says holds until its time is over, and is heard by everybody', async () => {
  const { maya, ben } = await desk();
  const heard = await heardBy(house, ben.actor, async () => {
    expect((await maya.call('PUT /me/availability', { body: { state: 'on-leave', until: ahead(2), note: 'dentist', coverId: ben.id } })).body).toMatchObject({ state: 'on-leave', away: true, coverId: ben.id });
  });
  expect(heard).toMatchObject([{ name: 'shifts.availability-changed', about: { id: maya.id }, data: { personId: maya.id, state: 'on-leave', note: 'dentist', coverId: ben.id } }]);
  // Replay: the fact alone makes what the list says.
  expect((await ben.call('GET /availability')).body.items).toContainEqual(heard[0]!.data);
  expect(await reachable(house.db, maya.id)).toBe(ben.id);
  await house.advance('2h1s');
  expect((await ben.call('GET /availability')).body.items.filter((one: { personId: string }) => one.personId === maya.id)).toEqual([]);
  expect(await reachable(house.db, maya.id)).toBe(maya.id);
});

test('those of a team who are there: active, working tickets, not away', async () => {
  const { team, lead, maya, ben } = await desk();
  await person(house, { role: 'collaborator', teams: [{ id: team.id }] });
  await ben.call('PUT /me/availability', { body: { state: 'offline' } });
  expect((await whoIsThere(house.db, team.id)).map((one) => one.id).sort()).toEqual([lead.id, maya.id].sort());
  await maya.call('PUT /me/availability', { body: { state: 'on-a-call' } });
  expect((await availabilityOf(house.db, [maya.id, ben.id])).get(maya.id)).toMatchObject({ state: 'on-a-call', away: false });
  expect((await whoIsThere(house.db, team.id)).map((one) => one.id)).toContain(maya.id);
});

test('W-G1 W-G9 a lead says it for their team, an admin for everybody, nobody else for others', async () => {
  const { lead, maya, ben } = await desk();
  const stranger = await person(house, { role: 'lead' });
  const admin = await person(house, { role: 'admin' });
  const body = { state: 'on-leave', until: ahead(24), coverId: ben.id };
  expect((await lead.call('PUT /people/:id/availability', { params: { id: maya.id }, body })).status).toBe(200);
  expect((await admin.call('PUT /people/:id/availability', { params: { id: maya.id }, body: { state: 'available' } })).status).toBe(200);
  expect((await stranger.call('PUT /people/:id/availability', { params: { id: maya.id }, body })).body.code).toBe('shifts.not-your-team');
  expect((await ben.call('PUT /people/:id/availability', { params: { id: maya.id }, body })).status).toBe(403);
  expect((await lead.call('PUT /people/:id/availability', { params: { id: newId() }, body })).status).toBe(404);
});

test('nobody stands in who is gone, away, or the same person; no time behind is taken', async () => {
  const { maya, ben, lead } = await desk();
  const say = (what: object) => maya.call('PUT /me/availability', { body: { state: 'on-leave', ...what } });
  const helper = await person(house, { role: 'collaborator' });
  await lead.call('PUT /me/availability', { body: { state: 'offline' } });
  for (const coverId of [maya.id, lead.id, helper.id, newId()]) expect((await say({ coverId })).body.code).toBe('shifts.cannot-cover');
  expect((await say({ until: ahead(-1) })).body.code).toBe('shifts.until-not-ahead');
  expect((await say({ until: ahead(20_000) })).body.code).toBe('shifts.until-not-ahead');
  expect((await say({ coverId: ben.id })).status).toBe(200);
  // The cover leaves: nobody is there to ask any more.
  const admin = await person(house, { role: 'admin' });
  await transact(house.db, (tx) => deactivate(tx, admin.actor, ben.id));
  expect(await reachable(house.db, maya.id)).toBeNull();
});
