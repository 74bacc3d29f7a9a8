import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, person, type TestPerson } from '../../../test/people.ts';
import { openLine } from '../../../test/socket.ts';
import { Activity, wireActivity, type Sign } from './activity.ts';
import { clock } from './clock.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
let heard: Sign[][] = [];
beforeAll(async () => {
  house = await openTestHouse();
  maya = await person(house, { name: 'Maya' });
  ben = await person(house, { name: 'Ben' });
  wireActivity([async () => { throw new Error('a room that cannot write now'); }, async (_db, signs) => { heard.push([...signs]); }]);
});
afterAll(() => house.close());
const told = async (activity: Activity) => { heard = []; await activity.flush(); return heard; };

test('signs of many people are told together, the newest of each, however many tabs; a room that fails is in nobody’s way', async () => {
  const activity = new Activity(house.db);
  const now = clock.ms();
  activity.heard(maya.id);
  activity.heard(maya.id, 9000);
  activity.heard(ben.id, 20_000);
  const [signs] = await told(activity);
  expect(signs!.map((s) => s.personId).sort()).toEqual([maya.id, ben.id].sort());
  const at = (who: TestPerson) => Date.parse(signs!.find((s) => s.personId === who.id)!.at);
  expect(at(maya)).toBeGreaterThanOrEqual(now);
  expect(at(ben)).toBeLessThan(now - 15_000);
  expect(await told(activity)).toEqual([]);
  activity.heard(ben.id);
  await activity.stop();
  expect(heard.flat().map((s) => s.personId)).toContain(ben.id);
});

test('a browser says it over its line, a program by what it does; what a page does by itself is none', async () => {
  const activity = house.activity!;
  const line = await openLine(house, maya.cookie);
  await line.hear('hello');
  line.send({ kind: 'active', ago: 500 });
  await expect.poll(async () => (await told(activity)).flat().map((s) => s.personId)).toEqual([maya.id]);
  await ben.call('PUT /me/availability', { body: { state: 'focusing' } });
  expect(await told(activity)).toEqual([]);
  const { secret } = (await ben.call('POST /keys', { body: { kind: 'personal', name: 'k', scopes: ['shifts:read', 'shifts:write'] } })).body as { secret: string };
  const headers = { authorization: `Bearer ${secret}` };
  await call(house, 'GET /availability', { headers });
  expect(await told(activity)).toEqual([]);
  expect((await call(house, 'PUT /me/availability', { headers, body: { state: 'available' } })).status).toBe(200);
  expect((await told(activity)).flat().map((s) => s.personId)).toEqual([ben.id]);
  line.send({ kind: 'active', ago: -5 });
  expect(await line.closed()).toBe(4400);
});
