import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../../test/people.ts';
import { heardBy } from '../../../../test/replay.ts';
import { newId } from '../../../core/ids.ts';
import { askAll } from '../../../core/server/gates.ts';
import { system } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import { claimOf } from '../../queues/claim-answers.ts';
import { availabilityOf } from '../../shifts/availability.ts';
import { contactAttempts } from '../../tickets/closing-needs.ts';
import { mailIn } from '../../tickets/fixtures.ts';
import { diversionOf } from './diversions.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());

const ahead = (minutes: number) => clock.iso(minutes * 60_000);
async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const lead = await person(house, { name: 'Lena', role: 'lead', teams: [{ id: team.id, lead: true }] });
  const [maya, ben] = [await person(house, { name: 'Maya', teams: [{ id: team.id }] }), await person(house, { name: 'Ben', teams: [{ id: team.id }] })];
  const { ticketId, customerId } = await mailIn(house.db, { teamId: team.id, subject: 'Boiler' }, { from: `c${newId()}@acme.example`, name: 'Anna Keller', text: 'The fee was 120.50 EUR. I live at 12 Baker Street.' });
  await maya.call('POST /customers/:id/addresses', { params: { id: customerId }, body: { id: newId(), kind: 'phone', value: `+4930${String(Date.now()).slice(-8)}${Math.floor(Math.random() * 90 + 10)}` } });
  expect((await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: { reason: 'I know her' } })).status).toBe(200);
  return { team, lead, maya, ben, ticketId, customerId };
}
const start = (who: TestPerson, ticketId: string, body: object = {}) => who.call('POST /tickets/:id/calls/start', { params: { id: ticketId }, body: { id: newId(), ...body } });
const log = (who: TestPerson, ticketId: string, body: object) => who.call('POST /tickets/:id/calls', { params: { id: ticketId }, body: { id: newId(), ...body } });
const act = (who: TestPerson, verb: string, id: string, body: object = {}) => who.call(`POST /calls/:id/${verb}`, { params: { id }, body });
const live = async (who: TestPerson) => (await who.call('GET /calls/live')).body.call;
const stateOf = async (who: TestPerson) => (await availabilityOf(house.db, [who.id])).get(who.id)!.state;
const timeline = async (who: TestPerson, id: string) => (await who.call('GET /tickets/:id/timeline', { params: { id } })).body.items as { id: string; name: string; data: Record<string, unknown>; more: { notes: string; outcome: string } | null }[];
const schedule = (who: TestPerson, ticketId: string, body: object = {}) => who.call('POST /tickets/:id/callbacks', { params: { id: ticketId }, body: { id: newId(), dueAt: ahead(60), ...body } });
const callbacks = async (who: TestPerson) => (await who.call('GET /callbacks')).body as { promise: { id: string; ownerId: string; state: string }; offer: { to: string[]; mine: boolean; untaken: boolean } | null }[];
const told = async (who: TestPerson) => ((await who.call('GET /notifications')).body.items as { kind: string }[]).filter((n) => n.kind === 'callback').length;
const said = (facts: { name: string; data: unknown }[], name: string, promiseId?: string) => facts.map((f) => ({ name: f.name, data: f.data as Record<string, unknown> })).filter((f) => f.name === `phone.${name}` && (!promiseId || f.data.promiseId === promiseId)).map((f) => f.data);
const about = (id: string) => (f: { name: string; data: unknown }) => (f.data as { promiseId?: string }).promiseId === id;

describe('a call', () => {
  test('its timer runs in every window, others see it, and it is an entry with words', async () => {
    const { maya, ben, ticketId } = await desk();
    expect(await live(maya)).toBeNull();
    await maya.call('PUT /me/availability', { body: { state: 'available', until: ahead(600), note: 'at the desk' } });
    const { status, body: call } = await start(maya, ticketId, { phone: '+49301234567' });
    expect(status).toBe(200);
    expect(call).toMatchObject({ ticketId, personId: maya.id, endedAt: null, outcome: null, phone: '+49301234567', endsAt: expect.any(String) });
    expect(await live(maya)).toMatchObject({ id: call.id, startedAt: call.startedAt });
    expect(await stateOf(maya)).toBe('on-a-call');
    expect(await stateOf(ben)).toBe('available');
    const { body: kept } = await maya.call('PATCH /calls/:id', { params: { id: call.id }, body: { version: 1, notes: 'She is at home', readBack: [{ id: 'a', label: 'Amount', value: '120.50 EUR', agreed: true }] } });
    expect(kept).toMatchObject({ version: 2, notes: 'She is at home', readBack: [{ agreed: true }] });
    expect((await maya.call('PATCH /calls/:id', { params: { id: call.id }, body: { version: 1, notes: 'old' } })).body.code).toBe('phone.changed-meanwhile');
    expect((await act(maya, 'wrap-up', call.id, { outcome: 'answered' })).body.code).toBe('phone.call-runs');
    await house.advance('3m');
    const { body: ended } = await act(maya, 'end', call.id);
    expect(ended).toMatchObject({ endedWhy: 'person', wrappedAt: null });
    expect(ended.seconds).toBeGreaterThanOrEqual(180);
    expect(await stateOf(maya)).toBe('available');
    expect((await availabilityOf(house.db, [maya.id])).get(maya.id)!.note).toBe('at the desk');
    expect(await live(maya)).toMatchObject({ id: call.id, endedAt: expect.any(String) });
    expect((await act(maya, 'wrap-up', call.id, { outcome: 'sent' })).body.code).toBe('phone.wrong-outcome');
    expect((await act(maya, 'wrap-up', call.id, { outcome: 'answered', notes: 'Visit on Tuesday.' })).body).toMatchObject({ outcome: 'answered', notes: 'Visit on Tuesday.', next: 'none', wrappedAt: expect.any(String), readBack: [{ agreed: true }] });
    expect(await live(maya)).toBeNull();
    expect((await timeline(ben, ticketId)).find((e) => e.id === call.id)).toMatchObject({ name: 'phone.call-started', more: { notes: 'Visit on Tuesday.', outcome: 'answered' } });
    expect((await ben.call('GET /search', { query: { q: 'Tuesday' } })).body.tickets.map((h: { entryId: string }) => h.entryId)).toContain(call.id);
  });

  test('W-L10 one at a time, whatever is pressed at once; ended from two windows it ends once', async () => {
    const { maya, ticketId, team } = await desk();
    const other = await mailIn(house.db, { teamId: team.id, subject: 'Other' }, { from: `o${newId()}@acme.example`, name: 'Otto' });
    const both = await Promise.all([start(maya, ticketId), start(maya, other.ticketId), start(maya, ticketId)]);
    expect(both.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    const on = await live(maya);
    expect(both.find((a) => a.status === 409)!.body).toMatchObject({ code: 'phone.on-a-call', data: { callId: on.id, number: on.number } });
    const ended = await heardBy(house, maya.actor, () => Promise.all([act(maya, 'end', on.id), act(maya, 'end', on.id)]));
    expect(said(ended, 'call-ended')).toHaveLength(1);
    expect((await start(maya, ticketId)).status).toBe(200);
  });

  test('W-L5 the same start and the same log twice are one', async () => {
    const { maya, ticketId } = await desk();
    const body = { id: newId(), channel: 'text', outcome: 'sent', notes: 'Please call us' };
    const both = await Promise.all([log(maya, ticketId, body), log(maya, ticketId, body)]);
    expect(both.map((a) => a.status)).toEqual([200, 200]);
    const begin = { id: newId() };
    expect((await Promise.all([start(maya, ticketId, begin), start(maya, ticketId, begin)])).map((a) => a.status)).toEqual([200, 200]);
    expect(((await maya.call('GET /tickets/:id/calls', { params: { id: ticketId } })).body as { id: string }[]).map((c) => c.id).sort()).toEqual([body.id, begin.id].sort());
    expect((await log(maya, ticketId, { ...body, notes: 'other words' })).body.code).toBe('request.id-reused');
  });

  test('W-L19 none runs for ever: it ends by itself, once, and says so; nor that of somebody who left', async () => {
    const { maya, ben, lead, team, ticketId } = await desk();
    expect((await lead.call('PUT /call-settings', { body: { teamId: team.id, maxCallMinutes: 30 } })).body.maxCallMinutes).toBe(30);
    const { body: call } = await start(maya, ticketId);
    const { body: second } = await start(ben, ticketId);
    const heard = await heardBy(house, lead.actor, async () => { await house.advance('29m'); await house.advance('2m'); await house.advance('60m'); });
    expect(said(heard, 'call-ended').map((d) => [d.callId, d.why]).sort()).toEqual([[call.id, 'limit'], [second.id, 'limit']].sort());
    expect(await stateOf(maya)).toBe('available');
    await start(ben, ticketId);
    const admin = await person(house, { role: 'admin' });
    expect((await admin.call('POST /people/:id/deactivate', { params: { id: ben.id }, body: {} })).status).toBe(200);
    expect(((await maya.call('GET /tickets/:id/calls', { params: { id: ticketId } })).body as { endedWhy: string }[])[0]!.endedWhy).toBe('left');
  });

  test('what one works on does not go back to the queue while one talks; afterwards its time begins anew', async () => {
    const team = await makeTeam(house, `Queue ${newId()}`);
    const maya = await person(house, { name: 'Maya', teams: [{ id: team.id }] });
    const { ticketId } = await mailIn(house.db, { teamId: team.id, subject: 'Boiler' }, { from: `q${newId()}@acme.example`, name: 'Anna' });
    expect((await maya.call('POST /queue/next', { body: { id: newId() } })).status).toBe(200);
    const { body: call } = await start(maya, ticketId);
    for (const by of ['2m', '5m', '20m']) await house.advance(by);
    expect((await claimOf(house.db, maya.id))?.protectedAt).toBeTruthy();
    await act(maya, 'end', call.id);
    await house.advance('1m');
    expect((await claimOf(house.db, maya.id))?.protectedAt).toBeNull();
    await house.advance('1m5s');
    await house.advance('31s');
    expect(await claimOf(house.db, maya.id)).toBeNull();
  });

  test('begun by mistake: nobody was called', async () => {
    const { maya, ticketId } = await desk();
    const { body: call } = await start(maya, ticketId);
    expect((await act(maya, 'discard', call.id)).body).toMatchObject({ discardedAt: expect.any(String) });
    expect(await live(maya)).toBeNull();
    expect((await maya.call('GET /tickets/:id/calls', { params: { id: ticketId } })).body).toEqual([]);
    expect(await stateOf(maya)).toBe('available');
  });

  test('it was a call after all: it is over and waits to be wrapped up; one that is none is as it was', async () => {
    const { maya, ticketId } = await desk();
    const { body: call } = await start(maya, ticketId);
    await house.advance('20s');
    await act(maya, 'discard', call.id);
    const heard = await heardBy(house, await maya.fresh(), async () => {
      expect((await act(maya, 'restore', call.id)).body).toMatchObject({ discardedAt: null, wrappedAt: null, endedAt: expect.any(String), may: { change: true } });
      await act(maya, 'restore', call.id);
    });
    expect(heard.filter((fact) => fact.name === 'phone.call-restored')).toHaveLength(1);
    expect(await live(maya)).toMatchObject({ id: call.id });
    expect(await stateOf(maya)).toBe('available');
    expect((await maya.call('GET /tickets/:id/calls', { params: { id: ticketId } })).body).toMatchObject([{ id: call.id }]);
    expect((await act(maya, 'wrap-up', call.id, { outcome: 'answered', notes: 'She asked for Tuesday' })).status).toBe(200);
    expect((await act(maya, 'restore', call.id)).body).toMatchObject({ wrappedAt: expect.any(String), outcome: 'answered' });
  });

  test('its wrap-up says what comes next, in the same step', async () => {
    const { maya, ticketId } = await desk();
    const { body: call } = await start(maya, ticketId);
    await act(maya, 'end', call.id);
    const promiseId = newId();
    expect((await act(maya, 'wrap-up', call.id, { outcome: 'no-answer', next: { kind: 'callback', id: promiseId, dueAt: ahead(-5) } })).body.code).toBe('promises.not-ahead');
    expect((await live(maya)).id).toBe(call.id);
    expect((await act(maya, 'wrap-up', call.id, { outcome: 'no-answer', next: { kind: 'callback', id: promiseId, dueAt: ahead(50) } })).body.next).toBe('callback');
    expect(await callbacks(maya)).toMatchObject([{ promise: { id: promiseId, text: 'Call Anna Keller back', kind: 'callback', ownerId: maya.id } }]);
    const { body: again } = await log(maya, ticketId, { outcome: 'answered', seconds: 60 });
    expect((await act(maya, 'wrap-up', again.id, { outcome: 'answered', next: { kind: 'wait', for: 'customer', until: ahead(600) } })).status).toBe(200);
    expect((await maya.call('GET /tickets/:ref', { params: { ref: ticketId } })).body.ticket).toMatchObject({ status: 'waiting', waitingFor: 'customer' });
  });
});

test('a call that runs, or was not wrapped up, stands before closing for whoever made it; colleagues see it', async () => {
  const { maya, ben, ticketId } = await desk();
  const needs = async (who: TestPerson) => ((await who.call('GET /tickets/:id/closing', { params: { id: ticketId } })).body.needs as { kind: string; required: boolean; act: string | null; words: string }[]).filter((n) => n.kind === 'call');
  const { body: call } = await start(maya, ticketId);
  expect(await needs(maya)).toMatchObject([{ required: true, act: 'call', words: 'You are on the phone with the customer' }]);
  expect(await needs(ben)).toMatchObject([{ required: false, act: null, words: 'Maya is on the phone with the customer' }]);
  await act(maya, 'end', call.id);
  expect(await needs(maya)).toMatchObject([{ required: true, act: `wrap-up ${call.id}` }]);
  await act(maya, 'wrap-up', call.id, { outcome: 'answered' });
  expect([await needs(maya), await needs(ben)]).toEqual([[], []]);
});

test('how to reach somebody: attempts by channel, advice, quiet hours in their zone, the verification carried along', async () => {
  const { maya, ticketId, customerId } = await desk();
  const contact = async () => (await maya.call('GET /tickets/:id/contact', { params: { id: ticketId } })).body;
  expect(await contact()).toMatchObject({ advice: { way: 'text' }, quiet: { from: '21:00', to: '08:00', now: false }, attempts: [{ channel: 'email', tried: 0, heard: 1 }], may: { call: true }, verified: null });
  await log(maya, ticketId, { channel: 'text', outcome: 'sent' });
  await house.advance('40m');
  expect((await contact()).advice).toMatchObject({ way: 'phone', words: expect.stringMatching(/Call now/) });
  await maya.call('POST /customers/:id/verifications', { params: { id: customerId }, body: { id: newId(), how: 'callback', ticketId } });
  const { body: tried } = await log(maya, ticketId, { outcome: 'no-answer', seconds: 30 });
  expect(tried.verified).toMatchObject({ how: 'callback' });
  expect(await contact()).toMatchObject({ attempts: [{ channel: 'phone', tried: 1, reached: 0, lastOutcome: 'no-answer', times: [tried.startedAt] }, { channel: 'text', tried: 1 }, { channel: 'email' }], verified: { how: 'callback' } });
  const { version } = (await maya.call('GET /customers/:id', { params: { id: customerId } })).body;
  const asleep = `Etc/GMT${23 - new Date(clock.ms()).getUTCHours() <= 14 ? `-${23 - new Date(clock.ms()).getUTCHours()}` : `+${new Date(clock.ms()).getUTCHours() + 1}`}`;
  await maya.call('PATCH /customers/:id', { params: { id: customerId }, body: { version, zone: asleep, preferredContact: 'phone' } });
  expect(await contact()).toMatchObject({ quiet: { now: true }, customer: { zone: asleep }, advice: { words: expect.stringMatching(/quiet hours/) } });
  expect((await start(maya, ticketId)).body.quiet).toBe(true);
  expect((await log(maya, ticketId, { outcome: 'answered', startedAt: ahead(30) })).body.code).toBe('phone.not-then');
  expect((await log(maya, ticketId, { outcome: 'sent' })).body.code).toBe('phone.wrong-outcome');
});

test('what was tried counts for the rules of closing: ours only, without what was no call', async () => {
  const { maya, ticketId } = await desk();
  await log(maya, ticketId, { outcome: 'no-answer' });
  await log(maya, ticketId, { outcome: 'wrong-number' });
  await log(maya, ticketId, { outcome: 'answered', direction: 'in' });
  await log(maya, ticketId, { channel: 'text', outcome: 'sent' });
  const { body: mistaken } = await start(maya, ticketId);
  await act(maya, 'discard', mistaken.id);
  const all = (await askAll(house.db, system('test'), contactAttempts, { ticketId })).flat();
  expect(all.map((a) => [a.channel, a.reached])).toEqual([['phone', false], ['text', false]]);
});

describe('a callback', () => {
  test('W-L19 its owner is reminded ten and two minutes before and at its time, each once; then it is broken', async () => {
    const { maya, ben, lead, ticketId } = await desk();
    const { body: one, status } = await schedule(maya, ticketId, { text: 'Tell her the date' });
    expect(status).toBe(200);
    expect(one).toMatchObject({ promise: { kind: 'callback', text: 'Tell her the date', ownerId: maya.id }, offer: null });
    expect((await ben.call('GET /tickets/:id/promises', { params: { id: ticketId } })).body).toMatchObject([{ id: one.promise.id, kind: 'callback' }]);
    const heard = await heardBy(house, maya.actor, async () => { for (const by of ['49m', '90s', '8m', '3m', '10m']) { await house.advance(by); await house.settle(); } });
    expect(said(heard, 'callback-soon', one.promise.id).map((d) => d.minutes)).toEqual([10, 2, 0]);
    expect(heard.filter(about(one.promise.id)).filter((f) => f.name === 'promises.broken')).toHaveLength(1);
    expect(heard.filter(about(one.promise.id)).filter((f) => f.name === 'promises.due-soon')).toHaveLength(0);
    expect(await told(maya)).toBe(3);
    expect(await told(ben)).toBe(0);
    expect((await callbacks(maya)).filter((c) => c.promise.id === one.promise.id)).toMatchObject([{ promise: { state: 'broken' } }]);
    // Late, but made.
    const { body: call } = await start(maya, ticketId);
    expect(call.promiseId).toBe(one.promise.id);
    expect((await callbacks(maya)).filter((c) => c.promise.id === one.promise.id)).toEqual([]);
    expect((await lead.call('GET /call-report', { query: {} })).body.rows).toMatchObject([{ personId: maya.id, due: 1, onTime: 0, late: 1, missed: 0 }]);
  });

  test('its owner is in a call at its time: offered to those who are there, one takes it, and makes it on time', async () => {
    const { maya, ben, lead, team, ticketId } = await desk();
    const other = await mailIn(house.db, { teamId: team.id, subject: 'Other' }, { from: `o${newId()}@acme.example`, name: 'Otto' });
    const { body: one } = await schedule(maya, ticketId);
    const promiseId = one.promise.id as string;
    await house.advance('55m');
    await start(maya, other.ticketId);
    const heard = await heardBy(house, ben.actor, () => house.advance('5m'));
    expect(said(heard, 'callback-offered', promiseId)).toMatchObject([{ promiseId, why: 'on-a-call', to: expect.arrayContaining([ben.id, lead.id]) }]);
    expect(await told(ben)).toBe(1);
    expect(await callbacks(ben)).toMatchObject([{ promise: { id: promiseId }, offer: { mine: true } }]);
    const stranger = await person(house, { teams: [await makeTeam(house, `T ${newId()}`)] });
    expect((await stranger.call('POST /callbacks/:id/take', { params: { id: promiseId } })).body.code).toBe('phone.not-offered');
    const both = await Promise.all([ben, lead].map((who) => who.call('POST /callbacks/:id/take', { params: { id: promiseId } })));
    expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
    const [winner, loser] = both[0]!.status === 200 ? [ben, lead] : [lead, ben];
    expect(both.find((a) => a.status === 409)!.body).toMatchObject({ code: 'phone.offer-taken', data: { personId: winner.id } });
    expect(await callbacks(loser)).toEqual([]);
    await house.advance('2m');
    expect((await start(winner, ticketId)).body.promiseId).toBe(promiseId);
    const { body: report } = await lead.call('GET /call-report', { query: { teamId: team.id } });
    expect(report.teams).toMatchObject([{ teamId: team.id, due: 1, onTime: 1, late: 0, missed: 0 }]);
    expect(report.rows.find((r: { due: number }) => r.due === 1).personId).toBe(winner.id);
    expect((await lead.call('GET /call-report/items', { query: { teamId: team.id, counted: 'onTime' } })).body).toMatchObject([{ id: promiseId, ticketId, attendedAt: expect.any(String) }]);
    expect((await lead.call('GET /call-report/items', { query: { teamId: team.id, counted: 'missed' } })).body).toEqual([]);
    expect(await told(lead)).toBe(1);
  });

  test('nobody takes it: the leads are told once; made by its owner after all it is offered no longer', async () => {
    const { maya, ben, lead, ticketId } = await desk();
    const { body: one } = await schedule(maya, ticketId, { dueAt: ahead(30) });
    await maya.call('PUT /me/availability', { body: { state: 'offline', until: ahead(600), coverId: ben.id } });
    await house.advance('31m');
    const before = await told(lead);
    const heard = await heardBy(house, lead.actor, async () => { await house.advance('3m'); await house.advance('1m'); await house.advance('30m'); });
    expect(said(heard, 'callback-untaken', one.promise.id)).toMatchObject([{ promiseId: one.promise.id, leads: [lead.id] }]);
    expect(await told(lead)).toBe(before + 1);
    expect(await callbacks(lead)).toMatchObject([{ offer: { untaken: true, mine: true, to: expect.arrayContaining([ben.id]) } }]);
    await maya.call('PUT /me/availability', { body: { state: 'available' } });
    await start(maya, ticketId);
    expect(await callbacks(ben)).toEqual([]);
    expect((await ben.call('POST /callbacks/:id/take', { params: { id: one.promise.id } })).body.code).toBe('phone.offer-taken');
  });

  test('moved, marked as kept, taken back and withdrawn like any promise', async () => {
    const { maya, ticketId } = await desk();
    const { body: one } = await schedule(maya, ticketId, { dueAt: ahead(20) });
    const id = one.promise.id as string;
    const promise = (verb: string, body: object = {}) => maya.call(`POST /promises/:id/${verb}`, { params: { id }, body });
    await promise('move', { dueAt: ahead(120), told: true, reason: 'later' });
    const quiet = await heardBy(house, maya.actor, () => house.advance('30m'));
    expect(said(quiet, 'callback-soon', id)).toEqual([]);
    await promise('keep');
    expect(await callbacks(maya)).toEqual([]);
    await promise('reopen');
    const heard = await heardBy(house, maya.actor, () => house.advance('81m'));
    expect(said(heard, 'callback-soon', id).map((d) => d.minutes)).toEqual([10]);
    await promise('withdraw', { reason: 'sold' });
    const silent = await heardBy(house, maya.actor, () => house.advance('30m'));
    expect(silent.filter(about(id))).toEqual([]);
    expect((await maya.call('GET /call-report')).body.rows.every((r: { due: number }) => r.due === 0)).toBe(true);
  });

  test('a call begun by mistake leaves it owed', async () => {
    const { maya, ticketId } = await desk();
    const { body: one } = await schedule(maya, ticketId, { dueAt: ahead(10) });
    const { body: call } = await start(maya, ticketId);
    expect(await callbacks(maya)).toEqual([]);
    await act(maya, 'discard', call.id);
    expect(await callbacks(maya)).toMatchObject([{ promise: { id: one.promise.id, state: 'open' }, attendedAt: null }]);
  });

  test('when the team is open, and where the customer lives', async () => {
    const { maya, ticketId } = await desk();
    const { body } = await maya.call('GET /tickets/:id/callback-times', { params: { id: ticketId } });
    expect(body).toMatchObject({ zone: null, hours: { words: ['Mon-Fri 9-17'] } });
    expect(body.open.length).toBeGreaterThanOrEqual(9);
    expect(body.open.every((o: { from: string; to: string }) => o.from < o.to)).toBe(true);
  });
});

test('the card before a call: contacts, promises, what to ask, what may be quoted with its source, and what to read back', async () => {
  const { maya, lead, team, ticketId } = await desk();
  await log(maya, ticketId, { outcome: 'voicemail', notes: 'Left a message' });
  await schedule(maya, ticketId, { text: 'Say when we come' });
  const line = { kind: 'price', text: 'Call-out 80 EUR', source: 'Price list', asOf: '2026-10-01' };
  expect((await maya.call('POST /quotables', { body: { id: newId(), teamId: team.id, ...line } })).status).toBe(403);
  const { body: price } = await lead.call('POST /quotables', { body: { id: newId(), teamId: team.id, ...line } });
  const { body: slot } = await maya.call('POST /quotables', { body: { id: newId(), ticketId, kind: 'slot', text: 'Tue 9-11', source: 'Planner', asOf: '2026-10-01', validUntil: '2026-10-02' } });
  await lead.call('PUT /call-settings', { body: { teamId: team.id, asks: ['Is the boiler hot?'] } });
  const { body: card } = await maya.call('GET /tickets/:id/call-card', { params: { id: ticketId } });
  expect(card).toMatchObject({
    contacts: [{ channel: 'phone', outcome: 'voicemail', words: 'Left a message' }, { channel: 'email', direction: 'in' }], promises: [{ text: 'Say when we come' }], asks: ['Is the boiler hot?'],
    quotables: [{ id: slot.id, old: true, may: { change: true } }, { id: price.id, source: 'Price list', asOf: '2026-10-01', old: false, may: { change: false } }],
    readBack: [{ label: 'Date and time', value: '' }, { label: 'Address', value: '12 Baker Street' }, { label: 'Amount', value: '120.50 EUR', from: { entryId: expect.any(String) } }],
  });
  expect((await lead.call('DELETE /quotables/:id', { params: { id: price.id } })).status).toBe(200);
  expect((await maya.call('PUT /quotables/:id', { params: { id: slot.id }, body: { kind: 'slot', text: 'Wed 9-11', source: 'Planner', asOf: '2026-11-01' } })).body).toMatchObject({ text: 'Wed 9-11', old: false });
  expect((await maya.call('GET /quotables', { query: { teamId: team.id } })).body.items).toEqual([]);
});

test('where calls go: set with a start and an end, shown to the lead, over by itself', async () => {
  const { maya, ben, lead } = await desk();
  const divert = (who: TestPerson, of: TestPerson, body: object) => who.call('PUT /people/:id/diversion', { params: { id: of.id }, body });
  expect((await divert(maya, maya, { from: ahead(60), until: ahead(30), number: '+49301' })).body.code).toBe('phone.diversion-when');
  expect((await divert(maya, maya, { from: ahead(60), until: ahead(90) })).body.code).toBe('phone.diversion-where');
  expect((await divert(ben, maya, { from: ahead(60), until: ahead(90), number: '+49301' })).status).toBe(403);
  expect((await divert(maya, maya, { from: ahead(60), until: ahead(120), toPersonId: ben.id })).body).toMatchObject({ toPersonId: ben.id, active: false });
  const list = async (who: TestPerson) => ((await who.call('GET /diversions')).body as { personId: string }[]).map((d) => d.personId);
  expect([await list(lead), await list(ben), await list(maya)]).toEqual([[maya.id], [maya.id], [maya.id]]);
  expect((await divert(lead, maya, { from: ahead(0), until: ahead(120), number: '+4930555' })).body).toMatchObject({ number: '+4930555', active: true, setBy: lead.id });
  expect(await list(ben)).toEqual([]);
  expect(await diversionOf(house.db, maya.id)).toMatchObject({ active: true });
  await house.advance('121m');
  expect(await diversionOf(house.db, maya.id)).toBeNull();
});

test('W-G1 W-G2 W-G9 what one does not see does not exist; what others wrote is theirs', async () => {
  const { maya, ben, ticketId } = await desk();
  const secret = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
  const insider = await person(house, { teams: [{ id: secret.id }] });
  const { ticketId: hidden } = await mailIn(house.db, { teamId: secret.id, subject: 'Hidden' }, { from: `x${newId()}@acme.example`, name: 'X' });
  await insider.call('POST /tickets/:id/take', { params: { id: hidden }, body: { reason: 'mine' } });
  const { body: theirs } = await start(insider, hidden);
  const { body: back } = await schedule(insider, hidden);
  expect(theirs.id).toBeTruthy();
  for (const key of ['GET /tickets/:id/contact', 'GET /tickets/:id/call-card', 'GET /tickets/:id/calls', 'GET /tickets/:id/callback-times']) expect((await maya.call(key, { params: { id: hidden } })).status, key).toBe(404);
  expect((await start(maya, hidden)).status).toBe(404);
  expect((await log(maya, hidden, { outcome: 'answered' })).status).toBe(404);
  expect((await schedule(maya, hidden)).status).toBe(404);
  for (const verb of ['end', 'discard', 'restore']) expect((await act(maya, verb, theirs.id)).status, verb).toBe(404);
  expect((await act(maya, 'wrap-up', theirs.id, { outcome: 'answered' })).status).toBe(404);
  expect((await maya.call('POST /callbacks/:id/take', { params: { id: back.promise.id } })).status).toBe(404);
  expect((await maya.call('POST /quotables', { body: { id: newId(), ticketId: hidden, kind: 'price', text: 'x', source: 'y', asOf: '2026-01-01' } })).status).toBe(404);
  expect((await maya.call('GET /call-report', { query: { teamId: secret.id } })).status).toBe(404);
  const { body: own } = await start(maya, ticketId);
  for (const [verb, body] of [['end', {}], ['discard', {}], ['restore', {}], ['wrap-up', { outcome: 'answered' }]] as const) expect((await act(ben, verb, own.id, body)).body.code, verb).toBe('phone.not-your-call');
  expect((await ben.call('PATCH /calls/:id', { params: { id: own.id }, body: { version: 1, notes: 'x' } })).body.code).toBe('phone.not-your-call');
  const helper = await person(house, { role: 'collaborator' });
  expect((await start(helper, ticketId)).status).toBe(403);
  expect((await helper.call('GET /tickets/:id/contact', { params: { id: ticketId } })).body.may.call).toBe(false);
  // An agent counts themselves alone.
  expect((await ben.call('GET /call-report')).body.rows.every((r: { personId: string }) => r.personId === ben.id)).toBe(true);
});

test('W-F6 what is said in a call leaves the house by no way: not with a reply, not with a fact', async () => {
  const { maya, ticketId, customerId } = await desk();
  const marker = `marker${newId().replaceAll('-', '')}`;
  await log(maya, ticketId, { outcome: 'answered', notes: `Seems mad ${marker}`, phone: '+49309999999' });
  const { address } = (await maya.call('GET /customers/:id', { params: { id: customerId } })).body;
  const entries = await timeline(maya, ticketId);
  const message = entries.find((e) => e.name === 'tickets.message-received')!;
  expect((await maya.call('POST /tickets/:id/replies', { params: { id: ticketId }, body: { id: newId(), html: '<p>All done.</p>', to: [{ address }], seen: 10_000_000, quote: message.id, undoSeconds: 0 } })).status).toBe(200);
  await house.advance('1m');
  for (const table of ['facts', 'outbox', 'messages', 'notifications']) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} x where to_jsonb(x)::text like ${`%${marker}%`} or to_jsonb(x)::text like '%49309999999%'`.execute(house.db);
    expect(rows[0]!.n, table).toBe(0);
  }
});
