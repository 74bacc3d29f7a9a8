import { afterAll, beforeAll, expect, test } from 'vitest';
import { identify, topicsOf } from './access.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person } from '../../../test/people.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const asked = (headers: Record<string, string>, cookies: Record<string, string> = {}) => identify(house.db, { headers, cookies } as never);

test('a session cookie says who asks, with teams, led teams and what they may see', async () => {
  const [open, closed, other] = [await makeTeam(house, 'Open'), await makeTeam(house, 'Closed', { visibility: 'closed' }), await makeTeam(house, 'Other closed', { visibility: 'closed' })];
  const maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ id: closed.id, lead: true }] });
  const admin = await person(house, { role: 'admin' });
  const actor = await asked({}, { baton: maya.cookie.slice(6) });
  expect(actor).toMatchObject({ kind: 'person', id: maya.id, role: 'lead', teams: [closed.id], leads: [closed.id], session: maya.actor.session });
  expect(maya.actor.sees).toEqual([open.id, closed.id].sort());
  expect(admin.actor.sees).toEqual([open.id, closed.id, other.id].sort());
  expect(topicsOf(maya.actor)).toEqual([`person:${maya.id}`, 'staff', ...[open.id, closed.id].sort().map((t) => `team:${t}`)]);
});

test('a wrong, empty or foreign token is nobody', async () => {
  const maya = await person(house);
  for (const token of ['', 'x', maya.cookie.slice(6, -1), `${maya.cookie.slice(6)}A`, maya.id, maya.actor.session!]) expect(await asked({}, { baton: token })).toBeNull();
  expect(await asked({ authorization: 'Bearer nothing' }, { baton: maya.cookie.slice(6) }), 'a header beside the cookie is taken instead of it').toBeNull();
});

test('a session ends after 30 days without use and after 90 in any case', async () => {
  const [idle, busy] = [await person(house), await person(house)];
  const there = async (who: typeof idle) => (await asked({}, { baton: who.cookie.slice(6) })) !== null;
  for (const _ of [1, 2, 3]) { await house.advance('29d'); expect(await there(busy)).toBe(true); }
  expect(await there(idle)).toBe(false);
  await house.advance('4d');
  expect(await there(busy)).toBe(false);
});
