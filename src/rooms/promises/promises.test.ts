import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { asked } from '../queues/fixtures.ts';
import { assign } from '../tickets/owners.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { promiseFacts } from './contract.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const ahead = (minutes: number) => clock.iso(minutes * 60_000);

async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const [maya, ben] = [await person(house, { teams: [{ id: team.id }] }), await person(house, { teams: [{ id: team.id }] })];
  const { ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Boiler' }, { from: `c${newId()}@acme.example`, name: 'Anna' });
  expect((await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked })).status).toBe(200);
  return { team, lead, maya, ben, ticketId };
}
const make = (who: TestPerson, ticketId: string, what: object = {}) => who.call('POST /tickets/:id/promises', { params: { id: ticketId }, body: { id: newId(), text: 'Call back about the boiler', dueAt: ahead(120), ...what } });
const act = (who: TestPerson, verb: string, id: string, body?: object) => who.call(`POST /promises/:id/${verb}`, { params: { id }, body: body ?? {} });
const about = (promiseId: string) => (f: { name: string; data: unknown }) => f.name.startsWith('promises.') && (f.data as { promiseId: string }).promiseId === promiseId;
const mine = async (who: TestPerson) => (await who.call('GET /promises')).body as { id: string; late: boolean; state: string }[];
const dueOf = async (who: TestPerson, ticketId: string) => (await who.call('GET /tickets/:ref', { params: { ref: ticketId } })).body.ticket;

test('a promise has words, a time and an owner, and the ticket carries its clock', async () => {
  const { maya, ben, ticketId } = await desk();
  const dueAt = ahead(120);
  const { body: one, status } = await make(maya, ticketId, { dueAt });
  expect(status).toBe(200);
  expect(one).toMatchObject({ ticketId, text: 'Call back about the boiler', dueAt, ownerId: maya.id, state: 'open', late: false, to: { kind: 'customer' } });
  expect(await dueOf(ben, ticketId)).toMatchObject({ dueAt, nextDue: { kind: 'promise', personId: maya.id } });
  expect((await ben.call('GET /tickets/:id/promises', { params: { id: ticketId } })).body).toEqual([one]);
  expect((await mine(maya)).map((p) => p.id)).toEqual([one.id]);
  expect(await mine(ben)).toEqual([]);
  const { body: { items } } = await ben.call('GET /tickets/:id/timeline', { params: { id: ticketId } });
  expect(items.find((e: { name: string }) => e.name === 'promises.made')).toMatchObject({ more: { text: one.text }, data: { promiseId: one.id } });
});

test('it is kept, taken back, given another time and withdrawn; each says who and when', async () => {
  const { maya, ben, ticketId } = await desk();
  const { body: one } = await make(maya, ticketId);
  expect((await act(ben, 'keep', one.id)).body).toMatchObject({ state: 'kept', keptAt: expect.any(String) });
  expect(await mine(maya)).toEqual([]);
  expect((await dueOf(maya, ticketId)).dueAt).toBeNull();
  expect((await act(ben, 'keep', one.id)).body.code).toBe('promises.settled');
  expect((await act(ben, 'reopen', one.id)).body).toMatchObject({ state: 'open', keptAt: null });
  expect((await dueOf(maya, ticketId)).dueAt).toBe(one.dueAt);
  const later = ahead(600);
  expect((await act(maya, 'move', one.id, { dueAt: later, told: true, reason: 'The part is late' })).body).toMatchObject({ dueAt: later, state: 'open', moves: [{ was: one.dueAt, dueAt: later, told: true, reason: 'The part is late', personId: maya.id }] });
  expect((await dueOf(maya, ticketId)).dueAt).toBe(later);
  expect((await act(maya, 'move', one.id, { dueAt: ahead(-1), told: true, reason: 'x' })).body.code).toBe('promises.not-ahead');
  expect((await act(maya, 'withdraw', one.id, { reason: 'Anna has sold the house' })).body).toMatchObject({ state: 'withdrawn', withdrawnFor: 'Anna has sold the house' });
  expect(await clocksAbout(house.db, one.id)).toEqual([]);
});

test('its owner is reminded before, and one that is not kept is broken: owner and leads are told once', async () => {
  const { lead, maya, ben, ticketId } = await desk();
  const { body: one } = await make(maya, ticketId, { dueAt: ahead(300) });
  const reminded = await heardBy(house, maya.actor, async () => { await house.advance('4h1m'); await house.settle(); });
  expect(reminded.filter(about(one.id)).map((f) => f.name)).toEqual(['promises.due-soon']);
  const heard = await heardBy(house, ben.actor, async () => { await house.advance('1h'); await house.settle(); await house.advance('3h'); await house.settle(); });
  expect(heard.filter(about(one.id))).toMatchObject([{ name: 'promises.broken', data: { promiseId: one.id, ownerId: maya.id, leads: [lead.id] } }]);
  expect(await mine(maya)).toMatchObject([{ id: one.id, state: 'broken', late: true }]);
  const told = async (who: TestPerson) => ((await who.call('GET /notifications')).body.items as { kind: string }[]).filter((n) => n.kind === 'promise').length;
  expect(await told(maya)).toBe(2);
  expect(await told(lead)).toBe(1);
  expect(await told(ben)).toBe(0);
  // Kept late stays broken; given another time it runs again.
  expect((await act(maya, 'move', one.id, { dueAt: ahead(60), told: false, reason: 'Not reached' })).body).toMatchObject({ state: 'open', late: false });
  await house.advance('61m');
  await house.settle();
  expect((await act(maya, 'keep', one.id)).body).toMatchObject({ state: 'broken', late: false, keptAt: expect.any(String) });
  expect(await mine(maya)).toEqual([]);
});

test('promises of the owner go with the ticket, those of a colleague stay with them', async () => {
  const { maya, ben, lead, ticketId } = await desk();
  const { body: own } = await make(maya, ticketId);
  const { body: colleagues } = await make(lead, ticketId, { ownerId: lead.id, text: 'Look into the invoice' });
  await transact(house.db, (tx) => assign(tx, maya.actor, ticketId, ben.id, undefined, { via: 'handoff' } as never));
  expect((await mine(ben)).map((p) => p.id)).toEqual([own.id]);
  expect((await mine(lead)).map((p) => p.id)).toEqual([colleagues.id]);
  expect((await clocksAbout(house.db, own.id))[0]!.person_id).toBe(ben.id);
  expect((await act(ben, 'pass', own.id, { personId: maya.id })).body.ownerId).toBe(maya.id);
});

test('what was said in a reply that is taken back was not promised', async () => {
  const { maya, ticketId } = await desk();
  const messageId = newId();
  expect((await maya.call('POST /tickets/:id/replies', { params: { id: ticketId }, body: { id: messageId, html: '<p>We call back tomorrow.</p>', to: [{ address: 'anna@acme.example' }], seen: 1_000_000, undoSeconds: 30 } })).status).toBe(200);
  const { body: one } = await make(maya, ticketId, { saidIn: messageId });
  await maya.call('POST /replies/:id/cancel', { params: { id: messageId } });
  expect((await maya.call('GET /tickets/:id/promises', { params: { id: ticketId } })).body).toMatchObject([{ id: one.id, state: 'withdrawn' }]);
});

test('W-G1 W-G2 nobody promises on tickets they do not see, or for people who cannot see to it', async () => {
  const { maya, ticketId } = await desk();
  const { body: one } = await make(maya, ticketId);
  const secret = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
  const insider = await person(house, { teams: [{ id: secret.id }] });
  const { ticketId: hidden } = await mailIn(house.db, { teamId: secret.id, subject: 'Hidden' }, { from: 'x@acme.example', name: 'X' });
  const { body: theirs } = await make(insider, hidden);
  for (const [verb, body] of [['keep', {}], ['reopen', {}], ['move', { dueAt: ahead(10), told: true, reason: 'x' }], ['pass', { personId: maya.id }], ['withdraw', { reason: 'x' }]] as const) expect((await act(maya, verb, theirs.id, body)).status, verb).toBe(404);
  expect((await make(maya, hidden)).status).toBe(404);
  expect((await maya.call('GET /tickets/:id/promises', { params: { id: hidden } })).status).toBe(404);
  const helper = await person(house, { role: 'collaborator' });
  expect((await make(helper, ticketId)).status).toBe(403);
  expect((await make(maya, ticketId, { ownerId: helper.id })).body.code).toBe('tickets.person-cannot-own');
  expect((await act(maya, 'pass', one.id, { personId: newId() })).body.code).toBe('tickets.person-cannot-own');
  expect((await make(maya, ticketId, { dueAt: ahead(-5) })).body.code).toBe('promises.not-ahead');
});

test('W-L5 the same request twice makes one promise; W-L10 of two who settle it one wins', async () => {
  const { maya, ben, ticketId } = await desk();
  const id = newId();
  const dueAt = ahead(60);
  const both = await Promise.all([make(maya, ticketId, { id, dueAt }), make(maya, ticketId, { id, dueAt })]);
  expect(both.map((a) => a.status)).toEqual([200, 200]);
  expect(await mine(maya)).toHaveLength(1);
  const settled = await Promise.all([act(maya, 'keep', id), act(ben, 'withdraw', id, { reason: 'none' })]);
  expect(settled.map((a) => a.status).sort()).toEqual([200, 409]);
});

test('replay: from the facts alone comes what the lists say', async () => {
  const { maya, ben, ticketId } = await desk();
  const owed = new Map<string, { ownerId: string; dueAt: string }>();
  const seen = new Set<string>();
  const heard = await heardBy(house, ben.actor, async () => {
    const ids = [newId(), newId(), newId()];
    for (const id of ids) await make(maya, ticketId, { id });
    await act(maya, 'keep', ids[0]!);
    await act(maya, 'reopen', ids[0]!);
    await act(maya, 'move', ids[1]!, { dueAt: ahead(30), told: false, reason: 'sooner' });
    await act(maya, 'pass', ids[0]!, { personId: ben.id });
    await act(maya, 'withdraw', ids[2]!, { reason: 'none' });
    await house.advance('31m');
    await house.settle();
  });
  for (const { name, data } of heard as { name: string; data: { promiseId: string; ownerId: string; dueAt?: string } }[]) {
    if (!name.startsWith('promises.')) continue;
    seen.add(name);
    if (name === 'promises.kept' || name === 'promises.withdrawn') owed.delete(data.promiseId);
    else owed.set(data.promiseId, { ownerId: data.ownerId, dueAt: data.dueAt ?? owed.get(data.promiseId)!.dueAt });
  }
  const list = (await ben.call('GET /tickets/:id/promises', { params: { id: ticketId } })).body as { id: string; ownerId: string; dueAt: string; state: string }[];
  expect(Object.fromEntries(owed)).toEqual(Object.fromEntries(list.filter((p) => p.state === 'open' || p.state === 'broken').map((p) => [p.id, { ownerId: p.ownerId, dueAt: p.dueAt }])));
  expect([...seen].sort()).toEqual(promiseFacts.map((f) => f.name).filter((name) => seen.has(name)).sort());
  expect(seen.size).toBeGreaterThanOrEqual(7);
});

test('a team sets how long before its promises warn', async () => {
  const { team, lead, maya } = await desk();
  expect((await lead.call('PUT /promise-settings', { body: { teamId: team.id, warnMinutes: 15 } })).body).toEqual({ warnMinutes: 15, own: ['warnMinutes'] });
  expect((await maya.call('GET /promise-settings', { query: { teamId: team.id } })).body.warnMinutes).toBe(15);
  expect((await lead.call('PUT /promise-settings', { body: { warnMinutes: 15 } })).status).toBe(403);
});
