import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import type { Clock } from '../clocks/clock-answers.ts';

let house: TestHouse;
let admin: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  admin = await person(house, { role: 'admin' });
});
afterAll(() => house.close());

type Body = Record<string, unknown>;
/** A team of its own with a policy of its own, so that tests do not meet. */
async function desk(targets: Body, more: Body = {}) {
  const team = await makeTeam(house, `Team ${newId()}`);
  const lead = await person(house, { role: 'lead', teams: [{ id: team.id, lead: true }] });
  const maya = await person(house, { teams: [{ id: team.id }] });
  const made = await admin.call('POST /sla/policies', { body: { id: newId(), name: `Policy ${newId()}`, match: { teamIds: [team.id] }, targets, always: true, ...more } });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const write = async (ticketId?: string) => { const sent = await mailIn(house.db, ticketId ? { ticketId } : { teamId: team.id, subject: 'Boiler' }, { from: 'anna@acme.example', name: 'Anna', text: 'Hello' }); await house.settle(); return sent.ticketId; };
  const reply = async (ticketId: string, then?: object) => {
    const id = newId();
    expect((await maya.call('POST /tickets/:id/replies', { params: { id: ticketId }, body: { id, html: '<p>Hi</p>', to: [{ address: 'anna@acme.example' }], seen: 1e12, undoSeconds: 0, ...(then ? { then } : {}) } })).status).toBe(200);
    await house.settle();
    return id;
  };
  const clocks = async (ticketId: string) => ((await maya.call('GET /tickets/:id/clocks', { params: { id: ticketId } })).body as Clock[]).filter((c) => c.kind.startsWith('sla.'));
  const running = async (ticketId: string) => (await clocks(ticketId)).filter((c) => c.state !== 'stopped').map((c) => [c.kind.slice(4), c.state]).sort();
  const act = async (ticketId: string, verb: string, body: Body = {}) => { const a = await maya.call(`POST /tickets/:id/${verb}`, { params: { id: ticketId }, body: verb === 'close' ? { ...asDone, ...body } : verb === 'take' ? { ...asked, ...body } : body }); expect(a.status, JSON.stringify(a.body)).toBe(200); await house.settle(); };
  return { team, lead, maya, policy: made.body, write, reply, clocks, running, act };
}
const minutes = (c: Clock) => Math.round((Date.parse(c.dueAt) - Date.parse(c.startedAt)) / 60_000);

test('first reply, next reply, update and resolution run and end with what is written', async () => {
  const { write, reply, running, clocks, act } = await desk({ firstReply: 60, nextReply: 120, update: 1440, resolution: 2880 });
  const id = await write();
  expect(await running(id)).toEqual([['first-reply', 'running'], ['resolution', 'running']]);
  expect((await clocks(id)).map((c) => [c.kind, minutes(c)])).toEqual([['sla.first-reply', 60], ['sla.resolution', 2880]]);
  await reply(id);
  expect(await running(id)).toEqual([['resolution', 'running'], ['update', 'running']]);
  await house.advance('10m');
  await write(id);
  await house.advance('5m');
  await write(id);
  expect(await running(id)).toEqual([['next-reply', 'running'], ['resolution', 'running'], ['update', 'running']]);
  // From their first word since ours, not from the last.
  expect((await clocks(id)).filter((c) => c.kind === 'sla.next-reply')).toHaveLength(1);
  await reply(id);
  expect(await running(id)).toEqual([['resolution', 'running'], ['update', 'running']]);
  await act(id, 'close');
  expect(await running(id)).toEqual([]);
  expect((await clocks(id)).filter((c) => c.kind === 'sla.first-reply')[0]).toMatchObject({ outcome: 'replied', ranOutAt: null });
});

test('time stands still only for stated reasons, and each pause is on the timeline', async () => {
  const { maya, write, running, clocks, act } = await desk({ resolution: 600 }, { pauses: ['customer'] });
  const id = await write();
  await act(id, 'wait', { for: 'team', until: new Date(Date.now() + 10 * 24 * 3600_000).toISOString() });
  expect(await running(id)).toEqual([['resolution', 'running']]);
  await act(id, 'wait', { for: 'customer', until: new Date(Date.now() + 10 * 24 * 3600_000).toISOString() });
  expect(await running(id)).toEqual([['resolution', 'paused']]);
  expect((await clocks(id))[0]).toMatchObject({ pauseReason: 'waits for the customer' });
  const dueBefore = (await clocks(id))[0]!.dueAt;
  await house.advance('3h');
  await write(id);
  expect(await running(id)).toEqual([['resolution', 'running']]);
  expect(Math.round((Date.parse((await clocks(id))[0]!.dueAt) - Date.parse(dueBefore)) / 3600_000)).toBe(3);
  const { body } = await maya.call('GET /tickets/:id/timeline', { params: { id } });
  expect((body.items as { name: string }[]).filter((e) => e.name.startsWith('clocks.')).map((e) => e.name).reverse()).toEqual(['clocks.paused', 'clocks.resumed']);
});

test('at risk and missed are facts, each once; owner and leads are told', async () => {
  const { lead, maya, write, clocks, act } = await desk({ firstReply: 100 }, { warn: { percent: 75 } });
  const id = await write();
  await act(id, 'take');
  expect((await clocks(id))[0]!.personId).toBe(maya.id);
  const facts = async () => (await house.db.selectFrom('facts').select(['name', 'data']).where('about_id', '=', id).where('name', 'like', 'sla.%').where('name', '<>', 'sla.chosen').orderBy('id').execute()).map((f) => f.name);
  await house.advance('74m');
  expect(await facts()).toEqual([]);
  await house.advance('2m');
  expect(await facts()).toEqual(['sla.at-risk']);
  await house.advance('24m');
  await house.advance('3h');
  await house.settle();
  expect(await facts()).toEqual(['sla.at-risk', 'sla.missed']);
  const told = async (who: TestPerson) => ((await who.call('GET /notifications')).body.items as { kind: string; ticket: { id: string } }[]).filter((n) => n.kind === 'sla' && n.ticket.id === id).length;
  expect(await told(maya)).toBe(2);
  expect(await told(lead)).toBe(1);
});

test('a reopened ticket goes on with what was left; one that was missed is not measured twice', async () => {
  const { write, act, clocks, running } = await desk({ resolution: 100 });
  const id = await write();
  await house.advance('40m');
  await act(id, 'close');
  await house.advance('2h');
  await act(id, 'reopen');
  expect(minutes((await clocks(id)).find((c) => c.state === 'running')!)).toBe(60);
  await house.advance('61m');
  await act(id, 'close');
  await act(id, 'reopen');
  expect(await running(id)).toEqual([]);
});

test('a reply that is taken back was no reply', async () => {
  const { maya, write, running } = await desk({ firstReply: 60 });
  const id = await write();
  const messageId = newId();
  await maya.call('POST /tickets/:id/replies', { params: { id }, body: { id: messageId, html: '<p>Hi</p>', to: [{ address: 'anna@acme.example' }], seen: 1e12, undoSeconds: 60 } });
  await house.settle();
  expect(await running(id)).toEqual([]);
  await maya.call('POST /replies/:id/cancel', { params: { id: messageId } });
  await house.settle();
  expect(await running(id)).toEqual([['first-reply', 'running']]);
});

test('the strictest that fits is chosen, anew whenever the ticket changes or a policy does', async () => {
  const { team, maya, policy, write, clocks } = await desk({ firstReply: 480 });
  const urgent = { id: newId(), name: `Urgent ${newId()}`, match: { teamIds: [team.id], priorities: ['urgent'] }, targets: { firstReply: 30 }, always: true };
  expect((await admin.call('POST /sla/policies', { body: urgent })).status).toBe(200);
  const id = await write();
  const standing = async () => (await maya.call('GET /tickets/:id/sla', { params: { id } })).body;
  expect((await standing()).policy.id).toBe(policy.id);
  await maya.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'urgent' } });
  await house.settle();
  expect(await standing()).toMatchObject({ policy: { id: urgent.id }, fits: expect.arrayContaining([expect.objectContaining({ policyId: urgent.id, chosen: true, why: [{ holds: true, words: expect.stringContaining('team is') }, { holds: true, words: 'priority is urgent' }] })]) });
  expect(minutes((await clocks(id)).find((c) => c.state === 'running')!)).toBe(30);
  const list = (await admin.call('GET /sla/policies')).body as { id: string; version: number; tickets: number }[];
  expect(list.findIndex((p) => p.id === urgent.id)).toBeLessThan(list.findIndex((p) => p.id === policy.id));
  const changed = await admin.call('PUT /sla/policies/:id', { params: { id: urgent.id }, body: { ...urgent, id: undefined, targets: { firstReply: 45 }, version: 1 } });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  await house.settle();
  expect(minutes((await clocks(id)).find((c) => c.state === 'running')!)).toBe(45);
  expect((await admin.call('PUT /sla/policies/:id', { params: { id: urgent.id }, body: { ...urgent, id: undefined, version: 1 } })).body.code).toBe('sla.changed');
  expect((await admin.call('DELETE /sla/policies/:id', { params: { id: urgent.id } })).status).toBe(200);
  await house.settle();
  expect((await standing()).policy.id).toBe(policy.id);
  expect(minutes((await clocks(id)).find((c) => c.state === 'running')!)).toBe(480);
});

test('business hours of the team count, and a preview says what would happen before it is kept', async () => {
  const { team } = await desk({ firstReply: 60 });
  const { body } = await admin.call('POST /sla/preview', { body: { name: 'Pro', match: { teamIds: [team.id], plans: ['Pro'] }, targets: { firstReply: 60, resolution: 1440 } } });
  expect(body).toMatchObject({ wouldGet: 0, words: { what: 'a first reply within 1 hour, a solution within 1 day, counting the hours of its team, standing still while it waits for the customer' }, example: [{ target: 'first-reply' }, { target: 'resolution' }] });
});

test('W-G1 only admins make policies; names are unique, something must be promised', async () => {
  const { lead, maya, policy } = await desk({ firstReply: 60 });
  for (const who of [lead, maya]) expect((await who.call('POST /sla/policies', { body: { id: newId(), name: 'X', targets: { firstReply: 1 } } })).status).toBe(403);
  expect((await admin.call('POST /sla/policies', { body: { id: newId(), name: policy.name, targets: { firstReply: 1 } } })).body.code).toBe('sla.name-taken');
  expect((await admin.call('POST /sla/policies', { body: { id: newId(), name: 'Nothing', targets: {} } })).body.code).toBe('sla.no-target');
  const secret = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
  const { ticketId } = await mailIn(house.db, { teamId: secret.id, subject: 'Hidden' }, { from: 'x@acme.example', name: 'X' });
  expect((await maya.call('GET /tickets/:id/sla', { params: { id: ticketId } })).status).toBe(404);
});
