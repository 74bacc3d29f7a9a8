import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { aTicket, mentionOf } from '../notes/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let maya: TestPerson;
let ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string;
beforeAll(async () => {
  house = await openTestHouse();
  const team = await makeTeam(house, 'Billing');
  [maya, ben] = [await person(house, { name: 'Maya', teams: [team] }), await person(house, { name: 'Ben', teams: [team] })];
  ticketId = await aTicket(house.db, team.id);
  page = await openPage(house, maya, { room: 'notifications', name: 'notificationsHear' }, {
    'notifications unread': async () => (await maya.call('GET /notifications/unread')).body.unread as unknown, 'notifications preferences': async () => (await maya.call('GET /notifications/preferences')).body as unknown,
  });
});
afterAll(() => house.close());

const mention = async () => {
  expect((await ben.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: `<p>${mentionOf('person', maya.id)}</p>` } })).status).toBe(200);
  await house.settle();
};

test('told, read, and told otherwise', async () => {
  await page.replay(mention);
  await page.replay(mention);
  await page.replay(() => maya.call('POST /notifications/read', { body: { ids: [newId()] } }));
  await page.replay(() => maya.call('POST /notifications/read', { body: { all: true } }));
  const { body } = await maya.call('GET /notifications/preferences');
  await page.replay(() => maya.call('PUT /notifications/preferences', { body: { ...body, quiet: { ...body.quiet, on: true } } }));
});

test('every fact about notifications was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
