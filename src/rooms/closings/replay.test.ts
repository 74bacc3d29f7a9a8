import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSolved, reasons } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import type { TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed, watchedTicket } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string;
let teamId: string;
beforeAll(async () => {
  house = await openTestHouse();
  ({ teamId, ticketId, maya, ben } = await watchedTicket(house));
  page = await openPage(house, ben, { room: 'closings', name: 'closingsHear' }, {
    [`closings ticket ${ticketId} ${reasons.solved}`]: async () => (await ben.call('GET /tickets/:id/closing', { params: { id: ticketId }, query: { reasonId: reasons.solved } })).body as unknown,
    [`closings reasons ${teamId}`]: async () => ({ ...(await ben.call('GET /close-reasons', { query: { teamId } })).body, items: (await ben.call('GET /close-reasons', { query: { teamId } })).body.items.map((one: object) => ({ ...one, used: 0 })) }) as unknown,
    [`closings settings ${teamId}`]: async () => (await ben.call('GET /closing-settings', { query: { teamId } })).body as unknown,
  });
});
afterAll(() => house.close());

const params = () => ({ params: { id: ticketId } });

test('the list of a ticket follows what happens on it: what comes up, what is settled, closing, opening again', async () => {
  const promiseId = newId();
  const subtaskId = newId();
  await page.replay(() => maya.call('POST /tickets/:id/promises', { ...params(), body: { id: promiseId, text: 'Call back', dueAt: clock.iso(3600_000) } }));
  await page.replay(() => maya.call('POST /tickets/:id/subtasks', { ...params(), body: { id: subtaskId, text: 'Check it', required: true } }));
  await page.replay(() => maya.call('POST /promises/:id/keep', { params: { id: promiseId } }));
  await page.replay(() => maya.call('POST /subtasks/:id/tick', { params: { id: subtaskId } }));
  await page.replay(() => ben.call('POST /tickets/:id/notes', { ...params(), body: { id: newId(), html: '<p>Settled with Anna</p>' } }));
  await page.replay(() => maya.call('POST /tickets/:id/close', { ...params(), body: asSolved }));
  await page.replay(() => mailIn(house.db, { ticketId }));
});

test('reasons and whether they are asked for follow who sets them', async () => {
  await page.replay(() => maya.call('POST /close-reasons/own', { body: { teamId } }));
  await page.replay(() => maya.call('POST /close-reasons', { body: { id: newId(), teamId, name: 'Duplicate order' } }));
  await page.replay(() => maya.call('PUT /closing-settings', { body: { teamId, asked: false } }));
  await page.replay(() => maya.call('POST /close-reasons/shared', { body: { teamId } }));
  await page.replay(() => maya.call('PUT /closing-settings', { body: { teamId, asked: null } }));
});

test('every fact of the room was replayed', () => expect(unreplayed(contract, page.heard)).toEqual([]));
