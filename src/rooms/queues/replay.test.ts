import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { system } from '../../core/server/actor.ts';
import { transact } from '../../core/server/db.ts';
import { mailIn } from '../tickets/fixtures.ts';
import * as contract from './contract.ts';
import { asked, next } from './fixtures.ts';
import { protectClaim, unprotectClaim } from './leases.ts';

let house: TestHouse;
let lea: TestPerson;
let maya: TestPerson;
let ben: TestPerson;
let teamId: string;
let ids: string[];
beforeAll(async () => {
  house = await openTestHouse();
  teamId = (await makeTeam(house, 'Billing')).id;
  lea = await person(house, { role: 'lead', teams: [{ id: teamId, lead: true }] });
  maya = await person(house, { teams: [{ id: teamId }] });
  ben = await person(house, { teams: [{ id: teamId }] });
  ids = [];
  for (let n = 0; n < 5; n++) ids.push((await mailIn(house.db, { teamId })).ticketId);
});
afterAll(() => house.close());

const ear = { room: 'queues', name: 'queuesHear' };
const read = async (who: TestPerson, key: string, asks: object = {}) => (await who.call(key, asks)).body as unknown;
const mine = async (who: TestPerson) => ((await read(who, 'GET /claims')) as { items: { id: string }[] }).items;
const act = async (who: TestPerson, verb: string, body: object = {}) => who.call(`POST /claims/:id/${verb}`, { params: { id: (await mine(who))[0]!.id }, body });

test('W-L14 a queue, who works on what, and what one works on oneself', async () => {
  const view = async () => {
    const seen = (await read(lea, 'GET /queue', { query: { teamId } })) as { items: { ticket: { id: string } }[]; working: { ticketId: string; personId: string }[]; total: number };
    return { items: seen.items.map((i) => i.ticket.id), working: seen.working.map((w) => [w.ticketId, w.personId]), total: seen.total };
  };
  const page = await openPage(house, lea, ear, {
    [`queues queue ${teamId}`]: view, [`queues on ${ids[0]}`]: async () => ((await read(lea, 'GET /tickets/:id/claim', { params: { id: ids[0]! } })) as { claim: unknown }).claim,
    [`queues picks ${teamId}`]: async () => ((await read(lea, 'GET /queue/picks', { query: { teamId } })) as { items: unknown }).items,
    [`queues settings ${teamId}`]: async () => await read(lea, 'GET /queue-settings', { query: { teamId } }),
  });
  await page.replay(() => next(maya));
  await page.replay(() => act(maya, 'keep'));
  await page.replay(() => next(ben));
  await page.replay(() => act(ben, 'give-back'));
  await page.replay(() => ben.call('POST /tickets/:id/take', { params: { id: ids[3]! }, body: asked }));
  await page.replay(() => lea.call('PUT /queue-settings', { body: { teamId, claimsAtOnce: 2 } }));
  for (const name of page.heard) heard.add(name);
});

test('W-L14 the time of what one works on', async () => {
  const me = await read(maya, 'GET /me');
  const page = await openPage(house, maya, ear, { 'people me': async () => me, 'queues claims': async () => await mine(maya) });
  await page.replay(() => next(maya));
  await page.replay(() => house.advance('2m'));
  await page.replay(() => act(maya, 'renew'));
  await page.replay(() => transact(house.db, (tx) => protectClaim(tx, system('test'), maya.id)));
  await page.replay(() => transact(house.db, (tx) => unprotectClaim(tx, system('test'), maya.id)));
  await page.replay(() => house.advance('2m'));
  await page.replay(() => house.advance('30s'));
  for (const name of page.heard) heard.add(name);
  expect(unreplayed(contract, heard)).toEqual([]);
});
const heard = new Set<string>();
