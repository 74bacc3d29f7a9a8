import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type Answer, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { transact } from '../../core/server/db.ts';
import { tables as peopleTables } from '../people/tables.ts';
import { putMember } from '../people/teams.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { askWith } from './fixtures.ts';
import { tables } from './tables.ts';

let house: TestHouse;
let billing: { id: string };
let legal: { id: string };
let maya: TestPerson;
let leo: TestPerson;
let ben: TestPerson;
let eve: TestPerson;
let boss: TestPerson;
let stranger: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  billing = await makeTeam(house, 'Billing');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...billing, lead: true }] });
  leo = await person(house, { name: 'Leo', role: 'lead', teams: [{ ...billing, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [billing] });
  eve = await person(house, { name: 'Eve', teams: [billing] });
  boss = await person(house, { name: 'Boss', role: 'admin' });
  stranger = await person(house, { name: 'Stranger', role: 'lead', teams: [{ ...legal, lead: true }] });
});
afterAll(() => house.close());

let ticket: string;
let message: string;
beforeEach(async () => {
  ticket = (await mailIn(house.db, { teamId: billing.id }, { text: 'first' })).ticketId;
  message = (await mailIn(house.db, { ticketId: ticket }, { text: 'by the way, my boiler drips' })).messageId;
});

const split = (who: TestPerson, more: object = {}) => who.call('POST /tickets/:id/split', { params: { id: ticket }, body: { id: newId(), messageId: message, subject: 'Boiler drips', ...more } });
const decide = (who: TestPerson, id: string, approve = true, answer = '') => who.call('POST /approvals/:id/decide', { params: { id }, body: { approve, answer } });
const asked = async (who = ben): Promise<string> => (await askWith(who, await split(who))).body.id;
const timeline = async (id = ticket, who = ben): Promise<{ name: string; actor: { id: string }; message: { text: string } | null; more: { html?: string; reason?: string } | null }[]> => (await who.call('GET /tickets/:id/timeline', { params: { id } })).body.items;
const links = async (): Promise<{ otherId: string; kind: string }[]> => (await ben.call('GET /tickets/:ref', { params: { ref: ticket } })).body.links;
const own = (who: TestPerson | null, id = ticket) => sql`update tickets set owner_id = ${who?.id ?? null}, queued_at = case when status = 'open' and ${who === null} then made_at end where id = ${id}`.execute(house.db);

describe('asking', () => {
  test('a reserved act says who decides; the request carries its reason and what a lead wants to know', async () => {
    await sql`update customers set plan = 'Pro', critical = true where name = 'Anna Keller'`.execute(house.db);
    await own(ben);
    const refused = await split(ben);
    expect(refused).toMatchObject({ status: 409, body: { code: 'approvals.needed', data: { act: 'tickets.child-new', ticketId: ticket, teamId: billing.id, pendingId: null } } });
    expect(refused.body.data.words).toMatch(/^Split a message off #\d+ into “Boiler drips”, a new matter, for the queue$/);
    expect(refused.body.data.deciders.map((d: { name: string }) => d.name)).toEqual(['Leo', 'Maya', 'Boss']);
    const request = await askWith(ben, refused);
    expect(request).toMatchObject({ status: 200, body: { state: 'pending', reason: 'It is a matter of its own.', requesterId: ben.id, askedIds: [leo.id], context: { plan: 'Pro', critical: true, backlog: 1, customerName: 'Anna Keller' }, may: { decide: false, withdraw: true } } });
    expect((await ben.call('GET /tickets/:id/approvals', { params: { id: ticket } })).body.items).toMatchObject([{ id: request.body.id }]);
  });

  test('W-L5 a double click asks once; somebody else who asks for the same is told', async () => {
    const refused = await split(ben);
    const body = { id: newId(), act: refused.body.data.act, data: refused.body.data.data, reason: 'twice' };
    const [one, two] = await Promise.all([ben.call('POST /approvals', { body }), ben.call('POST /approvals', { body })]);
    expect([one.status, two.status, one.body.id]).toEqual([200, 200, two.body.id]);
    expect((await askWith(eve, await split(eve))).body).toMatchObject({ code: 'approvals.pending-already', data: { requesterId: ben.id } });
    expect((await split(eve)).body.data.pendingId).toBe(one.body.id);
    expect((await timeline()).filter((e) => e.name === 'approvals.asked')).toHaveLength(1);
  });

  test('W-L10 two who ask at once: one request', async () => {
    const refusals = [await split(ben), await split(eve)];
    const answers = await Promise.all([askWith(ben, refusals[0]!), askWith(eve, refusals[1]!)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  test('what waits blocks the reserved act and closing, and nothing else', async () => {
    const pending = await asked();
    const close = await ben.call('POST /tickets/:id/close', { params: { id: ticket }, body: asDone });
    expect([close.body.code, JSON.stringify(close.body.data).includes(pending)]).toEqual(['closings.not-yet', true]);
    expect((await split(ben)).body.code).toBe('approvals.needed');
    for (const [verb, body] of [['replies', { id: newId(), html: '<p>x</p>', to: [{ name: '', address: 'anna@acme.example' }], seen: 0, anyway: true }], ['notes', { id: newId(), html: '<p>x</p>' }], ['wait', { for: 'customer' }], ['reopen', {}], ['take', { reason: 'I know this customer' }]] as const)
      expect((await ben.call(`POST /tickets/:id/${verb}`, { params: { id: ticket }, body })).status, verb).toBe(200);
    expect((await split(ben, { matter: 'same' })).body.data).toMatchObject({ act: 'tickets.child-same', pendingId: null });
  });

  test('nobody asks for what they may do, nor for what does not exist', async () => {
    const { act, data } = (await split(ben)).body.data;
    expect((await maya.call('POST /approvals', { body: { id: newId(), act, data, reason: 'x' } })).body.code).toBe('approvals.not-needed');
    expect((await ben.call('POST /approvals', { body: { id: newId(), act: 'tickets.delete-all', data, reason: 'x' } })).body.code).toBe('approvals.act-unknown');
    expect((await ben.call('POST /approvals', { body: { id: newId(), act, data: { ...data, wanted: { kind: 'split' } }, reason: 'x' } })).body.code).toBe('request.invalid');
    expect((await ben.call('POST /approvals', { body: { id: newId(), act, data, reason: '  ' } })).body.code).toBe('request.invalid');
  });

  test('W-G2 W-G3 data that names a ticket one may not see or work is refused like a missing one', async () => {
    const secret = await mailIn(house.db, { teamId: legal.id }, { from: 'zoe@zebra.example' });
    const more = await mailIn(house.db, { ticketId: secret.ticketId }, { from: 'zoe@zebra.example' });
    const { act, data } = (await split(ben)).body.data;
    for (const ticketId of [secret.ticketId, newId()])
      expect((await ben.call('POST /approvals', { body: { id: newId(), act, data: { ticketId, wanted: { ...data.wanted, messageId: more.messageId } }, reason: 'x' } })).body.code).toBe('request.not-found');
  });
});

describe('deciding', () => {
  test('approving writes the lead’s note on both tickets and does the act, in the requester’s name', async () => {
    await maya.call('PUT /tickets/:id/drafts/:mode', { params: { id: ticket, mode: 'note' }, body: { html: '<p>mine</p>', version: 0 } });
    const id = await asked();
    const done = await decide(maya, id, true, 'Yes, plumbing is another matter.');
    expect(done).toMatchObject({ status: 200, body: { state: 'approved', decidedById: maya.id, answer: 'Yes, plumbing is another matter.' } });
    const [link] = await links();
    expect(link).toMatchObject({ kind: 'split-to' });
    const note = (await timeline()).find((e) => e.name === 'notes.added')!;
    expect(note).toMatchObject({ actor: { id: maya.id } });
    expect(note.more!.html).toContain('Yes, plumbing is another matter.');
    expect((await timeline()).find((e) => e.name === 'tickets.split-off')).toMatchObject({ actor: { id: ben.id } });
    const child = await timeline(link!.otherId);
    expect(child.find((e) => e.name === 'notes.added')).toMatchObject({ actor: { id: maya.id } });
    expect(child.map((e) => e.message?.text).filter(Boolean)).toEqual(['by the way, my boiler drips']);
    expect((await maya.call('GET /drafts')).body).toMatchObject([{ html: '<p>mine</p>' }]);
    await maya.call('DELETE /tickets/:id/drafts/:mode', { params: { id: ticket, mode: 'note' } });
  });

  test('refusing says why, to the one who asked too, and nothing is done', async () => {
    const id = await asked();
    expect((await decide(maya, id, false)).body.code).toBe('approvals.why-needed');
    expect((await decide(maya, id, false, 'It is the same boiler.')).body).toMatchObject({ state: 'refused', answer: 'It is the same boiler.' });
    expect(await links()).toEqual([]);
    await house.settle();
    expect((await ben.call('GET /notifications')).body.items[0]).toMatchObject({ kind: 'approval-decided', actor: { id: maya.id } });
    expect((await ben.call('GET /approvals/:id', { params: { id } })).body.answer).toBe('It is the same boiler.');
    expect((await timeline()).some((e) => e.name === 'notes.added')).toBe(false);
  });

  test('W-L10 of two who decide at once one does, and the other is told', async () => {
    const id = await asked();
    const answers = await Promise.all([decide(maya, id), decide(leo, id, false, 'no')]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)!.body).toMatchObject({ code: 'approvals.decided-already' });
    const approved = (await maya.call('GET /approvals/:id', { params: { id } })).body.state === 'approved';
    expect(await links()).toHaveLength(approved ? 1 : 0);
    expect((await timeline()).filter((e) => e.name === 'approvals.decided')).toHaveLength(1);
  });

  test('an act that the world refuses meanwhile makes the approval fail with that refusal; the request and the notes stay as they were', async () => {
    const id = await asked();
    await sql`update messages set ticket_id = ${(await mailIn(house.db, { teamId: billing.id })).ticketId} where id = ${message}`.execute(house.db);
    expect((await decide(maya, id)).body.code).toBe('tickets.cannot-split');
    expect((await maya.call('GET /approvals/:id', { params: { id } })).body.state).toBe('pending');
    expect((await timeline()).some((e) => e.name === 'notes.added')).toBe(false);
    expect((await decide(maya, id, false, 'It moved.')).status).toBe(200);
  });

  test('a requester who left, or lost sight of the ticket, gets nothing done', async () => {
    const gone = await person(house, { name: 'Gone', teams: [billing] });
    const id = await asked(gone);
    await boss.call('POST /people/:id/deactivate', { params: { id: gone.id } });
    expect((await decide(maya, id)).body.code).toBe('approvals.requester-gone');
    await decide(maya, id, false, 'left');
    const second = await asked();
    await sql`update tickets set team_id = ${legal.id} where id = ${ticket}`.execute(house.db);
    expect((await decide(maya, second)).body.code).toBe('request.not-found');
    expect((await decide(stranger, second)).body.code).toBe('approvals.requester-gone');
  });

  test('several at once, each on its own, with an answer for each', async () => {
    const one = await asked();
    const first = ticket;
    ticket = (await mailIn(house.db, { teamId: billing.id })).ticketId;
    message = (await mailIn(house.db, { ticketId: ticket })).messageId;
    const two = await asked();
    await decide(leo, one, false, 'no');
    const answer = await maya.call('POST /approvals/decide', { body: { ids: [one, two, newId()], approve: true } });
    expect(answer.body.items).toMatchObject([{ id: one, ok: false, code: 'approvals.decided-already' }, { id: two, ok: true, code: null }, { ok: false, code: 'request.not-found' }]);
    expect(first).not.toBe(ticket);
    expect(await links()).toHaveLength(1);
  });

  test('the one who asked takes it back; nobody else does', async () => {
    const id = await asked();
    const back = (who: TestPerson) => who.call('POST /approvals/:id/withdraw', { params: { id }, body: {} });
    expect((await back(maya)).body.code).toBe('approvals.not-requester');
    expect((await back(ben)).body.state).toBe('withdrawn');
    expect((await decide(maya, id)).body.code).toBe('approvals.decided-already');
    expect((await askWith(eve, await split(eve))).status).toBe(200);
  });
});

describe('W-G9 nobody gets round it', () => {
  const refusedFor = async (who: TestPerson, id: string, code: string) => {
    expect((await decide(who, id)).body.code).toBe(code);
    expect((await who.call('POST /approvals/decide', { body: { ids: [id], approve: true } })).body.items[0]).toMatchObject({ ok: false, code });
  };

  test('not the one who asked, not as a lead or an admin, nor those without the right', async () => {
    const id = await asked();
    await refusedFor(ben, id, 'approvals.own');
    await refusedFor(eve, id, 'approvals.not-yours-to-decide');
    await refusedFor(stranger, id, 'approvals.not-yours-to-decide');
    const helper = await person(house, { name: 'Hal', role: 'collaborator' });
    expect((await decide(helper, id)).body.code).toBe('request.forbidden');
    await boss.call('PUT /people/:id/role', { params: { id: ben.id }, body: { role: 'admin' } });
    await refusedFor(ben, id, 'approvals.own');
    await boss.call('PUT /people/:id/role', { params: { id: ben.id }, body: { role: 'agent' } });
    expect(await links()).toEqual([]);
  });

  test('not by an API key, nor by a service that an admin who asked has made', async () => {
    await boss.call('PUT /approval-policy', { body: { acts: { 'tickets.child-new': { asks: 'everybody' } } } });
    const id = (await askWith(boss, await split(boss))).body.id;
    await refusedFor(boss, id, 'approvals.own');
    for (const kind of ['personal', 'service']) {
      const { body } = await boss.call('POST /keys', { body: { kind, name: kind, scopes: ['approvals:write', 'approvals:read'], ...(kind === 'service' ? { role: 'admin', teams: [billing.id] } : {}) } });
      expect((await decide({ ...boss, call: (key, asked) => boss.call(key, { ...asked, headers: { cookie: '', authorization: `Bearer ${body.secret as string}` } }) } as TestPerson, id)).body.code).toBe('request.forbidden');
    }
    expect((await decide(maya, id, true)).status).toBe(200);
    await boss.call('PUT /approval-policy', { body: { acts: { 'tickets.child-new': null } } });
  });

  test('not by a body that says it was approved', async () => {
    for (const more of [{ via: 'approval' }, { how: { via: 'approval' } }, { approvalId: newId() }]) expect((await split(ben, more)).body.code).toBe('approvals.needed');
    expect((await ben.call('POST /tickets/:id/follow-ups', { params: { id: ticket }, body: { id: newId(), subject: 'x', via: 'approval' } })).body.code).toBe('approvals.needed');
  });

  test('not by a lead who was demoted or taken out of the team in between', async () => {
    const id = await asked();
    await transact(house.db, (tx) => putMember(tx, system('test'), billing.id, leo.id, false));
    await refusedFor(leo, id, 'approvals.not-yours-to-decide');
    await transact(house.db, (tx) => putMember(tx, system('test'), billing.id, leo.id, true));
    expect((await decide(leo, id, false, 'no')).status).toBe(200);
  });

  test('W-G1 W-G4 a request is hidden from who may not see its ticket, one by one and in lists', async () => {
    const lawyer = await person(house, { name: 'Lee', teams: [legal] });
    ticket = (await mailIn(house.db, { teamId: legal.id }, { from: 'zoe@zebra.example' })).ticketId;
    message = (await mailIn(house.db, { ticketId: ticket }, { from: 'zoe@zebra.example' })).messageId;
    const id = await asked(lawyer);
    for (const who of [maya, ben]) {
      for (const key of ['GET /approvals/:id', 'POST /approvals/:id/decide', 'POST /approvals/:id/withdraw', 'GET /tickets/:id/approvals'])
        expect((await who.call(key, { params: { id: key.includes('tickets') ? ticket : id }, ...(key.startsWith('POST') ? { body: { approve: true } } : {}) })).body.code, key).toMatch(/request.not-found|approvals.not-requester/);
      for (const box of ['waiting', 'mine', 'all']) expect((await who.call('GET /approvals', { query: { box } })).body.items.map((i: { id: string }) => i.id)).not.toContain(id);
    }
    expect((await stranger.call('GET /approvals')).body.items.map((i: { id: string }) => i.id)).toContain(id);
    expect((await maya.call('POST /approvals/decide', { body: { ids: [id], approve: true } })).body.items[0].code).toBe('request.not-found');
  });

  test('W-G6 W-G7 what is told of a request names things and holds no words', async () => {
    const secret = 'marker-why-7431';
    const facts = await heardBy(house, await maya.fresh(), async () => {
      const id = (await askWith(ben, await split(ben), secret)).body.id;
      await decide(maya, id, false, secret);
      await house.settle();
    });
    expect(facts.map((f) => f.name)).toEqual(expect.arrayContaining(['approvals.asked', 'approvals.decided']));
    expect(JSON.stringify(facts)).not.toContain(secret);
    expect((await timeline()).filter((e) => e.more?.reason === secret)).toHaveLength(2);
    const { rows } = await sql<{ mail: unknown }>`select mail from outbox`.execute(house.db);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('up the line', () => {
  const away = (who: TestPerson, state: string) => who.call('PUT /me/availability', { body: { state } });
  test('asked in turn by the clock: next lead, then admins, then everybody once more', async () => {
    const id = await asked();
    const first = (await maya.call('GET /approvals/:id', { params: { id } })).body;
    expect([leo.id, maya.id]).toContain(first.askedIds[0]);
    const other = first.askedIds[0] === leo.id ? maya.id : leo.id;
    await house.advance('4d');
    expect((await maya.call('GET /approvals/:id', { params: { id } })).body).toMatchObject({ step: 1, askedIds: [first.askedIds[0], other] });
    await house.advance('4d');
    expect((await maya.call('GET /approvals/:id', { params: { id } })).body).toMatchObject({ step: 2, askedIds: [first.askedIds[0], other, boss.id] });
    expect((await boss.call('GET /approvals')).body.items.map((i: { id: string }) => i.id)).toContain(id);
    await house.advance('4d');
    expect((await maya.call('GET /approvals/:id', { params: { id } })).body).toMatchObject({ step: 3, dueAt: null, state: 'pending' });
    expect((await ben.call('GET /notifications')).body.items[0].kind).toBe('approval-undecided');
    await house.advance('9d');
    expect((await timeline()).filter((e) => e.name === 'approvals.climbed')).toHaveLength(3);
    await decide(boss, id, false, 'late');
    expect((await tables(house.db).selectFrom('approvals').select('due_at').where('id', '=', id).executeTakeFirstOrThrow()).due_at).toBeNull();
  });

  test('a decided one climbs no more', async () => {
    const id = await asked();
    await decide(maya, id);
    await house.advance('8d');
    expect((await timeline()).some((e) => e.name === 'approvals.climbed')).toBe(false);
  });

  test('who was asked passes it on: the next is asked at once; nobody else does, and at the end somebody decides', async () => {
    const id = await asked();
    const passOn = (who: TestPerson) => who.call('POST /approvals/:id/pass-on', { params: { id }, body: {} });
    const [first] = (await maya.call('GET /approvals/:id', { params: { id } })).body.askedIds;
    const [one, other] = first === leo.id ? [leo, maya] : [maya, leo];
    expect((await passOn(other)).body.code).toBe('approvals.not-asked');
    expect((await passOn(ben)).body.code).toBe('approvals.not-asked');
    const waits = async (who: TestPerson) => (await who.call('GET /approvals')).body.items.some((i: { id: string }) => i.id === id) as boolean;
    const may = async (who: TestPerson) => (await who.call('GET /approvals/:id', { params: { id } })).body.may.passOn as boolean;
    expect([await may(one), await may(other), await may(ben)]).toEqual([true, false, false]);
    expect((await passOn(one)).body).toMatchObject({ step: 1, askedIds: [one.id, other.id], passedIds: [one.id], state: 'pending', may: { decide: true, passOn: false } });
    expect([await waits(one), await waits(other)]).toEqual([false, true]);
    expect((await passOn(one)).body.code).toBe('approvals.passed-already');
    expect((await passOn(other)).body).toMatchObject({ step: 2, askedIds: [one.id, other.id, boss.id], passedIds: [one.id, other.id] });
    expect((await passOn(boss)).body).toMatchObject({ code: 'approvals.nobody-next' });
    expect(await may(boss)).toBe(false);
    await decide(boss, id, false, 'no');
    expect((await passOn(boss)).body.code).toBe('approvals.decided-already');
  });

  test('passed on by mistake: taken up again it is on one’s list, and who was asked meanwhile stays asked; the trail says who did both', async () => {
    const id = await asked();
    const on = (who: TestPerson, verb: string): Promise<Answer> => who.call(`POST /approvals/:id/${verb}`, { params: { id }, body: {} });
    const [first] = (await maya.call('GET /approvals/:id', { params: { id } })).body.askedIds;
    const [one, other] = first === leo.id ? [leo, maya] : [maya, leo];
    await on(one, 'pass-on');
    await house.settle();
    const told = async (who: TestPerson) => ((await who.call('GET /notifications')).body.items as { kind: string; ticket: { id: string } | null; readAt: string | null }[]).filter((n) => n.kind === 'approval' && n.ticket?.id === ticket).map((n) => n.readAt !== null);
    expect([await told(one), await told(other)]).toEqual([[true], [false]]);
    expect([(await on(ben, 'take-up')).body.code, (await on(stranger, 'take-up')).status]).toEqual(['approvals.not-asked', 404]);
    expect((await on(one, 'take-up')).body).toMatchObject({ askedIds: [one.id, other.id], passedIds: [], step: 1, may: { decide: true, passOn: true } });
    expect((await on(one, 'take-up')).body).toMatchObject({ passedIds: [] });
    expect((await timeline()).filter((e) => /climbed|taken-up/.test(e.name)).map((e) => e.name)).toEqual(['approvals.taken-up', 'approvals.climbed']);
    for (const who of [one, other]) expect((await who.call('GET /approvals')).body.items.map((i: { id: string }) => i.id)).toContain(id);
    // Time runs out where everybody was asked: they are asked once more, whoever passed it on has it on their list again.
    await on(one, 'pass-on');
    expect((await one.call('GET /approvals')).body.items.map((i: { id: string }) => i.id)).not.toContain(id);
    await house.advance('4d');
    expect((await one.call('GET /approvals')).body.items.map((i: { id: string }) => i.id)).toContain(id);
    await decide(boss, id, false, 'no');
    expect((await on(one, 'take-up')).body.code).toBe('approvals.decided-already');
  });

  test('leads who are away are passed over; nobody there: the admins, else everybody', async () => {
    await away(leo, 'on-leave');
    expect((await split(ben)).body.data.deciders).toMatchObject([{ name: 'Maya', there: true }, { name: 'Boss' }, { name: 'Leo', there: false }]);
    await away(maya, 'offline');
    const id = await asked();
    expect((await ben.call('GET /approvals/:id', { params: { id } })).body.askedIds).toEqual([boss.id]);
    await Promise.all([maya, leo].map((who) => away(who, 'available')));
    await decide(maya, id, false, 'no');
  });

  test('where nobody but the one who asks could decide, it is said at once', async () => {
    const lone = await makeTeam(house, 'Lone');
    const solo = await person(house, { name: 'Solo', role: 'lead', teams: [{ ...lone, lead: true }] });
    await boss.call('PUT /approval-policy', { body: { teamId: lone.id, acts: { 'tickets.child-new': { asks: 'everybody' } } } });
    ticket = (await mailIn(house.db, { teamId: lone.id })).ticketId;
    message = (await mailIn(house.db, { ticketId: ticket })).messageId;
    await peopleTables(house.db).updateTable('people').set({ role: 'agent' }).where('id', '=', boss.id).execute();
    expect((await askWith(solo, await split(solo))).body.code).toBe('approvals.nobody-decides');
    await peopleTables(house.db).updateTable('people').set({ role: 'admin' }).where('id', '=', boss.id).execute();
    expect((await askWith(solo, await split(solo))).body.askedIds).toEqual([boss.id]);
  });
});

describe('policy', () => {
  const put = (who: TestPerson, body: object): Promise<Answer> => who.call('PUT /approval-policy', { body });
  test('only acts that exist are listed; leads rule their team, admins all; letting go goes back', async () => {
    const { body } = await ben.call('GET /approval-policy', { query: { teamId: billing.id } });
    expect(body.acts.map((a: { name: string }) => a.name)).toEqual(expect.arrayContaining(['tickets.child-new', 'tickets.child-same', 'tickets.child-back']));
    expect(body.acts.map((a: { name: string }) => a.name)).not.toContain('approvals.decision');
    const free = { acts: { 'tickets.child-new': { asks: 'nobody' } } };
    expect((await put(ben, { teamId: billing.id, ...free })).body.code).toBe('request.forbidden');
    expect((await put(maya, free)).body.code).toBe('request.forbidden');
    expect((await put(stranger, { teamId: billing.id, ...free })).body.code).toBe('request.forbidden');
    expect((await put(maya, { teamId: legal.id, ...free })).body.code).toBe('request.not-found');
    expect((await put(maya, { teamId: billing.id, acts: { 'shifts.leave': { asks: 'nobody' } } })).body.code).toBe('approvals.act-unknown');
    expect((await put(maya, { teamId: billing.id, ...free })).body).toMatchObject({ own: ['tickets.child-new'] });
    expect((await split(ben)).status).toBe(200);
    await put(maya, { teamId: billing.id, acts: { 'tickets.child-new': null } });
    ticket = (await mailIn(house.db, { teamId: billing.id })).ticketId;
    message = (await mailIn(house.db, { ticketId: ticket })).messageId;
    expect((await split(ben)).body.code).toBe('approvals.needed');
    await put(maya, { teamId: billing.id, acts: { 'tickets.child-new': { asks: 'agents', except: [ben.id] } } });
    expect((await split(ben)).status).toBe(200);
    await put(maya, { teamId: billing.id, acts: { 'tickets.child-new': null } });
  });
});
