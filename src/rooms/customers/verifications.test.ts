import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { mailIn } from '../tickets/fixtures.ts';

let house: TestHouse;
let team: { id: string }, shut: { id: string };
let maya: TestPerson, insider: TestPerson, cleo: TestPerson, boss: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  [team, shut] = [await makeTeam(house, 'Billing'), await makeTeam(house, 'Legal', { visibility: 'closed' })];
  maya = await person(house, { name: 'Maya', teams: [team] });
  insider = await person(house, { name: 'Ina', teams: [shut] });
  cleo = await person(house, { role: 'collaborator' });
  boss = await person(house, { role: 'admin' });
});
afterAll(() => house.close());

const arrived = (from: string, teamId = team.id) => mailIn(house.db, { teamId, subject: 'Boiler' }, { from, name: 'Anna' });
const identity = async (who: TestPerson, id: string) => (await who.call('GET /customers/:id/identity', { params: { id } })).body;
const verify = (who: TestPerson, id: string, body: object) => who.call('POST /customers/:id/verifications', { params: { id }, body: { id: newId(), how: 'callback', ...body } });
const revoke = (who: TestPerson, id: string, verificationId: string) => who.call('POST /customers/:id/verifications/:verificationId/revoke', { params: { id, verificationId }, body: {} });

test('how a customer was verified counts for its days; notes carry it along; it is taken back', async () => {
  await boss.call('PUT /customer-settings', { body: { verifiedDays: 1 } });
  const { customerId, ticketId } = await arrived('anna@one.example');
  expect(await identity(maya, customerId)).toMatchObject({ customerId, verification: null, since: expect.any(String), past: [{ kind: 'ticket', count: 1 }], may: { verify: true } });
  const write = async () => (await maya.call('POST /tickets/:id/notes', { params: { id: ticketId }, body: { id: newId(), html: '<p>Refund is safe</p>' } })).body;
  expect(await write()).toMatchObject({ verified: null });
  const id = newId();
  const { body } = await verify(maya, customerId, { id, how: 'callback', detail: 'number on file', ticketId });
  expect(body.verification).toMatchObject({ id, how: 'callback', detail: 'number on file', ticketId, byId: maya.id, valid: true });
  const carried = await write();
  expect(carried).toMatchObject({ verified: { how: 'callback', at: body.verification.at } });
  const timeline = (await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items as { name: string; data: unknown }[];
  expect(timeline.find((e) => e.name === 'notes.identity-noted')).toMatchObject({ data: { customerId, verificationId: id, how: 'callback', takenBack: false } });
  await house.advance('25h');
  expect((await identity(maya, customerId)).verification).toMatchObject({ id, valid: false });
  expect(await write()).toMatchObject({ verified: null });
  expect((await maya.call('GET /notes/:id', { params: { id: carried.id } })).body.verified).not.toBeNull();
  const again = newId();
  await verify(maya, customerId, { id: again, how: 'document' });
  expect((await identity(maya, customerId)).verification).toMatchObject({ id: again, valid: true });
  expect((await revoke(maya, customerId, again)).body.verification).toMatchObject({ id, valid: false });
  expect((await revoke(maya, customerId, again)).body.code).toBe('customers.verification-revoked');
});

test('the workspace says for how long; admins alone change it', async () => {
  const { customerId } = await arrived('anna@two.example');
  expect((await maya.call('PUT /customer-settings', { body: { verifiedDays: 1 } })).status).toBe(403);
  expect((await boss.call('PUT /customer-settings', { body: { verifiedDays: 2 } })).body).toEqual({ verifiedDays: 2 });
  const { verification } = (await verify(maya, customerId, {})).body;
  expect(Date.parse(verification.until) - Date.parse(verification.at)).toBe(2 * 24 * 3600_000);
});

test('W-L5 W-G8 once by a double click; who verified and when is never taken from a body; collaborators only read', async () => {
  const { customerId } = await arrived('anna@three.example');
  const id = newId();
  const both = await Promise.all([0, 1].map(() => verify(maya, customerId, { id, byId: boss.id, at: '2020-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z', valid: true })));
  expect(both.map((a) => a.status)).toSatisfy((all: number[]) => all.every((s) => s === 200) || all.every((s) => s === 400));
  await verify(maya, customerId, { id: newId() });
  expect((await identity(cleo, customerId)).verification).toMatchObject({ byId: maya.id });
  expect((await verify(cleo, customerId, {})).status).toBe(403);
  expect((await call(house, 'GET /customers/:id/identity', { params: { id: customerId } })).status).toBe(401);
});

test('W-G2 W-G4 another ticket gets no entry, and what one may not see is not counted', async () => {
  const { customerId } = await arrived('anna@four.example');
  const { ticketId: secret } = await arrived('anna@four.example', shut.id);
  const { ticketId: foreign } = await arrived('ben@four.example');
  expect((await identity(maya, customerId)).past).toMatchObject([{ kind: 'ticket', count: 1 }]);
  expect((await identity(insider, customerId)).past).toMatchObject([{ kind: 'ticket', count: 2 }]);
  const heard = await heardBy(house, boss.actor, async () => { for (const ticketId of [secret, foreign, newId()]) await verify(maya, customerId, { ticketId, detail: 'MARKERdetail' }); });
  expect(heard.filter((f) => f.name === 'notes.identity-noted')).toEqual([]);
  expect(heard.filter((f) => f.name === 'customers.verified')).toHaveLength(3);
  expect(JSON.stringify(heard)).not.toContain('MARKERdetail');
});

test('a merge of two says nothing about who called: each keeps how it was verified', async () => {
  const [{ customerId: kept }, { customerId: gone }] = [await arrived('kept@five.example'), await arrived('gone@five.example')];
  await verify(maya, gone, {});
  await maya.call('POST /customers/:id/merges', { params: { id: kept }, body: { id: newId(), otherId: gone } });
  expect((await identity(maya, kept)).verification).toBeNull();
  expect((await verify(maya, gone, {})).body.code).toBe('customers.merged');
});
