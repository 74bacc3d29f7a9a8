import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { alwaysOpen } from '../handoffs/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let nia: TestPerson;
let ben: TestPerson;
let lead: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string;
let teamId: string;
beforeAll(async () => {
  house = await openTestHouse();
  await alwaysOpen(house);
  teamId = (await makeTeam(house, 'Billing')).id;
  nia = await person(house, { teams: [{ id: teamId }] });
  ben = await person(house, { teams: [{ id: teamId }] });
  lead = await person(house, { role: 'lead', teams: [{ id: teamId, lead: true }] });
  ticketId = (await mailIn(house.db, { teamId })).ticketId;
  page = await openPage(house, ben, { room: 'looks', name: 'looksHear' }, {
    [`looks ticket ${ticketId}`]: async () => (await ben.call('GET /tickets/:id/looks', { params: { id: ticketId } })).body as unknown,
    [`looks sources ${ticketId}`]: async () => (await ben.call('GET /tickets/:id/reply-sources', { params: { id: ticketId } })).body as unknown,
    [`looks settings ${teamId}`]: async () => (await ben.call('GET /look-settings', { query: { teamId } })).body as unknown,
    'looks mine': async () => (await ben.call('GET /looks')).body as unknown,
  });
});
afterAll(() => house.close());

const to = [{ name: 'Anna Keller', address: 'anna@acme.example' }];
const ask = async (): Promise<string> => {
  const id = newId();
  await page.replay(() => nia.call('POST /tickets/:id/looks', { params: { id: ticketId }, body: { id, html: '<p>We are sorry.</p>', to } }));
  return id;
};
const act = (id: string, verb: string, body: object = {}, who = ben) => page.replay(() => who.call(`POST /looks/:id/${verb}`, { params: { id }, body }));

test('what waits follows: asked, commented on, changed, late, released; given back; withdrawn', async () => {
  const id = await ask();
  await act(id, 'comments', { id: newId(), words: 'Name the day' }, lead);
  await page.replay(() => lead.call('PATCH /looks/:id', { params: { id }, body: { html: '<p>We are very sorry.</p>', version: 1 } }));
  await page.replay(() => house.advance('61m'));
  await act(id, 'release', { version: 2, seen: 0, anyway: true }, lead);
  await act(await ask(), 'return', { words: 'Not like this' });
  await act(await ask(), 'withdraw', {}, nia);
});

test('what sources support follows what is written, promised and decided', async () => {
  await page.replay(() => mailIn(house.db, { ticketId }, { text: 'You charged 80 EUR' }));
  await page.replay(() => lead.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: '<p>Refund is due on Friday</p>' } }));
  await page.replay(() => ben.call('POST /tickets/:id/decisions', { params: { id: ticketId }, body: { id: newId(), topic: 'goodwill', amount: 15, reason: 'For the trouble' } }));
  await page.replay(() => ben.call('POST /tickets/:id/reply-reasons', { params: { id: ticketId }, body: { messageId: newId(), words: 'Agreed on the phone' } }));
});

test('rules follow who sets them; so does whether my reply needs a look', async () => {
  await page.replay(() => lead.call('PUT /look-settings', { body: { teamId, people: [{ personId: ben.id }], tags: ['legal'] } }));
  await page.replay(() => lead.call('PUT /look-settings', { body: { teamId, people: null } }));
  await page.replay(() => lead.call('PUT /tickets/:id/tags', { params: { id: ticketId }, body: { tags: ['legal'] } }));
});

test('every fact of the room was replayed', () => expect(unreplayed(contract, page.heard)).toEqual([]));
