import { join } from 'node:path';
import type { QueryClient } from '@tanstack/react-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../../test/people.ts';
import { openPage, unreplayed } from '../../../../test/replay.ts';
import { newId } from '../../../core/ids.ts';
import { clock } from '../../../core/server/clock.ts';
import { mailIn } from '../../tickets/fixtures.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let maya: TestPerson, ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let ticketId: string, teamId: string, otherId: string, customerId: string;
// The page knows who looks at it.
const cachePath = join(import.meta.dirname, '../../../core/web/cache.ts');
const ahead = (minutes: number) => clock.iso(minutes * 60_000);
const actAs = async (who: TestPerson, key: string, params: Record<string, string>, body?: object) => { const { status, body: said } = await who.call(key, { params, body }); expect([status, said]).toEqual([200, said]); return said; };
const act = (key: string, params: Record<string, string>, body: object = {}) => actAs(ben, key, params, body);
beforeAll(async () => {
  house = await openTestHouse();
  teamId = (await makeTeam(house, 'Billing')).id;
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ id: teamId, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [{ id: teamId }] });
  ({ ticketId, customerId } = await mailIn(house.db, { teamId, subject: 'Boiler' }, { from: 'anna@acme.example', name: 'Anna' }));
  otherId = (await mailIn(house.db, { teamId, subject: 'Other' }, { from: 'otto@acme.example', name: 'Otto' })).ticketId;
  const { cache } = (await import(/* @vite-ignore */ cachePath)) as { cache: QueryClient };
  const read = (key: string, params: Record<string, string> = {}, query: Record<string, string> = {}) => async () => (await maya.call(key, { params, query })).body as unknown;
  page = await openPage(house, maya, { room: 'channels/phone', name: 'phoneHears' }, {
    [`phone calls ${ticketId}`]: read('GET /tickets/:id/calls', { id: ticketId }), [`phone contact ${ticketId}`]: read('GET /tickets/:id/contact', { id: ticketId }), [`phone card ${ticketId}`]: read('GET /tickets/:id/call-card', { id: ticketId }),
    'phone live': read('GET /calls/live'), 'phone callbacks': read('GET /callbacks'), 'phone diversions': read('GET /diversions'), [`phone rules ${teamId}`]: read('GET /call-settings', {}, { teamId }), [`phone quotables ${teamId}`]: read('GET /quotables', {}, { teamId }),
  });
  cache.setQueryData(['people', 'me'], { id: maya.id });
});
afterAll(() => house.close());

test('a call: begun, written in, ended, wrapped up; one by mistake; a text', async () => {
  const id = newId();
  await page.replay(() => actAs(maya, 'POST /tickets/:id/calls/start', { id: ticketId }, { id }));
  // What is typed in between is told to nobody: the page reads it when it is looked at.
  await actAs(maya, 'PATCH /calls/:id', { id }, { version: 1, notes: 'She is at home' });
  await page.replay(() => actAs(maya, 'POST /calls/:id/end', { id }, {}));
  await page.replay(() => actAs(maya, 'POST /calls/:id/wrap-up', { id }, { outcome: 'voicemail' }));
  await page.replay(() => actAs(maya, 'PATCH /calls/:id', { id }, { version: 4, notes: 'Set right' }));
  const mistake = newId();
  await page.replay(() => act('POST /tickets/:id/calls/start', { id: ticketId }, { id: mistake }));
  await page.replay(() => act('POST /calls/:id/discard', { id: mistake }));
  await page.replay(() => act('POST /calls/:id/restore', { id: mistake }));
  await page.replay(() => act('POST /calls/:id/discard', { id: mistake }));
  await page.replay(() => act('POST /tickets/:id/calls', { id: ticketId }, { id: newId(), channel: 'text', outcome: 'sent' }));
});

test('a callback: scheduled, moved, reminded, offered, taken, made; one that nobody takes', async () => {
  const id = newId();
  await page.replay(() => act('POST /tickets/:id/callbacks', { id: ticketId }, { id, dueAt: ahead(20) }));
  await page.replay(() => act('POST /promises/:id/move', { id }, { dueAt: ahead(30), told: true, reason: 'later' }));
  await page.replay(() => house.advance('21m'));
  const on = newId();
  await act('POST /tickets/:id/calls/start', { id: otherId }, { id: on });
  await page.replay(() => house.advance('10m'));
  expect((await maya.call('GET /callbacks')).body).toMatchObject([{ promise: { id }, offer: { mine: true } }]);
  await page.replay(() => actAs(maya, 'POST /callbacks/:id/take', { id }, {}));
  await page.replay(() => actAs(maya, 'POST /tickets/:id/calls/start', { id: ticketId }, { id: newId() }));
  const second = newId();
  await page.replay(() => act('POST /tickets/:id/callbacks', { id: ticketId }, { id: second, dueAt: ahead(5) }));
  await page.replay(() => house.advance('6m'));
  await page.replay(() => house.advance('4m'));
  await page.replay(() => act('POST /promises/:id/withdraw', { id: second }, { reason: 'none' }));
});

test('what may be quoted, rules, diversions, a mail, the customer', async () => {
  const id = newId();
  await page.replay(() => actAs(maya, 'POST /quotables', {}, { id, teamId, kind: 'price', text: '80 EUR', source: 'List', asOf: '2026-11-01' }));
  await page.replay(() => actAs(maya, 'DELETE /quotables/:id', { id }));
  await page.replay(() => actAs(maya, 'PUT /call-settings', {}, { teamId, quietFrom: '20:00', asks: ['Is it warm?'] }));
  await page.replay(() => act('PUT /people/:id/diversion', { id: ben.id }, { from: ahead(1), until: ahead(60), number: '+49301' }));
  await page.replay(() => act('DELETE /people/:id/diversion', { id: ben.id }));
  await page.replay(() => mailIn(house.db, { ticketId }, { from: 'anna@acme.example', name: 'Anna', text: 'The fee was 90 EUR' }));
  await page.replay(() => actAs(maya, 'POST /customers/:id/addresses', { id: customerId }, { id: newId(), kind: 'phone', value: '+4930123456' }));
});

test('every fact about calls was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
