import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import * as contract from './contract.ts';

let house: TestHouse;
let maya: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
const [anna, ann, acme, more] = [newId(), newId(), newId(), newId()];
const act = async (key: string, params: Record<string, string>, body: object) => { const { status, body: said } = await maya.call(key, { params, body }); expect([status, said]).toEqual([200, said]); return said; };
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  maya = await person(house, { name: 'Maya' });
  const add = (id: string, name: string, value: string) => act('POST /customers', {}, { id, name, addresses: [{ id: newId(), kind: 'email', value }] });
  await add(anna, 'Anna Keller', 'anna@acme.example');
  await add(ann, 'Ann Keller', 'ann@elsewhere.example');
  await act('POST /companies', {}, { id: acme, name: 'Acme', domains: ['acme.example'] });
  const read = (key: string, id: string) => async () => (await maya.call(key, { params: { id } })).body as unknown;
  page = await openPage(house, maya, { room: 'customers', name: 'customersHear' }, {
    [`customers one ${anna}`]: read('GET /customers/:id', anna), [`customers one ${ann}`]: read('GET /customers/:id', ann), [`customers company ${acme}`]: read('GET /companies/:id', acme), [`customers identity ${anna}`]: read('GET /customers/:id/identity', anna), 'customers rules': async () => (await maya.call('GET /customer-settings')).body as unknown,
  });
});
afterAll(() => house.close());

test('a customer and their addresses', async () => {
  await page.replay(() => act('POST /customers', {}, { id: newId(), name: 'Carl', addresses: [] }));
  const { version } = (await maya.call('GET /customers/:id', { params: { id: anna } })).body as { version: number };
  await page.replay(() => act('PATCH /customers/:id', { id: anna }, { version, plan: 'Pro', notes: 'Call before ten' }));
  await page.replay(() => act('POST /customers/:id/addresses', { id: anna }, { id: more, kind: 'email', value: 'anna@home.example' }));
  await page.replay(() => act('PATCH /customers/:id/addresses/:addressId', { id: anna, addressId: more }, { main: true, trouble: 'bounced' }));
  await page.replay(() => maya.call('DELETE /customers/:id/addresses/:addressId', { params: { id: anna, addressId: more } }));
});

test('two that are one, and not', async () => {
  const mergeId = newId();
  await page.replay(() => act('POST /customers/:id/merges', { id: anna }, { id: mergeId, otherId: ann }));
  await page.replay(() => act('POST /customer-merges/:id/undo', { id: mergeId }, {}));
});

test('companies', async () => {
  await page.replay(() => act('POST /companies', {}, { id: newId(), name: 'Elsewhere', domains: ['elsewhere.example'] }));
  const { version } = (await maya.call('GET /companies/:id', { params: { id: acme } })).body as { version: number };
  await page.replay(() => act('PATCH /companies/:id', { id: acme }, { version, name: 'Acme & Sons', critical: true }));
});

test('verified, and taken back', async () => {
  const id = newId();
  await page.replay(() => act('POST /customers/:id/verifications', { id: anna }, { id, how: 'callback' }));
  await page.replay(() => act('POST /customers/:id/verifications/:verificationId/revoke', { id: anna, verificationId: id }, {}));
  const admin = await person(house, { role: 'admin' });
  await page.replay(() => admin.call('PUT /customer-settings', { body: { verifiedDays: 7 } }));
});

test('every fact about customers was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
