import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { alwaysOpen, handOver, offerTo } from '../handoffs/fixtures.ts';
import { deactivate } from '../people/people.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import { raiseBody } from '../escalations/fixtures.ts';
import { next, takenBy } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { begin, end } from './departures.ts';
import { approve, ask, clearRest, day, days, on, plan, show, unclear } from './fixtures.ts';
import { tables } from './tables.ts';

let house: TestHouse;
let billing: { id: string }, legal: { id: string };
let lena: TestPerson, stranger: TestPerson, admin: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  billing = await makeTeam(house, 'Billing');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: billing.id, lead: true }] });
  stranger = await person(house, { name: 'Sam Stranger', role: 'lead', teams: [{ id: legal.id, lead: true }] });
  admin = await person(house, { name: 'Ada Admin', role: 'admin' });
});
afterAll(() => house.close());

const agent = (name: string, zone = 'UTC') => person(house, { name, teams: [billing], zone });
const stateOf = async (who: TestPerson, id: string) => (await show(who, id)).leave.state as string;
const ticket = async (owner: TestPerson, subject?: string, teamId = billing.id) => (await takenBy(house.db, owner, teamId, subject)).ticketId;

test('leave with a full bin is refused, cleared, approved; then it begins and ends by its clock', async () => {
  const [maya, ben] = [await agent('Maya Okafor'), await agent('Ben Ito')];
  const [handed, waits] = [await ticket(maya, 'Boiler leaks'), await ticket(maya, 'Visit in spring')];
  await maya.call('POST /tickets/:id/promises', { params: { id: handed }, body: { id: newId(), text: 'Call Anna with the date', dueAt: clock.iso(2 * 86_400_000) } });
  const { leave, bin } = (await plan(maya, 1, 5)).body;
  expect(leave).toMatchObject({ state: 'draft', personId: maya.id, may: { ask: true, decide: false } });
  expect(unclear(bin)).toEqual(['calls', 'cover', 'promise', 'ticket', 'ticket']);
  expect(await ask(maya, leave.id)).toMatchObject({ status: 200, body: { leave: { state: 'asked' } } });
  // The lead sees what is left; saying yes is refused with the list of it.
  expect((await lena.call('GET /leave/requests')).body.items.find((r: { leave: { id: string } }) => r.leave.id === leave.id)).toMatchObject({ left: 5, leave: { may: { decide: true } } });
  const refused = await approve(lena, maya);
  expect(refused.body).toMatchObject({ code: 'leave.not-clear', data: { left: 5 } });
  expect(await stateOf(maya, leave.id)).toBe('asked');

  // Worked off: cover, calls, one handed off (its promise goes along), one waits past the return with a word.
  await maya.call('PATCH /leave/:id', { params: { id: leave.id }, body: { coverId: ben.id } });
  await on(maya, 'divert', leave.id);
  expect((await offerTo(maya, handed, { personId: ben.id }, { reason: 'leave' })).status).toBe(200);
  expect(unclear((await show(maya, leave.id)).bin)).toEqual(['offered', 'promise', 'ticket']);
  const { toMe } = (await ben.call('GET /handoffs/mine')).body;
  await ben.call('POST /handoffs/:id/accept', { params: { id: toMe[0].handoff.id }, body: {} });
  expect(unclear((await show(maya, leave.id)).bin)).toEqual(['ticket']);
  await maya.call('POST /tickets/:id/wait', { params: { id: waits }, body: { for: 'customer', until: clock.iso(9 * 86_400_000) } });
  expect(unclear((await show(maya, leave.id)).bin)).toEqual(['note']);
  await maya.call('PUT /tickets/:id/progress', { params: { id: waits }, body: { validation: 'Found the contract', next: 'Ask for a date', version: 0 } });
  expect((await show(lena, leave.id)).bin).toMatchObject({ left: 0 });
  expect((await approve(lena, maya)).status).toBe(200);
  expect((await show(maya, leave.id)).leave).toMatchObject({ state: 'approved', approvedBy: lena.id, overrideWhy: '' });
  await house.settle();
  // The team reads who stands in and who has what.
  const mails = await sql<{ mail: { to: { address: string }[]; subject: string; text: string } }>`select mail from outbox where kind = 'leave.team'`.execute(house.db);
  const mine = mails.rows.map((r) => r.mail).filter((m) => m.subject.startsWith('Maya Okafor'));
  expect(mine.map((m) => m.to[0]!.address).sort()).toEqual([ben.email, lena.email].sort());
  expect(mine[0]!.text).toContain('Ben Ito stands in');
  expect(mine[0]!.text).toMatch(/Boiler leaks\n {2}now with Ben Ito/);
  expect(mine[0]!.text).not.toContain('Annual');

  await house.advance('1d');
  expect(await stateOf(ben, leave.id).catch(() => 'hidden')).toBe('hidden');
  expect((await availabilityOf(house.db, [maya.id])).get(maya.id)).toMatchObject({ state: 'on-leave', away: true, coverId: ben.id, until: leave.until, source: 'leave' });
  // A mention goes to the cover and says so; an answer of the customer too, and the cover takes it over.
  const cleo = await agent('Cleo Roux');
  const noted = await cleo.call('POST /tickets/:id/notes', { params: { id: waits }, body: { id: newId(), html: `<p><span data-mention="person" data-id="${maya.id}">@Maya Okafor</span> could you look at this?</p>` } });
  expect(noted.status).toBe(200);
  expect((await ben.call('GET /asks')).body.find((a: { ticketId: string }) => a.ticketId === waits)).toMatchObject({ personId: ben.id, forId: maya.id });
  expect((await ben.call('GET /leave/covering')).body.items).toEqual([]);
  await mailIn(house.db, { ticketId: waits }, { text: 'Any news?' });
  await house.settle();
  const told = (await ben.call('GET /notifications')).body.items.filter((n: { ticket: { id: string } | null }) => n.ticket?.id === waits);
  expect(told.find((n: { kind: string }) => n.kind === 'customer-replied')).toMatchObject({ for: { id: maya.id, name: 'Maya Okafor' } });
  expect(told.find((n: { kind: string }) => n.kind === 'mention')).toMatchObject({ for: { id: maya.id } });
  expect((await ben.call('GET /leave/covering')).body.items).toMatchObject([{ personId: maya.id, lead: false, tickets: [{ ticket: { id: waits }, words: 'Anna Keller wrote meanwhile' }] }]);
  expect((await cleo.call('POST /tickets/:id/take-over', { params: { id: waits }, body: {} })).body.code).toBe('leave.not-cover');
  expect((await ben.call('POST /tickets/:id/take-over', { params: { id: waits }, body: {} })).body.ticket.ownerId).toBe(ben.id);

  await house.advance('5d');
  expect((await availabilityOf(house.db, [maya.id])).get(maya.id)).toMatchObject({ state: 'available', away: false });
  const digest = (await maya.call('GET /leave/:id/digest', { params: { id: leave.id } })).body;
  expect(digest).toMatchObject({ leave: { state: 'over' }, mine: [], asks: [{ ticketId: waits, state: 'open', askedById: cleo.id }], cover: { personId: ben.id } });
  expect(digest.others.map((o: { ticket: { id: string }; how: string }) => [o.ticket.id, o.how]).sort()).toEqual([[handed, 'handed-off'], [waits, 'taken-over']].sort());
  const [welcome] = (await sql<{ mail: { subject: string; text: string } }>`select mail from outbox where kind = 'leave.digest' and about_id = ${maya.id}`.execute(house.db)).rows;
  expect(welcome!.mail.subject).toBe('Welcome back: 0 tickets of yours, 2 tickets seen to meanwhile');
  expect(welcome!.mail.text).not.toContain('Any news');
});

test('what they work on, escalated, were asked to decide, and sub-tasks are in the bin; what can pass by itself is clear', async () => {
  const team = await makeTeam(house, 'Repairs');
  const [maya, ben, boss] = [await person(house, { name: 'Mats Works', role: 'lead', teams: [{ id: team.id, lead: true }] }), await person(house, { name: 'Bo Works', teams: [team] }), await person(house, { name: 'Britt Boss', role: 'admin' })];
  const raised = await ticket(maya, 'Wants a manager', team.id);
  expect((await maya.call('POST /tickets/:id/escalations', { params: { id: raised }, body: raiseBody() })).status).toBe(200);
  await maya.call('POST /tickets/:id/subtasks', { params: { id: raised }, body: { id: newId(), text: 'Find the contract' } });
  await mailIn(house.db, { teamId: team.id, subject: 'From the queue' });
  const claim = (await next(maya)).body.claim as { id: string };
  const lent = (await plan(ben, 20, 21, { coverId: maya.id })).body.leave;
  await ask(ben, lent.id);
  const { leave, bin } = (await plan(maya, 2, 3, { coverId: ben.id })).body;
  expect(unclear(bin)).toEqual(['approval', 'calls', 'escalation', 'ticket']);
  expect(bin.items.find((i: { kind: string }) => i.kind === 'ticket').words).toContain('one sub-task is open');
  expect(bin.items.find((i: { kind: string }) => i.kind === 'claim')).toMatchObject({ clear: true, refId: claim.id });
  // The ticket is handed off: who owns it closes the loop.
  expect((await handOver(maya, raised, ben)).status).toBe(200);
  expect((await show(maya, leave.id)).bin.items.find((i: { kind: string }) => i.kind === 'escalation')).toMatchObject({ clear: true, words: 'Closing it passes to Bo Works, who owns the ticket' });
  await boss.call('PATCH /leave/:id', { params: { id: leave.id }, body: { noCalls: true } });
  expect(unclear((await show(boss, leave.id)).bin)).toEqual(['approval']);
  // Who goes today gives back what they work on.
  await maya.call('PATCH /leave/:id', { params: { id: leave.id }, body: { firstDay: day(0) } });
  expect(unclear((await show(maya, leave.id)).bin)).toEqual(['approval', 'claim']);
  await maya.call('POST /claims/:id/give-back', { params: { id: claim.id }, body: {} });
  await maya.call('POST /approvals/:id/decide', { params: { id: (await maya.call('GET /approvals', { query: { box: 'waiting' } })).body.items[0].id }, body: { approve: false, answer: 'Another week' } });
  expect((await show(maya, leave.id)).bin.left).toBe(0);
});

test('a lead overrides with a reason; without one, or about themselves, nobody does', async () => {
  const [maya, ben] = [await agent('Mia Override'), await agent('Bob Override')];
  await ticket(maya);
  const { leave } = (await plan(maya, 10, 12)).body;
  await ask(maya, leave.id);
  expect((await on(maya, 'override', leave.id, { reason: 'I want to' })).status).toBe(403);
  expect((await on(ben, 'override', leave.id, { reason: 'I want to' })).status).toBe(403);
  expect((await on(stranger, 'override', leave.id, { reason: 'I want to' })).status).toBe(404);
  expect((await on(lena, 'override', leave.id, {})).status).toBe(400);
  expect((await on(lena, 'override', leave.id, { reason: 'Her father is ill; I see to it' })).body).toMatchObject({ leave: { state: 'approved', overrideWhy: 'Her father is ill; I see to it', approvedBy: lena.id } });
  expect((await maya.call('GET /approvals', { query: { box: 'mine' } })).body.items).toEqual([]);
  // A lead's own leave is decided by somebody else.
  const own = (await plan(lena, 40, 41)).body.leave;
  await clearRest(lena, own.id, ben);
  await ask(lena, own.id);
  expect((await on(lena, 'override', own.id, { reason: 'Mine' })).body.code).toBe('leave.not-yours');
  expect((await approve(admin, lena)).status).toBe(200);
  expect(await stateOf(lena, own.id)).toBe('approved');
});

test('W-G1 W-G2 who sees a leave: the one who goes and who leads them; everybody sees when somebody is away', async () => {
  const [maya, ben] = [await agent('Mara Hidden'), await agent('Bert Hidden')];
  const { leave } = (await plan(maya, 20, 22, { note: 'an operation', type: 'sick' })).body;
  for (const who of [ben, stranger]) {
    expect((await who.call('GET /leave/:id', { params: { id: leave.id } })).status).toBe(404);
    expect((await who.call('PATCH /leave/:id', { params: { id: leave.id }, body: { note: 'x' } })).status).toBe(404);
    for (const verb of ['ask', 'cancel', 'back', 'divert']) expect((await on(who, verb, leave.id, { id: newId() })).status, verb).toBe(404);
  }
  const calendar = async (who: TestPerson) => (await who.call('GET /leave/calendar', { query: { from: clock.iso(), until: clock.iso(60 * 86_400_000) } })).body.items.find((a: { personId: string }) => a.personId === maya.id);
  await ask(maya, leave.id);
  expect(await calendar(ben)).toBeUndefined();
  expect(await calendar(lena)).toMatchObject({ state: 'asked', typeSay: 'Sick leave' });
  await on(lena, 'override', leave.id, { reason: 'Get well' });
  expect(await calendar(ben)).toMatchObject({ id: leave.id, state: 'approved', typeSay: null });
  expect(JSON.stringify(await calendar(ben))).not.toContain('operation');
  expect((await stranger.call('POST /people/:id/leave', { params: { id: maya.id }, body: days(30, 31) })).status).toBe(404);
  expect((await stranger.call('GET /people/:id/bin', { params: { id: maya.id } })).status).toBe(404);
  expect((await ben.call('GET /people/:id/bin', { params: { id: maya.id } })).status).toBe(403);
});

test('a ticket the lead may not see is counted without its words', async () => {
  const both = await person(house, { name: 'Petra Both', teams: [billing, legal] });
  await ticket(both, 'Secret settlement', legal.id);
  const seen = (await lena.call('GET /people/:id/bin', { params: { id: both.id } })).body.bin;
  expect(seen).toMatchObject({ left: 1, items: [{ kind: 'ticket', clear: false, title: 'Something on a ticket that you may not see', ticket: null }] });
  expect(JSON.stringify(seen)).not.toContain('Secret');
});

test('days, covers and kinds that cannot be are refused; nobody is on leave twice at once', async () => {
  const [maya, ben, outside] = [await agent('Mona Wrong'), await agent('Bill Wrong'), await person(house, { name: 'Otto Outside', role: 'collaborator' })];
  expect((await plan(maya, 5, 4)).body.code).toBe('leave.days');
  expect((await plan(maya, -5, -2)).body.code).toBe('leave.days');
  expect((await plan(maya, 5, 6, { type: 'moon' })).body.code).toBe('leave.type-unknown');
  for (const coverId of [maya.id, outside.id, newId()]) expect((await plan(maya, 5, 6, { coverId })).body.code).toBe('leave.cover');
  expect((await plan(await person(house, { name: 'Nora Nowhere' }), 5, 6)).body.code).toBe('leave.no-team');
  const first = (await plan(maya, 50, 55, { coverId: ben.id })).body.leave;
  expect((await plan(maya, 55, 57)).body).toMatchObject({ code: 'leave.overlaps', data: { firstDay: first.firstDay } });
  expect((await plan(maya, 56, 57)).status).toBe(200);
  await on(lena, 'override', first.id, { reason: 'Fine' });
  // Who is away then does not stand in for somebody else.
  expect((await plan(ben, 53, 54, { coverId: maya.id })).body.code).toBe('leave.cover');
  // Sent twice it is made once.
  const body = days(70, 71);
  expect([(await maya.call('POST /leave', { body })).status, (await maya.call('POST /leave', { body })).status]).toEqual([200, 200]);
  expect((await maya.call('GET /leave/mine')).body.items).toHaveLength(3);
});

test('taken back, refused, cancelled: the leave shows it, the rota has them back', async () => {
  const maya = await agent('Maud Changes');
  const ben = await agent('Benno Changes');
  const { leave } = (await plan(maya, 30, 32)).body;
  await ask(maya, leave.id);
  // Another time is another matter: both may be asked for.
  const other = (await plan(maya, 300, 302)).body.leave;
  expect((await ask(maya, other.id)).body.leave.state).toBe('asked');
  expect((await ask(maya, other.id)).body.code).toBe('leave.state');
  expect((await on(maya, 'cancel', other.id)).body.leave).toMatchObject({ state: 'cancelled', approvalId: null });
  // Other days are another request.
  expect((await maya.call('PATCH /leave/:id', { params: { id: leave.id }, body: { lastDay: day(33) } })).body.leave).toMatchObject({ state: 'draft', approvalId: null });
  await ask(maya, leave.id);
  const { items } = (await lena.call('GET /approvals', { query: { box: 'waiting' } })).body;
  const asked = items.find((a: { requesterId: string }) => a.requesterId === maya.id);
  expect(asked).toMatchObject({ act: 'leave.take', look: `/team/leave/${leave.id}`, ticket: null });
  await lena.call('POST /approvals/:id/decide', { params: { id: asked.id }, body: { approve: false, answer: 'Two are away already' } });
  expect((await show(maya, leave.id)).leave).toMatchObject({ state: 'refused', answer: 'Two are away already' });
  await clearRest(maya, leave.id, ben);
  await ask(maya, leave.id);
  expect((await approve(lena, maya)).status).toBe(200);
  const absences = () => sql<{ n: number }>`select count(*)::int as n from rota_absences where person_id = ${maya.id} and over_at is null`.execute(house.db).then((r) => r.rows[0]!.n);
  expect(await absences()).toBe(1);
  // Shorter is theirs to say, longer needs a yes.
  expect((await maya.call('PATCH /leave/:id', { params: { id: leave.id }, body: { lastDay: day(32) } })).body.leave.lastDay).toBe(day(32));
  const longer = await maya.call('PATCH /leave/:id', { params: { id: leave.id }, body: { lastDay: day(36) } });
  expect(longer.body).toMatchObject({ code: 'approvals.needed', data: { act: 'leave.extend' } });
  await maya.call('POST /approvals', { body: { id: newId(), act: 'leave.extend', data: longer.body.data.data, reason: 'The flight is later' } });
  expect((await approve(lena, maya)).status).toBe(200);
  expect((await show(maya, leave.id)).leave).toMatchObject({ state: 'approved', lastDay: day(36) });
  expect(await absences()).toBe(1);
  // Its absence is not ended beside it.
  const { absence_id } = await tables(house.db).selectFrom('leaves').select('absence_id').where('id', '=', leave.id).executeTakeFirstOrThrow();
  expect((await lena.call('DELETE /rota/absences/:id', { params: { id: absence_id! } })).body).toMatchObject({ code: 'leave.is-leave', data: { leaveId: leave.id } });
  expect(await absences()).toBe(1);
  expect((await on(maya, 'cancel', leave.id)).body.leave.state).toBe('cancelled');
  expect(await absences()).toBe(0);
  await house.advance('37d');
  expect((await tables(house.db).selectFrom('leaves').select('state').where('id', '=', leave.id).executeTakeFirstOrThrow()).state).toBe('cancelled');
});

test('W-L19 it begins and ends once, however many processes call, over a change of the clocks and a month', async () => {
  const [maya, ben] = [await agent('Maya Month', 'Europe/Berlin'), await agent('Ben Month')];
  const lead = await person(house, { name: 'Lea Month', role: 'lead', teams: [{ id: billing.id, lead: true }] });
  // The next last Sunday of March lies in it.
  const year = Number(clock.iso(40 * 86_400_000).slice(0, 4)) + 1;
  const { leave } = (await maya.call('POST /leave', { body: { id: newId(), type: 'annual', firstDay: `${year}-03-15`, lastDay: `${year}-04-14`, coverId: ben.id } })).body;
  expect([leave.from, leave.until]).toEqual([`${year}-03-14T23:00:00.000Z`, `${year}-04-14T22:00:00.000Z`]);
  await on(lead, 'override', leave.id, { reason: 'Planned long ago' });
  const toBegin = Date.parse(leave.from) - clock.ms();
  await house.advance(`${toBegin - 600_000}ms`);
  const row = () => tables(house.db).selectFrom('leaves').selectAll().where('id', '=', leave.id).executeTakeFirstOrThrow();
  expect((await row()).state).toBe('approved');
  await house.advance('11m');
  const began = await row();
  expect(began.state).toBe('away');
  const many = (verb: typeof begin) => Promise.all(Array.from({ length: 8 }, () => transact(house.db, (tx) => verb(tx, system('test'), leave.id))));
  await many(begin);
  expect((await row()).version).toBe(began.version);
  const facts = async () => (await sql<{ n: number }>`select count(*)::int as n from facts where name = 'leave.away-changed' and data->>'leaveId' = ${leave.id}`.execute(house.db)).rows[0]!.n;
  expect(await facts()).toBe(2);
  await house.advance('30d23h');
  expect((await row()).state, 'the clocks went forward: it ends an hour sooner than 31 days').toBe('over');
  await many(end);
  expect(await facts()).toBe(3);
  expect((await sql<{ n: number }>`select count(*)::int as n from outbox where kind = 'leave.digest' and about_id = ${maya.id}`.execute(house.db)).rows[0]!.n).toBe(1);
});

test('somebody ill is put on leave at once; what was asked of them goes to the cover; back early, and gently', async () => {
  const [maya, ben, cleo] = [await agent('Maya Ill'), await agent('Ben Ill'), await agent('Cleo Ill')];
  const lead = await person(house, { name: 'Lara Ill', role: 'lead', teams: [{ id: billing.id, lead: true }] });
  const [id, done] = [await ticket(maya, 'Left open'), await ticket(maya, 'Settled meanwhile')];
  const other = await ticket(cleo, 'A question to Maya');
  await cleo.call('POST /tickets/:id/notes', { params: { id: other }, body: { id: newId(), html: `<p><span data-mention="person" data-id="${maya.id}">@Maya Ill</span> please check the refund</p>` } });
  expect((await maya.call('GET /asks')).body).toHaveLength(1);
  expect((await lead.call('GET /people/:id/bin', { params: { id: maya.id } })).body.bin.items.find((i: { kind: string }) => i.kind === 'ask')).toMatchObject({ byId: cleo.id });
  expect((await maya.call('POST /people/:id/leave', { params: { id: maya.id }, body: days(0, 3) })).status).toBe(403);
  const { leave, bin } = (await lead.call('POST /people/:id/leave', { params: { id: maya.id }, body: days(0, 3, { type: 'sick', coverId: ben.id }) })).body;
  expect(leave).toMatchObject({ state: 'away', madeBy: lead.id, may: { back: true } });
  expect(unclear(bin)).toContain('ticket');
  expect((await ben.call('GET /asks')).body).toMatchObject([{ personId: ben.id, forId: maya.id, ticketId: other }]);
  expect((await maya.call('GET /asks')).body).toEqual([]);
  expect((await ben.call('GET /leave/covering')).body.items).toMatchObject([{ personId: maya.id, tickets: [{ ticket: { id } }, { ticket: { id: done } }] }]);
  expect((await lead.call('POST /tickets/:id/close', { params: { id: done }, body: asDone })).status).toBe(200);
  // The lead hands it off in place: nobody is there who could.
  expect((await handOver(lead, id, cleo)).body.ticket.ownerId).toBe(cleo.id);
  const back = await on(maya, 'back', leave.id);
  expect(back.body.leave).toMatchObject({ state: 'over' });
  const digest = (await maya.call('GET /leave/:id/digest', { params: { id: leave.id } })).body;
  expect([digest.mine, digest.others.map((o: { ticket: { id: string }; how: string }) => [o.ticket.id, o.how]).sort()]).toEqual([[], [[id, 'taken-over'], [done, 'closed']].sort()]);
  expect((await availabilityOf(house.db, [maya.id])).get(maya.id)!.away).toBe(false);
  const given = async () => (await mayBeGiven(house.db, lead.actor, [maya.id], { teamId: billing.id })).get(maya.id)!;
  expect((await given()).ok).toBe(true);
  for (let n = 0; n < 3; n++) await ticket(maya, `New ${n}`);
  expect(await given()).toMatchObject({ ok: false, why: { say: expect.stringContaining('came back from leave') } });
  await house.advance('4h');
  expect((await given()).ok).toBe(true);
});

test('who leaves for good: the lead has the whole list before, and no leave goes on', async () => {
  const [maya, ben] = [await agent('Maya Leaves'), await agent('Ben Stays')];
  const id = await ticket(maya);
  await maya.call('POST /tickets/:id/wait', { params: { id }, body: { for: 'customer', until: clock.iso(400 * 86_400_000) } });
  const { leave } = (await plan(maya, 5, 6)).body;
  const boss = await person(house, { name: 'Bea Admin', role: 'admin' });
  const seen = (await boss.call('GET /people/:id/bin', { params: { id: maya.id } })).body.bin;
  expect(seen).toMatchObject({ left: 1, items: [{ kind: 'ticket', ticket: { id }, words: expect.stringContaining('nobody would own it') }] });
  expect((await handOver(boss, id, ben)).status).toBe(200);
  expect((await boss.call('GET /people/:id/bin', { params: { id: maya.id } })).body.bin.left).toBe(0);
  await transact(house.db, (tx) => deactivate(tx, boss.actor, maya.id));
  expect((await show(boss, leave.id)).leave.state).toBe('cancelled');
});
