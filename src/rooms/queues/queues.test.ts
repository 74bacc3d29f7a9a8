import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { handOver } from '../handoffs/fixtures.ts';
import { deactivate } from '../people/people.ts';
import { decide, offerTo } from '../handoffs/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { close } from '../tickets/states.ts';
import { keepClaim } from './claims.ts';
import { protectClaim, renew, unprotectClaim } from './leases.ts';

let house: TestHouse;
let team: { id: string; name: string };
let other: { id: string; name: string };
let lea: TestPerson;
let maya: TestPerson;
let ben: TestPerson;
let outsider: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  other = await makeTeam(house, 'Tech');
});
// A team of their own for each test: its queue begins empty.
let count = 0;
beforeEach(async () => {
  team = await makeTeam(house, `Billing ${++count}`, { visibility: 'closed' });
  lea = await person(house, { name: 'Lea', role: 'lead', teams: [{ ...team, lead: true }] });
  maya = await person(house, { name: 'Maya', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [team, other] });
  outsider = await person(house, { name: 'Olaf', teams: [other] });
  await lea.call('PUT /queue-settings', { body: { teamId: team.id, ...standard } });
});
afterAll(() => house.close());

const standard = { picking: 'reason' };
const set = (change: object) => lea.call('PUT /queue-settings', { body: { teamId: team.id, ...change } });
const arrived = async (mail: Parameters<typeof mailIn>[2] = {}) => (await mailIn(house.db, { teamId: team.id }, mail)).ticketId;
const next = (who: TestPerson, more: object = {}) => who.call('POST /queue/next', { body: { id: newId(), ...more } });
const claim = (who: TestPerson, id: string, verb: string, body: object = {}) => who.call(`POST /claims/:id/${verb}`, { params: { id }, body });
const act = (who: TestPerson, id: string, verb: string, body: object = {}) => who.call(`POST /tickets/:id/${verb}`, { params: { id }, body });
const row = async (id: string) => (await lea.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket;
const mine = async (who: TestPerson) => (await who.call('GET /claims')).body.items;
const outcome = async (claimId: string) => (await sql<{ outcome: string | null }>`select outcome from claims where id = ${claimId}`.execute(house.db)).rows[0]!.outcome;
const names = async (id: string): Promise<string[]> => (await lea.call('GET /tickets/:id/timeline', { params: { id } })).body.items.map((e: { name: string }) => e.name).reverse();
const older = (id: string, hours: number) => sql`update tickets set queued_at = queued_at - make_interval(hours => ${hours}::int) where id = ${id}`.execute(house.db);

describe('take next', () => {
  test('gives the first by policy and says why; the ticket stays in its place, unowned and nobody else’s', async () => {
    const [young, old] = [await arrived(), await arrived()];
    await older(old, 5);
    const got = await next(maya);
    expect(got.body).toMatchObject({ ticket: { id: old, ownerId: null, claimedBy: maya.id, status: 'open' }, claim: { personId: maya.id, reasons: [{ kind: 'waiting' }] } });
    expect((await next(ben)).body.ticket.id).toBe(young);
    expect(await names(old)).toEqual(['tickets.opened', 'tickets.message-received', 'queues.claimed']);
    expect((await lea.call('GET /queue', { query: { teamId: team.id } })).body).toMatchObject({ items: [], total: 2, working: [{ personId: maya.id, ticket: { id: old } }, { personId: ben.id }] });
  });

  test('by late, priority, complaint, known customer, skill and language, in the order the team set', async () => {
    await sql`update people set skills = array['Refunds', 'Spanish'] where id = ${maya.id}`.execute(house.db);
    const plain = await arrived({ from: 'plain@acme.example' });
    const spanish = await arrived({ from: 'ana@acme.example' });
    await sql`update customers set language = 'es-MX' where id = (select customer_id from tickets where id = ${spanish})`.execute(house.db);
    const skilled = await arrived({ from: 'skill@acme.example' });
    const known = await arrived({ from: 'known@acme.example' });
    const angry = await arrived({ from: 'angry@acme.example' });
    const pressing = await arrived({ from: 'pressing@acme.example' });
    const late = await arrived({ from: 'late@acme.example' });
    const before = await mailIn(house.db, { teamId: team.id }, { from: 'known@acme.example' });
    await sql`update tickets set owner_id = ${maya.id}, queued_at = null where id = ${before.ticketId}`.execute(house.db);
    await lea.call('PUT /tickets/:id/tags', { params: { id: skilled }, body: { tags: ['refunds'] } });
    await lea.call('PUT /tickets/:id/tags', { params: { id: angry }, body: { tags: ['complaint'] } });
    await lea.call('PUT /tickets/:id/priority', { params: { id: pressing }, body: { priority: 'urgent' } });
    await sql`update tickets set due_at = ${clock.iso(-1000)} where id = ${late}`.execute(house.db);
    const queue = async () => (await maya.call('GET /queue', { query: { teamId: team.id } })).body.items.map((i: { ticket: { id: string } }) => i.ticket.id);
    expect(await queue()).toEqual([late, pressing, angry, known, skilled, spanish, plain]);
    const why = (await maya.call('GET /queue', { query: { teamId: team.id } })).body.items.map((i: { reasons: { kind: string }[] }) => i.reasons[0]!.kind);
    expect(why).toEqual(['late', 'priority', 'complaint', 'known', 'skill', 'language', 'waiting']);
    await set({ order: ['language', 'skill', 'age'] });
    expect((await queue()).slice(0, 3)).toEqual([spanish, skilled, plain]);
    expect((await next(maya)).body.ticket.id).toBe(spanish);
  });

  test('W-L5 pressed twice or in two tabs it is one claim; a second one is refused with what to finish first', async () => {
    for (let n = 0; n < 12; n++) await arrived();
    const id = newId();
    const [one, same] = await Promise.all([next(maya, { id }), next(maya, { id })]);
    expect([one.status, same.status, same.body.claim.id]).toEqual([200, 200, one.body.claim.id]);
    const more = await Promise.all(Array.from({ length: 6 }, () => next(ben)));
    expect(more.map((m) => m.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(more.find((m) => m.status === 409)!.body).toMatchObject({ code: 'queues.finish-first', data: { claims: [{ personId: ben.id }] } });
    expect(await mine(ben)).toHaveLength(1);
  });

  test('as many at a time as the team allows', async () => {
    await set({ claimsAtOnce: 2 });
    for (let n = 0; n < 3; n++) await arrived();
    const all = await Promise.all(Array.from({ length: 5 }, () => next(maya)));
    expect(all.filter((a) => a.status === 200)).toHaveLength(2);
  });

  test('an empty queue, no team, and somebody on a break are told so', async () => {
    expect((await next(maya)).body.code).toBe('queues.nothing-left');
    const alone = await person(house, {});
    expect((await next(alone)).body.code).toBe('queues.no-team');
    await arrived();
    await maya.call('PUT /me/availability', { body: { state: 'on-a-break' } });
    expect((await next(maya)).body).toMatchObject({ code: 'queues.not-available' });
    expect((await maya.call('GET /queue', { query: { teamId: team.id } })).body.canTake.ok).toBe(false);
  });

  test('from several teams’ queues together the more pressing comes first', async () => {
    const here = await arrived();
    const { ticketId: there } = await mailIn(house.db, { teamId: other.id });
    await older(there, 30);
    await older(here, 2);
    expect((await next(ben)).body.ticket.id).toBe(there);
    expect((await next(ben, { teamId: team.id })).body.code).toBe('queues.finish-first');
    expect((await next(outsider, { teamId: team.id })).status).toBe(404);
  });
});

describe('a claim', () => {
  const taken = async (who = maya) => { const id = await arrived(); const { claim: held } = (await next(who)).body; return { id, claimId: held.id as string }; };

  test('keeps others out until it is over; leads put it back with a reason', async () => {
    const { id, claimId } = await taken();
    for (const [verb, body] of [['take', { reason: 'x' }], ['assign', { personId: ben.id }], ['give', { teamId: other.id }], ['close', {}], ['wait', { for: 'customer' }]] as const) {
      expect((await act(ben, id, verb, body)).body, verb).toMatchObject({ code: 'queues.claimed', data: { personId: maya.id } });
    }
    expect((await claim(ben, claimId, 'give-back')).status).toBe(404);
    expect((await claim(ben, claimId, 'release', { reason: 'x' })).status).toBe(403);
    expect((await claim(lea, claimId, 'release', { reason: 'Maya went home' })).body.ticket.claimedBy).toBeNull();
    const [entry] = (await ben.call('GET /tickets/:id/timeline', { params: { id } })).body.items;
    expect(entry).toMatchObject({ name: 'queues.given-back', data: { how: 'released', personId: maya.id }, more: { reason: 'Maya went home' } });
    expect((await claim(maya, claimId, 'keep')).body).toMatchObject({ code: 'queues.claim-over', data: { outcome: 'released' } });
  });

  test('what somebody works on is handed on by nobody else; moved by whatever room, their claim is over', async () => {
    const one = await taken();
    expect((await offerTo(lea, one.id, { teamId: other.id })).body).toMatchObject({ code: 'queues.claimed', data: { personId: maya.id } });
    expect(await outcome(one.claimId)).toBeNull();
    await claim(maya, one.claimId, 'give-back');
    // Offered to another team it stands in their queue; somebody takes it there, and it is taken back.
    const { body: { handoff } } = await offerTo(lea, one.id, { teamId: other.id });
    const theirs = await next(outsider, { teamId: other.id });
    expect(theirs.body.ticket.id).toBe(one.id);
    expect((await decide(lea, 'withdraw', handoff.id)).status).toBe(200);
    expect(await row(one.id)).toMatchObject({ teamId: team.id, ownerId: null, claimedBy: null });
    expect(await outcome(theirs.body.claim.id)).toBe('moved');
    expect(await mine(outsider)).toEqual([]);
  });

  test('is kept by Keep it, waiting, closing, handing on and escalating; given back it stands where it stood', async () => {
    const first = await taken();
    const kept = await claim(maya, first.claimId, 'keep');
    expect([kept.body.ticket.ownerId, await outcome(first.claimId)]).toEqual([maya.id, 'kept']);
    await maya.call('POST /tickets/undo/:id', { params: { id: kept.body.undoId } });
    expect(await row(first.id)).toMatchObject({ ownerId: null, claimedBy: null });
    await act(lea, first.id, 'take');

    const second = await taken();
    expect((await act(maya, second.id, 'wait', { for: 'customer' })).body.ticket).toMatchObject({ ownerId: maya.id, status: 'waiting', claimedBy: null });
    expect(await outcome(second.claimId)).toBe('kept');

    const third = await taken();
    await handOver(maya, third.id, ben);
    expect([(await row(third.id)).ownerId, await outcome(third.claimId)]).toEqual([ben.id, 'kept']);

    const fourth = await taken();
    await transact(house.db, async (tx) => keepClaim(tx, await ben.fresh(), fourth.id));
    expect(await outcome(fourth.claimId)).toBeNull();
    await transact(house.db, async (tx) => keepClaim(tx, await maya.fresh(), fourth.id));
    expect(await outcome(fourth.claimId)).toBe('kept');

    const fifth = await taken();
    const [{ queued_at: since }] = (await sql<{ queued_at: string }>`select queued_at from tickets where id = ${fifth.id}`.execute(house.db)).rows as [{ queued_at: string }];
    await claim(maya, fifth.claimId, 'give-back');
    expect((await ben.call('GET /queue', { query: { teamId: team.id } })).body.items).toMatchObject([{ ticket: { id: fifth.id, claimedBy: null }, since }]);
    expect((await next(ben)).body.ticket.id).toBe(fifth.id);
  });

  test('W-L10 ends when what the product does moves the ticket, and when its holder leaves', async () => {
    const { id, claimId } = await taken();
    await transact(house.db, (tx) => close(tx, system('test'), id));
    expect([(await row(id)).claimedBy, await outcome(claimId)]).toEqual([null, 'moved']);
    const gone = await taken(ben);
    await transact(house.db, async (tx) => deactivate(tx, system('test'), ben.id));
    expect([(await row(gone.id)).claimedBy, await outcome(gone.claimId)]).toEqual([null, 'left']);
  });

  test('W-L10 W-G5 ends when its holder loses the team, the role or the sight of it, even in a call; the draft stays theirs', async () => {
    const over = async ({ id, claimId }: { id: string; claimId: string }) => { expect([(await row(id)).claimedBy, await outcome(claimId), (await claim(maya, claimId, 'keep')).body.code]).toEqual([null, 'left', 'queues.claim-over']); };
    const admin = await person(house, { role: 'admin' });
    const held = await taken();
    await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: held.id, mode: 'reply' }, body: { html: '<p>Half a</p>', version: 0 } });
    await transact(house.db, async (tx) => protectClaim(tx, system('phone'), maya.id));
    await admin.call('DELETE /teams/:id/members/:personId', { params: { id: team.id, personId: maya.id } });
    await over(held);
    expect((await maya.call('GET /drafts')).body).toHaveLength(0);
    await admin.call('PUT /teams/:id/members/:personId', { params: { id: team.id, personId: maya.id }, body: { lead: false } });
    expect((await maya.call('GET /drafts')).body).toMatchObject([{ ticketId: held.id, html: '<p>Half a</p>' }]);

    const second = (await next(maya)).body;
    await admin.call('PUT /people/:id/role', { params: { id: maya.id }, body: { role: 'collaborator' } });
    expect(await outcome(second.claim.id)).toBe('left');
    await admin.call('PUT /people/:id/role', { params: { id: maya.id }, body: { role: 'agent' } });

    await admin.call('PATCH /teams/:id', { params: { id: team.id }, body: { visibility: 'open' } });
    const third = (await next(outsider, { teamId: team.id })).body;
    expect(third.ticket.id).toBe(held.id);
    await admin.call('PATCH /teams/:id', { params: { id: team.id }, body: { visibility: 'closed' } });
    expect(await outcome(third.claim.id)).toBe('left');
  });
});

describe('the lease', () => {
  const taken = async () => { const id = await arrived(); return { id, claimId: (await next(maya)).body.claim.id as string }; };
  const lease = async (claimId: string) => (await mine(maya)).find((c: { id: string }) => c.id === claimId) ?? null;

  test('W-L19 warns at 2:00 without a sign of life and gives back at 2:30, once; the draft is kept', async () => {
    const { id, claimId } = await taken();
    await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id, mode: 'reply' }, body: { html: '<p>Half a</p>', version: 0 } });
    const [times] = (await sql<{ warn: number; over: number }>`select extract(epoch from warn_at - started_at)::float8 as warn, extract(epoch from due_at - started_at)::float8 as over from clocks where about_id = ${claimId}`.execute(house.db)).rows;
    expect(times).toEqual({ warn: 120, over: 150 });
    await house.advance('105s');
    expect(await lease(claimId)).toMatchObject({ warnedAt: null });
    await house.advance('15s');
    expect((await lease(claimId)).warnedAt).not.toBeNull();
    await house.advance('15s');
    expect(await lease(claimId)).not.toBeNull();
    await house.advance('15s');
    expect([await lease(claimId), await outcome(claimId), (await row(id)).claimedBy]).toEqual([null, 'idle', null]);
    await house.advance('10m');
    expect((await names(id)).filter((n) => n === 'queues.given-back')).toHaveLength(1);
    expect((await maya.call('GET /drafts')).body).toMatchObject([{ ticketId: id, html: '<p>Half a</p>' }]);
    // Whose time ran out may go on with it, while it is there, without another word.
    expect((await act(maya, id, 'take')).status).toBe(200);
  });

  test('a sign of life from any tab begins it anew; after the warning “Continue” does', async () => {
    const { claimId } = await taken();
    await house.advance('100s');
    await renew(house.db, [{ personId: maya.id, at: clock.iso() }, { personId: ben.id, at: clock.iso() }]);
    await house.advance('100s');
    expect(await lease(claimId)).toMatchObject({ warnedAt: null });
    await house.advance('20s');
    expect((await lease(claimId)).warnedAt).not.toBeNull();
    expect((await claim(maya, claimId, 'renew')).body).toMatchObject({ warnedAt: null });
    await house.advance('105s');
    expect(await lease(claimId)).toMatchObject({ warnedAt: null });
    await house.advance('15s');
    // What a program of theirs does counts as well.
    await renew(house.db, [{ personId: maya.id, at: clock.iso() }]);
    expect(await lease(claimId)).toMatchObject({ warnedAt: null });
  });

  test('no time passes during a live call; after it, all of it begins anew', async () => {
    const { claimId } = await taken();
    await house.advance('100s');
    await transact(house.db, async (tx) => protectClaim(tx, system('phone'), maya.id));
    await house.advance('40m');
    expect(await lease(claimId)).toMatchObject({ warnedAt: null, backAt: null });
    await transact(house.db, async (tx) => unprotectClaim(tx, system('phone'), maya.id));
    await house.advance('100s');
    expect(await lease(claimId)).toMatchObject({ warnedAt: null, protectedAt: null });
    await house.advance('20s');
    expect((await lease(claimId)).warnedAt).not.toBeNull();
    await house.advance('30s');
    expect(await outcome(claimId)).toBe('idle');
  });

  test('times are the team’s; a house that stood still asks before it takes away', async () => {
    await set({ idleSeconds: 600, warnSeconds: 60 });
    const { claimId } = await taken();
    await house.advance('9m30s');
    expect(await lease(claimId)).toMatchObject({ warnedAt: null, idleSeconds: 600, warnSeconds: 60 });
    await house.advance('2h');
    expect((await lease(claimId)).warnedAt).not.toBeNull();
    await house.advance('60s');
    expect(await outcome(claimId)).toBe('idle');
  });
});

describe('taking one out of its turn', () => {
  test('needs a reason, which leads see; the next one, one’s own and a lead need none', async () => {
    const [first, second, third] = [await arrived(), await arrived(), await arrived()];
    expect((await act(maya, second, 'take')).body).toMatchObject({ code: 'queues.reason-needed', data: { ticketId: second } });
    expect((await act(maya, second, 'assign', { personId: maya.id })).body.code).toBe('queues.reason-needed');
    expect((await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [second, third], change: { kind: 'take' } } })).body.code).toBe('queues.reason-needed');
    expect((await act(maya, second, 'take', { reason: 'She called me' })).body.ticket.ownerId).toBe(maya.id);
    expect((await lea.call('GET /queue/picks', { query: { teamId: team.id } })).body.items).toMatchObject([{ ticketId: second, personId: maya.id, reason: 'She called me' }]);
    expect((await maya.call('GET /queue/picks', { query: { teamId: team.id } })).status).toBe(403);
    expect((await act(maya, first, 'take')).status).toBe(200);
    expect((await act(lea, third, 'take')).status).toBe(200);
    const told = (await lea.call('GET /tickets/:id/timeline', { params: { id: second } })).body.items;
    expect(told.find((e: { name: string }) => e.name === 'queues.picked-out').more).toEqual({ reason: 'She called me' });
  });

  test('is free, needs a lead’s yes, or is off: as the team decides', async () => {
    await arrived();
    const [second, third] = [await arrived(), await arrived()];
    await set({ picking: 'off' });
    expect((await act(maya, second, 'take', { reason: 'x' })).body.code).toBe('queues.in-order-only');
    await set({ picking: 'lead' });
    const needed = (await act(maya, second, 'take', { reason: 'x' })).body;
    expect(needed).toMatchObject({ code: 'approvals.needed', data: { act: 'queues.pick', deciders: expect.arrayContaining([expect.objectContaining({ id: lea.id })]) } });
    const asked = await maya.call('POST /approvals', { body: { id: newId(), act: needed.data.act, data: needed.data.data, reason: 'She called me' } });
    expect((await lea.call('POST /approvals/:id/decide', { params: { id: asked.body.id }, body: { approve: true } })).status).toBe(200);
    expect((await row(second)).ownerId).toBe(maya.id);
    await set({ picking: 'free' });
    expect((await act(maya, third, 'take')).status).toBe(200);
  });
});

test('W-G1 W-G4 W-G6 who does not see a team learns nothing of its queue, its claims and what is picked', async () => {
  const id = await arrived();
  const { claim: held } = (await next(maya)).body;
  const asks: [string, object][] = [['GET /queue', { query: { teamId: team.id } }], ['GET /queue/picks', { query: { teamId: team.id } }], ['GET /queue-settings', { query: { teamId: team.id } }], ['GET /tickets/:id/claim', { params: { id } }], ['POST /queue/next', { body: { id: newId(), teamId: team.id } }]];
  const chief = await person(house, { role: 'lead', teams: [{ ...other, lead: true }] });
  for (const [key, what] of asks) expect((await chief.call(key, what)).status, key).toBe(404);
  for (const verb of ['keep', 'give-back', 'renew', 'release']) for (const who of [ben, outsider, chief]) expect((await claim(who, held.id, verb, { reason: 'x' })).status, verb).toBe(who !== chief && verb === 'release' ? 403 : 404);
  const helper = await person(house, { role: 'collaborator', teams: [team] });
  expect((await helper.call('GET /queue', { query: { teamId: team.id } })).body).toMatchObject({ total: 1, canTake: { ok: false }, working: [{ personId: maya.id }] });
  expect((await next(helper)).status).toBe(403);
  const heard = await heardBy(house, await outsider.fresh(), async () => { await claim(maya, held.id, 'renew'); await claim(maya, held.id, 'give-back'); });
  expect(heard).toEqual([]);
  // The time of what one works on is told to nobody else.
  await next(maya);
  const mates = await heardBy(house, await ben.fresh(), async () => claim(maya, (await mine(maya))[0].id, 'renew'));
  expect(mates).toEqual([]);
});

test('W-G3 nobody takes for another what they may not see, and a claim on one gives no more rights than before', async () => {
  await set({ picking: 'free' });
  const id = await arrived();
  expect((await act(outsider, id, 'take')).status).toBe(404);
  await next(maya);
  expect((await act(maya, id, 'give', { teamId: newId() })).status).toBe(404);
});

test('settings belong to leads of the team and admins, and are said to be one’s own where they are', async () => {
  expect((await maya.call('PUT /queue-settings', { body: { teamId: team.id, picking: 'free' } })).status).toBe(403);
  expect((await lea.call('PUT /queue-settings', { body: { teamId: other.id, picking: 'free' } })).status).toBe(403);
  expect((await set({ picking: null, order: ['age'] })).body).toMatchObject({ picking: 'reason', order: ['age'], own: ['order'] });
  expect((await set({ order: ['age', 'age'] })).status).toBe(400);
  expect((await set({ ageHours: [4, 1] })).status).toBe(400);
});
