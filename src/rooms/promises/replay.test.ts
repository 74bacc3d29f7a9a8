import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import type { TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed, watchedTicket } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { asked } from '../queues/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string;
let teamId: string;
beforeAll(async () => {
  house = await openTestHouse();
  ({ teamId, ticketId, maya, ben } = await watchedTicket(house, { from: 'anna@acme.example', name: 'Anna' }));
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  page = await openPage(house, ben, { room: 'promises', name: 'promisesHear' }, {
    [`promises ticket ${ticketId}`]: async () => (await ben.call('GET /tickets/:id/promises', { params: { id: ticketId } })).body as unknown,
    [`promises rules ${teamId}`]: async () => (await ben.call('GET /promise-settings', { query: { teamId } })).body as unknown,
  });
});
afterAll(() => house.close());

const ahead = (minutes: number) => clock.iso(minutes * 60_000);
const make = (id: string, minutes = 240) => maya.call('POST /tickets/:id/promises', { params: { id: ticketId }, body: { id, text: 'Call back', dueAt: ahead(minutes) } });
const act = (verb: string, id: string, body: object = {}) => maya.call(`POST /promises/:id/${verb}`, { params: { id }, body });

test('a promise is made, kept, taken back, moved, passed on, withdrawn', async () => {
  const id = newId();
  await page.replay(() => make(id));
  await page.replay(() => act('keep', id));
  await page.replay(() => act('reopen', id));
  await page.replay(() => act('move', id, { dueAt: ahead(500), told: true, reason: 'later' }));
  await page.replay(() => act('pass', id, { personId: ben.id }));
  await page.replay(() => act('withdraw', id, { reason: 'none' }));
});

test('one is reminded of and broken', async () => {
  await make(newId(), 300);
  await page.replay(() => house.advance('4h1m'));
  await page.replay(() => house.advance('1h'));
});

test('rules of a team', async () => {
  await page.replay(() => maya.call('PUT /promise-settings', { body: { teamId, warnMinutes: 15 } }));
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
