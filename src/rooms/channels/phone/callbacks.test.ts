import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../../test/people.ts';
import { heardBy } from '../../../../test/replay.ts';
import { newId } from '../../../core/ids.ts';
import { clock } from '../../../core/server/clock.ts';
import { mailIn } from '../../tickets/fixtures.ts';
import { myCallbacksQuery } from './callback-answers.ts';
import { reportQuery } from './reports.ts';

let house: TestHouse;
let admin: TestPerson;
beforeAll(async () => { house = await openTestHouse(); admin = await person(house, { name: 'Ada', role: 'admin' }); });
afterAll(() => house.close());

const ahead = (minutes: number) => clock.iso(minutes * 60_000);
const ticket = async (teamId: string, name = 'Anna Keller') => (await mailIn(house.db, { teamId, subject: 'Boiler' }, { from: `c${newId()}@acme.example`, name, text: 'Please call.' })).ticketId;
async function desk() {
  const team = await makeTeam(house, `Team ${newId()}`);
  const lead = await person(house, { name: 'Lena', role: 'lead', teams: [{ id: team.id, lead: true }] });
  const [maya, ben] = [await person(house, { name: 'Maya', teams: [team] }), await person(house, { name: 'Ben', teams: [team] })];
  return { team, lead, maya, ben, ticketId: await ticket(team.id) };
}
const done = async (who: TestPerson, key: string, id: string, body: object = {}) => { const answer = await who.call(key, { params: { id }, body }); expect([answer.status, answer.body]).toEqual([200, answer.body]); return answer.body; };
const schedule = (who: TestPerson, id: string, minutes: number, more: object = {}) => done(who, 'POST /tickets/:id/callbacks', id, { id: newId(), dueAt: ahead(minutes), ...more });
const start = (who: TestPerson, id: string, body: object = {}) => done(who, 'POST /tickets/:id/calls/start', id, { id: newId(), ...body });
interface Listed { promise: { id: string; ownerId: string }; ticket: { id: string; number: number }; offer: { why: string; to: string[]; mine: boolean; untaken: boolean } | null }
const callbacks = async (who: TestPerson) => (await who.call('GET /callbacks')).body as Listed[];
const said = (facts: { name: string; data: unknown }[], name: string) => facts.filter((f) => f.name === `phone.${name}`).map((f) => f.data as Record<string, unknown>);

test('whoever owes it works here no longer: others are asked ten minutes before, not when it is too late', async () => {
  const { maya, ben, lead, ticketId } = await desk();
  const { promise } = await schedule(maya, ticketId, 30);
  await done(admin, 'POST /people/:id/deactivate', maya.id);
  const heard = await heardBy(house, ben.actor, () => house.advance('21m'));
  expect(said(heard, 'callback-offered')).toMatchObject([{ promiseId: promise.id, why: 'gone', to: expect.arrayContaining([ben.id, lead.id]) }]);
  expect(said(heard, 'callback-soon')).toEqual([]);
  expect(await callbacks(ben)).toMatchObject([{ promise: { id: promise.id }, offer: { why: 'gone', mine: true } }]);
  await done(ben, 'POST /callbacks/:id/take', promise.id);
  // From then on it is reminded of as any other.
  const his = await heardBy(house, ben.actor, async () => { await house.advance('7m30s'); await house.advance('2m'); });
  expect(said(his, 'callback-soon').map((d) => [d.ownerId, d.minutes])).toEqual([[ben.id, 2], [ben.id, 0]]);
  expect((await start(ben, ticketId)).promiseId).toBe(promise.id);
});

test('its ticket went where its owner does not see it: those who see it are asked, and their lead has it in the list', async () => {
  const { maya, lead, ticketId } = await desk();
  const closed = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
  const [tara, tom] = [await person(house, { name: 'Tara', role: 'lead', teams: [{ id: closed.id, lead: true }] }), await person(house, { name: 'Tom', teams: [closed] })];
  const { promise } = await schedule(maya, ticketId, 30);
  await done(admin, 'POST /tickets/:id/give', ticketId, { teamId: closed.id });
  const heard = await heardBy(house, tom.actor, () => house.advance('21m'));
  expect(said(heard, 'callback-offered')).toMatchObject([{ promiseId: promise.id, why: 'gone', to: expect.arrayContaining([tom.id, tara.id]) }]);
  expect([await callbacks(maya), await callbacks(lead)]).toEqual([[], []]);
  await house.advance('4m');
  expect(await callbacks(tara)).toMatchObject([{ promise: { id: promise.id }, offer: { untaken: true, mine: true } }]);
});

test('a team without a lead: the admins are told that nobody took it, and have it in their list', async () => {
  const team = await makeTeam(house, `Leaderless ${newId()}`);
  const maya = await person(house, { name: 'Maya', teams: [team] });
  const { promise } = await schedule(maya, await ticket(team.id), 5);
  await maya.call('PUT /me/availability', { body: { state: 'offline', until: ahead(600) } });
  const heard = await heardBy(house, admin.actor, () => house.advance('6m'));
  expect(said(heard, 'callback-untaken').filter((d) => d.promiseId === promise.id)).toMatchObject([{ leads: [admin.id] }]);
  expect((await callbacks(admin)).map((one) => one.promise.id)).toContain(promise.id);
});

test('a ticket that was merged away: the callback is made, and wrapped up, where work goes on', async () => {
  const { team, maya, ticketId: gone } = await desk();
  const kept = await ticket(team.id);
  const { promise } = await schedule(maya, gone, 10);
  const call = await start(maya, gone);
  await done(maya, 'POST /calls/:id/discard', call.id);
  const owed = async () => (await callbacks(maya)).some((one) => one.promise.id === promise.id);
  expect(await owed()).toBe(true);
  // It was a call after all, and so the callback; then it was none.
  await done(maya, 'POST /calls/:id/restore', call.id);
  expect(await owed()).toBe(false);
  await done(maya, 'POST /calls/:id/discard', call.id);
  expect(await owed()).toBe(true);
  const other = await start(maya, gone, { direction: 'in' });
  await done(maya, 'POST /promises/:id/reopen', promise.id);
  await done(maya, 'POST /tickets/:id/merge', gone, { intoId: kept, anyway: true });
  await done(maya, 'POST /calls/:id/end', other.id);
  await done(maya, 'POST /calls/:id/wrap-up', other.id, { outcome: 'answered', next: { kind: 'wait', for: 'customer', until: ahead(600) } });
  expect((await maya.call('GET /tickets/:ref', { params: { ref: kept } })).body.ticket.status).toBe('waiting');
  expect(await callbacks(maya)).toMatchObject([{ promise: { id: promise.id }, ticket: { id: kept } }]);
  expect((await maya.call('GET /tickets/:id/call-card', { params: { id: kept } })).body.promises).toMatchObject([{ id: promise.id }]);
  expect((await start(maya, kept)).promiseId).toBe(promise.id);
  expect(await callbacks(maya)).toEqual([]);
});

test('only a call made after it was promised, and answered or ours, is calling back', async () => {
  const { maya, ticketId } = await desk();
  await house.advance('30m');
  const { promise } = await schedule(maya, ticketId, 10);
  const log = (body: object) => done(maya, 'POST /tickets/:id/calls', ticketId, { id: newId(), ...body });
  await log({ outcome: 'no-answer', startedAt: ahead(-2) });
  await log({ outcome: 'no-answer', direction: 'in' });
  expect(await callbacks(maya)).toMatchObject([{ promise: { id: promise.id } }]);
  await log({ outcome: 'no-answer' });
  expect(await callbacks(maya)).toEqual([]);
  expect((await maya.call('POST /tickets/:id/calls', { params: { id: ticketId }, body: { id: newId(), outcome: 'answered', startedAt: ahead(-10), seconds: 3600 } })).body.code).toBe('phone.not-then');
});

test('given to somebody at its time by hand: they are told at once, or others are asked in turn', async () => {
  const { maya, ben, lead, ticketId } = await desk();
  const { promise } = await schedule(maya, ticketId, 5);
  await maya.call('PUT /me/availability', { body: { state: 'offline', until: ahead(600) } });
  await house.advance('5m');
  const heard = await heardBy(house, ben.actor, () => done(lead, 'POST /promises/:id/pass', promise.id, { personId: ben.id }));
  expect(said(heard, 'callback-soon')).toMatchObject([{ promiseId: promise.id, ownerId: ben.id, minutes: 0 }]);
  const back = await heardBy(house, ben.actor, () => done(lead, 'POST /promises/:id/pass', promise.id, { personId: maya.id }));
  expect(said(back, 'callback-offered')).toMatchObject([{ promiseId: promise.id, why: 'away', to: expect.arrayContaining([ben.id]) }]);
});

test('two windows: what was written in one is not written over by the other, whether it changes or wraps up', async () => {
  const { maya, ben, ticketId } = await desk();
  const call = await start(maya, ticketId);
  const change = (version: number, notes: string) => maya.call('PATCH /calls/:id', { params: { id: call.id }, body: { version, notes } });
  // What is typed in between is nobody's news.
  const typing = await heardBy(house, ben.actor, async () => expect((await change(1, 'From here')).body.version).toBe(2));
  expect(typing.map((f) => f.name)).toEqual([]);
  expect((await change(1, 'From there')).body).toMatchObject({ code: 'phone.changed-meanwhile', data: { call: { version: 2, notes: 'From here' } } });
  await house.advance('10m');
  await done(maya, 'POST /calls/:id/end', call.id);
  const wrap = (body: object) => maya.call('POST /calls/:id/wrap-up', { params: { id: call.id }, body: { outcome: 'answered', ...body } });
  expect((await wrap({ version: 2, notes: 'From there' })).body).toMatchObject({ code: 'phone.changed-meanwhile', data: { call: { version: 3, notes: 'From here', wrappedAt: null } } });
  // Nobody hung up in time: it was as long as its caller says, never longer than it ran.
  expect((await wrap({ version: 3, notes: 'From here', seconds: 240 })).body).toMatchObject({ seconds: 240, notes: 'From here' });
  expect((await wrap({ seconds: 9000 })).body).toMatchObject({ seconds: 240 });
  const after = await heardBy(house, ben.actor, async () => expect((await change(5, 'Set right')).status).toBe(200));
  expect(said(after, 'call-changed')).toMatchObject([{ callId: call.id, wrapped: true }]);
});

test('W-G1 its ticket goes out of sight during a call: it is ended and written up, and tells nothing of the ticket', async () => {
  const { maya, ticketId } = await desk();
  const closed = await makeTeam(house, `Closed ${newId()}`, { visibility: 'closed' });
  const call = await start(maya, ticketId);
  await done(admin, 'POST /tickets/:id/give', ticketId, { teamId: closed.id });
  expect((await maya.call('GET /tickets/:ref', { params: { ref: ticketId } })).status).toBe(404);
  expect((await maya.call('GET /calls/live')).body.call).toMatchObject({ id: call.id, subject: '' });
  await done(maya, 'POST /calls/:id/end', call.id);
  const wrap = (next: object) => maya.call('POST /calls/:id/wrap-up', { params: { id: call.id }, body: { outcome: 'answered', notes: 'Done', next } });
  expect((await wrap({ kind: 'callback', id: newId(), dueAt: ahead(60) })).body.code).toBe('phone.ticket-gone');
  expect((await wrap({ kind: 'none' })).body).toMatchObject({ notes: 'Done', wrappedAt: expect.any(String) });
});

const planOf = async (query: RawBuilder<unknown>): Promise<string> => (await sql<{ 'QUERY PLAN': string }>`explain (analyze, buffers off, costs off, timing off, summary off) ${query}`.execute(house.db)).rows.map((r) => r['QUERY PLAN']).join('\n');
const mostRows = (plan: string): number => Math.max(0, ...[...plan.matchAll(/rows=(\d+)(?:\.\d+)? loops=(\d+)/g)].map((m) => Number(m[1]) * Number(m[2])), ...[...plan.matchAll(/Rows Removed by \w+(?: \w+)*: (\d+)/g)].map((m) => Number(m[1])));
test('W-M1 of 100,000 callbacks only those owed, offered or due in the time asked for are read', async () => {
  const { team, maya, ben, lead, ticketId } = await desk();
  // A fifth of them are Maya's, of which a hundred and fifty are owed.
  await sql`with made as (insert into promises (id, ticket_id, text, due_at, owner_id, with_ticket, to_kind, made_by, made_at, kind, state, kept_at)
      select gen_random_uuid(), ${ticketId}::uuid, 'Call back', ${clock.iso()}::timestamptz - make_interval(mins => n * 6 - 3), case when n % 5 = 0 then ${maya.id}::uuid else ${ben.id}::uuid end, false, 'customer', ${maya.id}::uuid, ${clock.iso()}::timestamptz - make_interval(mins => n * 6 + 60), 'callback',
        case when n <= 750 then 'open' else 'kept' end, case when n <= 750 then null else ${clock.iso()}::timestamptz - make_interval(mins => n * 6 - 3) end from generate_series(1, 100000) n returning id, due_at, state)
    insert into callbacks (promise_id, ticket_id, team_id, attended_at, attended_by) select id, ${ticketId}::uuid, ${team.id}::uuid, case when state = 'kept' then due_at end, case when state = 'kept' then ${maya.id}::uuid end from made`.execute(house.db);
  await sql`analyze promises, callbacks, callback_offers, tickets`.execute(house.db);
  const owed = await planOf(myCallbacksQuery(await maya.fresh()));
  expect(owed).not.toMatch(/Seq Scan on (promises|callbacks)/);
  expect(mostRows(owed), owed).toBeLessThanOrEqual(2500);
  // In a week 1680 callbacks are due, 336 of them Maya's.
  const week = { from: ahead(-7 * 24 * 60) };
  const all = await planOf(reportQuery(await lead.fresh(), week));
  expect(all).toContain('promises_callbacks');
  expect(mostRows(all), all).toBeLessThanOrEqual(2500);
  const own = await planOf(reportQuery(await maya.fresh(), week));
  expect(mostRows(own), own).toBeLessThanOrEqual(1000);
  expect((await lead.call('GET /call-report', { query: week })).body.teams).toMatchObject([{ due: 1680, onTime: 930 }]);
}, 60_000);
