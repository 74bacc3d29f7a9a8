import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type Answer, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { askAll } from '../../core/server/gates.ts';
import type { Schema } from '../../core/server/schema.ts';
import { startClock } from '../clocks/fixtures.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { entryContents } from '../tickets/queries.ts';
import { raiseBody } from './fixtures.ts';
import type { Form } from './rules.ts';

let house: TestHouse;
let billing: { id: string }, tech: { id: string };
let path: string;
let maya: TestPerson, ben: TestPerson, cleo: TestPerson, lea: TestPerson, ada: TestPerson, sam: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  billing = await makeTeam(house, 'Billing', { visibility: 'closed' });
  tech = await makeTeam(house, 'Tech', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya', teams: [{ id: billing.id }] });
  ben = await person(house, { name: 'Ben', teams: [{ id: tech.id }] });
  cleo = await person(house, { name: 'Cleo', role: 'collaborator', teams: [{ id: tech.id }] });
  lea = await person(house, { name: 'Lea', role: 'lead', teams: [{ id: tech.id, lead: true }] });
  ada = await person(house, { name: 'Ada', role: 'admin' });
  // Somebody of another team, who has no part in any of this.
  sam = await person(house, { name: 'Sam', teams: [{ id: (await makeTeam(house, 'Sales')).id }] });
  expect((await ada.call('POST /mailboxes', { body: { id: newId(), address: 'help@desk.example', name: 'Help', teamId: billing.id } })).status).toBe(200);
  path = newId();
  const minutes = { urgent: 15, high: 60, normal: 240, low: 480 };
  const made = await ada.call('POST /escalation-paths', { body: { id: path, name: 'Billing faults', steps: [{ kind: 'person', personId: ben.id }, { kind: 'on-duty', teamId: tech.id }], acknowledge: minutes, answer: { ...minutes, urgent: 60 }, required: ['done'] } });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
});
afterAll(() => house.close());

/** A ticket of Maya's in Billing, and a customer who waits. */
async function aTicket(what: { subject?: string; text?: string; tags?: string[]; from?: string } = {}): Promise<string> {
  const { ticketId } = await mailIn(house.db, { teamId: billing.id, subject: what.subject ?? 'Charged twice' }, { text: what.text ?? 'I was charged twice.', from: what.from ?? `${newId()}@acme.example` });
  await maya.call('POST /tickets/:id/take', { params: { id: ticketId }, body: asked });
  return ticketId;
}
const raise = (ticketId: string, more: Partial<Form> = {}, by = maya, id = newId()): Promise<Answer> => by.call('POST /tickets/:id/escalations', { params: { id: ticketId }, body: raiseBody({ pathId: path, ...more }, id) });
async function raised(ticketId: string, more: Partial<Form> = {}): Promise<string> {
  const answer = await raise(ticketId, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.id as string;
}
const act = (who: TestPerson, id: string, what: string, body: object = {}) => who.call(`POST /escalations/:id/${what}`, { params: { id }, body });
const answers = (who: TestPerson, id: string, html = '<p>Approved 80 EUR, credit it today.</p>', noteId = newId()) => act(who, id, 'answer', { id: noteId, kind: 'decision', html });
const look = async (id: string, who = ada) => (await who.call('GET /escalations/:id', { params: { id } })).body;
const reply = async (ticketId: string, more: object = {}, id = newId()) => {
  const sent = await maya.call('POST /tickets/:id/replies', { params: { id: ticketId }, body: { id, html: '<p>You get a credit of 80 EUR.</p>', to: [{ name: 'Anna', address: 'anna@acme.example' }], seen: 0, anyway: true, ...more } });
  return { id, sent };
};
const names = async (ticketId: string) => (await ada.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body.items.map((e: { name: string }) => e.name).filter((n: string) => n.startsWith('escalations.')).reverse();
const status = async (ticketId: string) => (await ada.call('GET /tickets/:ref', { params: { ref: ticketId } })).body.ticket.status;

test('from raised to closed: the first step is asked, somebody takes it on, answers, the customer is told, the loop is closed (E1-E5)', async () => {
  const ticketId = await aTicket();
  const id = await raised(ticketId);
  expect(await look(id, maya)).toMatchObject({ state: 'raised', asked: [ben.id], raisedBy: maya.id, closerId: maya.id, may: { withdraw: true, acknowledge: false, answer: false, close: false } });
  expect((await ben.call('GET /escalations')).body.items).toMatchObject([{ mine: 'acknowledge', escalation: { id }, ticket: { id: ticketId } }]);
  await house.settle();
  expect((await ben.call('GET /notifications')).body.items.map((n: { kind: string }) => n.kind)).toContain('escalation');
  expect((await act(ben, id, 'acknowledge')).body).toMatchObject({ state: 'acknowledged', acknowledgedBy: ben.id });
  expect((await ben.call('GET /escalations')).body.items).toMatchObject([{ mine: 'answer' }]);
  // Thread: both write, neither owns the other's work.
  expect((await act(ben, id, 'notes', { id: newId(), html: '<p>Which bank was it?</p>' })).status).toBe(200);
  expect((await answers(ben, id)).body).toMatchObject({ state: 'answered', answeredBy: ben.id, answerKind: 'decision', thread: [{ answer: false }, { answer: true, html: '<p>Approved 80 EUR, credit it today.</p>' }] });
  expect((await maya.call('GET /escalations')).body.items).toMatchObject([{ mine: 'tell', escalation: { id } }]);
  expect((await act(maya, id, 'close')).body.code).toBe('escalations.customer-not-told');
  const { id: messageId, sent } = await reply(ticketId);
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  expect((await look(id, maya)).offers).toMatchObject([{ messageId, personId: maya.id, words: 'You get a credit of 80 EUR.' }]);
  expect((await act(maya, id, 'close', { messageId, learned: { lesson: 'authority', words: 'Credits up to 100 EUR' } })).body).toMatchObject({ state: 'closed', toldMessageId: messageId, lesson: 'authority' });
  expect(await names(ticketId)).toEqual(['escalations.raised', 'escalations.acknowledged', 'escalations.answered', 'escalations.told', 'escalations.closed']);
  expect((await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).body.ticket.status).toBe('closed');
});

test('a thin one is refused with what is missing (E3)', async () => {
  const ticketId = await aTicket();
  const no = await raise(ticketId, { issue: 'see above', need: 'help', done: '' });
  expect(no).toMatchObject({ status: 422, body: { code: 'escalations.thin' } });
  expect(no.body.data.fields.map((f: { field: string }) => f.field)).toEqual(['issue', 'done', 'need']);
  expect((await ada.call('GET /tickets/:id/escalations', { params: { id: ticketId } })).body).toEqual([]);
  const id = await raised(ticketId);
  expect((await answers(ben, id, '<p>ok</p>')).body).toMatchObject({ code: 'escalations.thin', data: { fields: [{ field: 'answer' }] } });
});

describe('the ladder, by the test clock', () => {
  test('W-L19 unacknowledged it climbs step by step to the lead of leads, who are told again; every hop is on the timeline', async () => {
    const ticketId = await aTicket();
    const id = await raised(ticketId);
    await house.advance('14m');
    expect((await look(id)).step).toBe(0);
    await house.advance('2m');
    // Whoever of Tech is there; Ben is among them.
    expect(await look(id)).toMatchObject({ step: 1, asked: expect.arrayContaining([ben.id, cleo.id, lea.id]), climbs: 1 });
    await house.advance('16m');
    expect(await look(id)).toMatchObject({ step: 2, asked: [lea.id] });
    await house.advance('16m');
    expect(await look(id)).toMatchObject({ step: 3, asked: [ada.id], climbs: 3, state: 'raised' });
    await house.advance('16m');
    await house.advance('31m');
    expect(await look(id)).toMatchObject({ step: 3, asked: [ada.id], climbs: 3, state: 'raised' });
    expect(await names(ticketId)).toEqual(['escalations.raised', 'escalations.climbed', 'escalations.climbed', 'escalations.climbed']);
    const facts = await house.db.selectFrom('facts').select('name').where('about_id', '=', ticketId).where('name', '=', 'escalations.reminded').execute();
    expect(facts).toHaveLength(2);
    // Who was asked before may still take it on.
    expect((await act(ben, id, 'acknowledge')).status).toBe(200);
    await act(ada, id, 'notes', { id: newId(), html: '<p>Good.</p>' });
    // An answer that does not come is told of too.
    await house.advance('61m');
    expect(await house.db.selectFrom('facts').select('name').where('about_id', '=', ticketId).where('name', '=', 'escalations.reminded').execute()).toHaveLength(3);
    await house.advance('10m');
  });

  test('a step where nobody is there is stepped over at once: deactivated, away without cover, archived team, nobody on duty', async () => {
    const gone = await person(house, { name: 'Gone', teams: [{ id: tech.id }] });
    const empty = await makeTeam(house, 'Empty');
    const quiet = await makeTeam(house, 'Quiet');
    const off = await person(house, { name: 'Off', teams: [{ id: quiet.id }] });
    const own = newId();
    const minutes = { urgent: 15, high: 60, normal: 240, low: 480 };
    await ada.call('POST /escalation-paths', { body: { id: own, name: 'Holes', steps: [{ kind: 'person', personId: gone.id }, { kind: 'team', teamId: empty.id }, { kind: 'on-duty', teamId: quiet.id }, { kind: 'person', personId: cleo.id }], acknowledge: minutes, answer: minutes, required: [] } });
    await ada.call('POST /people/:id/deactivate', { params: { id: gone.id }, body: {} });
    await ada.call('POST /teams/:id/archive', { params: { id: empty.id }, body: {} });
    await off.call('PUT /me/availability', { body: { state: 'on-leave' } });
    const id = await raised(await aTicket(), { pathId: own });
    expect(await look(id)).toMatchObject({ step: 3, asked: [cleo.id], state: 'raised' });
    // Somebody away with a cover: the cover is asked.
    await off.call('PUT /me/availability', { body: { state: 'offline', coverId: ben.id } });
    const other = newId();
    await ada.call('POST /escalation-paths', { body: { id: other, name: 'Covered', steps: [{ kind: 'person', personId: off.id }], acknowledge: minutes, answer: minutes, required: [] } });
    expect(await look(await raised(await aTicket(), { pathId: other }))).toMatchObject({ step: 0, asked: [ben.id] });
  });

  test('who is asked and leaves, or takes it on and leaves, does not hold it up', async () => {
    const first = await person(house, { name: 'First', teams: [{ id: tech.id }] });
    const own = newId();
    const minutes = { urgent: 15, high: 60, normal: 240, low: 480 };
    await ada.call('POST /escalation-paths', { body: { id: own, name: 'Leaving', steps: [{ kind: 'person', personId: first.id }], acknowledge: minutes, answer: minutes, required: [] } });
    const [a, b] = [await raised(await aTicket(), { pathId: own }), await raised(await aTicket(), { pathId: own })];
    await act(first, a, 'acknowledge');
    await ada.call('POST /people/:id/deactivate', { params: { id: first.id }, body: {} });
    for (const id of [a, b]) expect(await look(id)).toMatchObject({ state: 'raised', asked: [ada.id], acknowledgedBy: null, climbs: 1 });
  });

  test('a team that is archived, or somebody who leaves it, while being asked: the next is asked at once', async () => {
    const minutes = { urgent: 15, high: 60, normal: 240, low: 480 };
    const pathTo = async (teamId: string) => { const id = newId(); await ada.call('POST /escalation-paths', { body: { id, name: `To ${id}`, steps: [{ kind: 'team', teamId }, { kind: 'person', personId: cleo.id }], acknowledge: minutes, answer: minutes, required: [] } }); return id; };
    const [one, two] = [await makeTeam(house, 'One'), await makeTeam(house, 'Two')];
    const first = await person(house, { name: 'Member', teams: [one, two] });
    const [a, b] = [await raised(await aTicket(), { pathId: await pathTo(one.id) }), await raised(await aTicket(), { pathId: await pathTo(two.id) })];
    expect([(await look(a)).asked, (await look(b)).asked]).toEqual([[first.id], [first.id]]);
    expect((await ada.call('POST /teams/:id/archive', { params: { id: one.id } })).status).toBe(200);
    expect((await ada.call('DELETE /teams/:id/members/:personId', { params: { id: two.id, personId: first.id } })).status).toBe(200);
    for (const id of [a, b]) expect(await look(id)).toMatchObject({ step: 1, asked: [cleo.id], climbs: 1 });
  });

  test('passed on with a reason it goes to the next step at once', async () => {
    const ticketId = await aTicket();
    const id = await raised(ticketId);
    expect((await act(ben, id, 'pass-on', { reason: 'I do not know the bank file' })).body).toMatchObject({ step: 1, climbs: 1 });
    expect((await act(sam, id, 'pass-on', { reason: 'not mine' })).body.code).toBe('request.not-found');
    const { items } = (await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body;
    expect(items.find((e: { name: string }) => e.name === 'escalations.climbed')).toMatchObject({ more: { words: 'I do not know the bank file' }, data: { why: 'passed-on' } });
  });
});

describe('bypasses are refused', () => {
  test('a ticket with an open escalation is closed by nobody: not by API, reply, bulk, merge or undo; a lead overrides with a reason', async () => {
    const ticketId = await aTicket();
    const other = await aTicket();
    const id = await raised(ticketId);
    const close = { kind: 'close', ...asDone };
    const tries = [
      await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone }),
      (await reply(ticketId, { then: close })).sent,
      await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [other, ticketId], change: close } }),
      await ada.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone }),
    ];
    for (const no of tries) expect(no).toMatchObject({ status: 409, body: { code: 'closings.not-yet', data: { ticketId, unmet: [{ kind: 'escalation', id, firm: true, data: { closerId: maya.id } }] } } });
    expect(tries.map((t) => t.body.data.unmet[0].data.mayOverride)).toEqual([false, false, false, true]);
    expect((await maya.call('POST /tickets/:id/merge', { params: { id: ticketId }, body: { intoId: other, anyway: true } })).body.code).toBe('escalations.merge-open');
    expect([await status(ticketId), await status(other)]).toEqual(['open', 'open']);
    // The other way round nothing is lost.
    expect((await maya.call('POST /tickets/:id/merge', { params: { id: other }, body: { intoId: ticketId, anyway: true } })).status).toBe(200);
    expect((await maya.call('POST /tickets/:id/escalations/override', { params: { id: ticketId }, body: { reason: 'Settled by phone' } })).body.code).toBe('request.forbidden');
    expect((await lea.call('POST /tickets/:id/escalations/override', { params: { id: ticketId }, body: { reason: 'Settled by phone' } })).status).toBe(404);
    expect((await ada.call('POST /tickets/:id/escalations/override', { params: { id: ticketId }, body: { reason: 'Settled by phone', ...asDone } })).body.ticket.status).toBe('closed');
    expect(await look(id)).toMatchObject({ state: 'closed', overridden: true, untoldReason: 'Settled by phone' });
    const { items } = (await maya.call('GET /tickets/:id/timeline', { params: { id: ticketId } })).body;
    expect(items.find((e: { name: string }) => e.name === 'escalations.overridden')).toMatchObject({ actor: { id: ada.id }, more: { words: 'Settled by phone' } });
  });

  test('the undo of a reopening does not close over it', async () => {
    const ticketId = await aTicket();
    await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone });
    const { undoId } = (await maya.call('POST /tickets/:id/reopen', { params: { id: ticketId }, body: {} })).body;
    await raised(ticketId);
    expect((await maya.call('POST /tickets/undo/:id', { params: { id: undoId } })).body).toMatchObject({ code: 'closings.not-yet', data: { unmet: [{ kind: 'escalation' }] } });
  });

  test('a tag can force it (complaints)', async () => {
    await ada.call('PUT /escalation-settings', { body: { forced: [{ tag: 'Complaint', pathId: path }] } });
    const ticketId = await aTicket();
    await maya.call('PUT /tickets/:id/tags', { params: { id: ticketId }, body: { tags: ['complaint'] } });
    expect((await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).body).toMatchObject({ code: 'closings.not-yet', data: { unmet: [{ kind: 'must-escalate', data: { tag: 'complaint', pathId: path } }] } });
    expect((await maya.call('GET /tickets/:id/escalation-hint', { params: { id: ticketId } })).body.hint).toMatchObject({ rule: 'forced', forced: true, pathId: path });
    const id = await raised(ticketId);
    // Withdrawn it was not escalated.
    await act(maya, id, 'withdraw', { reason: 'Wrong path' });
    expect((await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).body.data.unmet[0].kind).toBe('must-escalate');
    const again = await raised(ticketId);
    await answers(ben, again);
    await act(maya, again, 'close', { reason: 'She answered on the phone' });
    expect((await maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })).status).toBe(200);
    await ada.call('PUT /escalation-settings', { body: { forced: [] } });
  });

  test('only a reply after the answer can be linked: not one before it, of another ticket, taken back, or a customer’s', async () => {
    const ticketId = await aTicket();
    const foreign = await aTicket();
    const { id: before } = await reply(ticketId, { undoSeconds: 0 });
    const id = await raised(ticketId);
    await answers(ben, id);
    const { id: elsewhere } = await reply(foreign);
    const { messageId: theirs } = await mailIn(house.db, { ticketId });
    const { id: back } = await reply(ticketId, { undoSeconds: 30 });
    for (const messageId of [before, elsewhere, theirs, newId()]) expect((await act(maya, id, 'told', { messageId })).body.code).toBe('escalations.not-after-the-answer');
    // Linked, then taken back: the customer was not told after all, and the loop is open again.
    expect((await act(maya, id, 'close', { messageId: back })).body.state).toBe('closed');
    expect((await maya.call('POST /replies/:id/cancel', { params: { id: back } })).status).toBe(200);
    expect(await look(id)).toMatchObject({ state: 'answered', toldMessageId: null });
    expect((await act(maya, id, 'told', { messageId: back })).body.code).toBe('escalations.not-after-the-answer');
    expect((await names(ticketId)).slice(-3)).toEqual(['escalations.told', 'escalations.closed', 'escalations.untold']);
  });

  test('W-G3 W-G2 strangers, foreign teams and paths that are gone', async () => {
    const ticketId = await aTicket();
    const id = await raised(ticketId);
    expect((await raise(ticketId, {}, sam)).status).toBe(404);
    expect((await raise(newId())).status).toBe(404);
    expect((await raise(ticketId, { pathId: newId() })).body.code).toBe('escalations.no-such-path');
    for (const what of ['acknowledge', 'withdraw', 'answer', 'notes', 'told', 'close', 'reopen', 'lesson']) {
      const body = { id: newId(), html: '<p>some words here</p>', kind: 'decision', reason: 'because of that', lesson: 'other' };
      expect((await act(sam, id, what, body)).body.code, what).toBe('request.not-found');
    }
    expect((await sam.call('GET /escalations/:id', { params: { id } })).status).toBe(404);
    expect((await sam.call('GET /tickets/:id/escalations', { params: { id: ticketId } })).status).toBe(404);
    expect((await sam.call('GET /escalations', { query: { view: 'teams' } })).body.items).toEqual([]);
    expect((await sam.call('GET /escalations', { query: { view: 'teams', teamId: billing.id } })).status).toBe(404);
    expect((await lea.call('GET /escalations/report', { query: { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', teamId: billing.id } })).status).toBe(404);
    // Fields that would say who did it are not taken from the body.
    const sneaked = await maya.call('POST /tickets/:id/escalations', { params: { id: await aTicket() }, body: { ...raiseBody({ pathId: path }), state: 'closed', raisedBy: ben.id, acknowledgedBy: maya.id, closerId: ben.id } });
    expect(sneaked.body).toMatchObject({ state: 'raised', raisedBy: maya.id, closerId: maya.id, acknowledgedBy: null });
  });

  test('W-G1 whoever raised it cannot answer it, nor somebody nobody asked; withdrawing ends with the acknowledgement', async () => {
    const colleague = await person(house, { name: 'Colleague', teams: [{ id: billing.id }] });
    const id = await raised(await aTicket());
    expect((await act(maya, id, 'acknowledge')).body.code).toBe('escalations.own');
    expect((await answers(maya, id)).body.code).toBe('escalations.own');
    expect((await act(colleague, id, 'acknowledge')).body.code).toBe('escalations.not-asked');
    expect((await act(colleague, id, 'withdraw', { reason: 'not needed' })).body.code).toBe('escalations.not-yours');
    await act(ben, id, 'acknowledge');
    expect((await act(maya, id, 'withdraw', { reason: 'solved it' })).body).toMatchObject({ code: 'escalations.acknowledged', data: { personId: ben.id } });
    expect((await act(maya, id, 'close', { reason: 'solved it' })).body.code).toBe('escalations.not-now');
    await answers(ben, id);
    expect((await act(colleague, id, 'close', { reason: 'solved it' })).body.code).toBe('escalations.not-yours');
    expect((await answers(ben, id)).body.code).toBe('escalations.not-now');
  });
});

test('W-L10 of two who take it on at once one wins and the other is told who', async () => {
  const id = await raised(await aTicket());
  await house.advance('16m');
  const both = await Promise.all([act(ben, id, 'acknowledge'), act(lea, id, 'acknowledge')]);
  expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
  const winner = both.find((a) => a.status === 200)!.body.acknowledgedBy;
  expect(both.find((a) => a.status === 409)!.body).toMatchObject({ code: 'escalations.acknowledged-already', data: { personId: winner } });
  // A second press of the winner changes nothing.
  expect((await act(winner === ben.id ? ben : lea, id, 'acknowledge')).status).toBe(200);
});

test('W-L10 escalating and closing at once leave no closed ticket with an open escalation', async () => {
  for (let n = 0; n < 4; n++) {
    const ticketId = await aTicket();
    const [a, b] = await Promise.all([raise(ticketId), maya.call('POST /tickets/:id/close', { params: { id: ticketId }, body: asDone })]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
    expect(await status(ticketId)).toBe(a.status === 200 ? 'open' : 'closed');
  }
});

test('W-F6 W-G7 no word of an escalation reaches the customer', async () => {
  const marker = 'MARKERstaysINSIDE';
  const ticketId = await aTicket();
  const first = (await house.db.selectFrom('facts').select('uid').where('about_id', '=', ticketId).where('name', '=', 'tickets.message-received').executeTakeFirstOrThrow()).uid;
  const id = await raised(ticketId, { issue: `${marker} was charged twice`, need: `${marker} approve the credit`, done: `${marker} checked the invoice` });
  await answers(ben, id, `<p>${marker} approved 80 EUR</p>`);
  await reply(ticketId, { quote: first });
  await act(maya, id, 'close', { reason: `${marker} told by phone` });
  const letters = await house.db.withTables<Pick<Schema, 'messages'>>().selectFrom('messages').select(['html', 'folded_html', 'text']).where('ticket_id', '=', ticketId).execute();
  expect(letters).toHaveLength(2);
  expect(JSON.stringify(letters)).not.toContain(marker);
  const entries = [{ id, name: 'escalations.raised', data: {} }];
  for (const actor of [{ kind: 'customer', id: newId() }, { kind: 'system', id: null, why: 'mail' }] as const) expect(JSON.stringify(await askAll(house.db, actor, entryContents, { ticketId, teamId: billing.id, entries }))).not.toContain(marker);
});

test('W-L5 a double click raises it once, and two people on one path do not raise it twice', async () => {
  const ticketId = await aTicket();
  const id = newId();
  const both = await Promise.all([raise(ticketId, {}, maya, id), raise(ticketId, {}, maya, id)]);
  expect(both.map((a) => [a.status, a.body.id])).toEqual([[200, id], [200, id]]);
  expect((await raise(ticketId, {}, ada)).body).toMatchObject({ code: 'escalations.open-already', data: { escalationId: id } });
  expect((await ada.call('GET /tickets/:id/escalations', { params: { id: ticketId } })).body).toHaveLength(1);
});

test('W-G5 W-G6 those asked see a ticket of a closed team only while it is open', async () => {
  const ticketId = await aTicket();
  const sees = async (who: TestPerson) => (await who.call('GET /tickets/:ref', { params: { ref: ticketId } })).status;
  expect([await sees(ben), await sees(lea)]).toEqual([404, 404]);
  const id = await raised(ticketId);
  expect([await sees(ben), await sees(lea)]).toEqual([200, 404]);
  const { may } = (await ben.call('GET /tickets/:ref', { params: { ref: ticketId } })).body;
  expect(may).toMatchObject({ note: true, reply: false, take: false, assign: false, close: false });
  await answers(ben, id);
  await act(maya, id, 'close', { reason: 'She had hung up' });
  expect(await sees(ben)).toBe(404);
  expect((await ben.call('GET /escalations/:id', { params: { id } })).status).toBe(404);
  expect((await ben.call('GET /escalations', { query: { view: 'ended' } })).body.items.map((i: { escalation: { id: string } }) => i.escalation.id)).not.toContain(id);
  // Asked again, they see it again.
  await act(maya, id, 'reopen', { reason: 'The credit did not arrive' });
  expect(await sees(ben)).toBe(200);
  expect(await look(id)).toMatchObject({ state: 'raised', asked: [ben.id], answeredBy: null, closerId: maya.id });
});

test('W-G10 the loop is taken over when who raised it leaves or goes on leave', async () => {
  const nora = await person(house, { name: 'Nora', teams: [{ id: billing.id }] });
  const ticketId = await aTicket();
  const id = (await raise(ticketId, {}, nora)).body.id as string;
  await answers(ben, id);
  await nora.call('PUT /me/availability', { body: { state: 'on-leave' } });
  expect((await look(id)).closerId).toBe(maya.id);
  const second = (await raise(await aTicket(), {}, nora)).body.id as string;
  await ada.call('POST /people/:id/deactivate', { params: { id: nora.id }, body: {} });
  expect((await look(second)).closerId).toBe(maya.id);
});

describe('suggestions say why (E1)', () => {
  const hint = async (ticketId: string) => (await maya.call('GET /tickets/:id/escalation-hint', { params: { id: ticketId } })).body.hint;
  test('by the customer’s words, set aside with a reason until they say more', async () => {
    const from = `${newId()}@acme.example`;
    const ticketId = await aTicket({ text: 'I want to speak to your manager about this.', from });
    expect(await hint(ticketId)).toMatchObject({ rule: 'asks-for-manager', reason: 'asks-for-manager', why: 'The customer asks for somebody who decides.', quote: expect.stringContaining('speak to your manager'), forced: false });
    expect((await sam.call('GET /tickets/:id/escalation-hint', { params: { id: ticketId } })).status).toBe(404);
    expect((await maya.call('POST /tickets/:id/escalation-hint/dismiss', { params: { id: ticketId }, body: { rule: 'asks-for-manager', reason: '' } })).status).toBe(400);
    await maya.call('POST /tickets/:id/escalation-hint/dismiss', { params: { id: ticketId }, body: { rule: 'asks-for-manager', reason: 'I am the manager today' } });
    expect(await hint(ticketId)).toBeNull();
    await house.advance('1m');
    await mailIn(house.db, { ticketId }, { text: 'Still no manager. Where is the supervisor? I want to speak to your supervisor.', from });
    expect(await hint(ticketId)).toMatchObject({ rule: 'asks-for-manager' });
    const draft = (await maya.call('GET /tickets/:id/escalation-draft', { params: { id: ticketId } })).body;
    expect(draft).toMatchObject({ reason: 'asks-for-manager', need: '', issue: expect.stringContaining('Charged twice') });
    await raised(ticketId);
    expect(await hint(ticketId)).toBeNull();
  });
  test('the third contact about the same thing', async () => {
    const from = `${newId()}@acme.example`;
    for (const subject of ['Boiler leaks', 'Re: boiler leaks again']) await aTicket({ subject, from });
    const third = await aTicket({ subject: 'The boiler still leaks', from });
    expect(await hint(third)).toMatchObject({ rule: 'again', why: expect.stringMatching(/third time in 30 days about the same thing, like #\d+, #\d+/) });
    expect(await hint(await aTicket({ subject: 'My new address', from }))).toBeNull();
  });
});

test('a sum above what one decides, and a service target that was missed, suggest one (E1)', async () => {
  const hint = async (ticketId: string, who = maya) => (await who.call('GET /tickets/:id/escalation-hint', { params: { id: ticketId } })).body.hint;
  const ticketId = await aTicket({ text: 'I expect a refund of 240 EUR for this.' });
  expect(await hint(ticketId)).toMatchObject({ rule: 'authority', reason: 'authority', why: expect.stringMatching(/asks for 240 EUR back; you decide up to 50 EUR/), quote: expect.stringContaining('240 EUR') });
  // Whoever may decide it is not told to ask.
  expect(await hint(ticketId, ada)).toBeNull();
  const late = await aTicket();
  const clock = await startClock(house.db, { ticketId: late, kind: 'sla.first-reply', label: 'first reply', budgetMs: 60_000 });
  expect(await hint(late)).toBeNull();
  await house.advance('2m');
  expect(clock.kind).toBe('sla.first-reply');
  expect(await hint(late)).toMatchObject({ rule: 'service-level', why: 'A service target was missed: first reply.' });
});

test('paths: written by admins, with names of their own, kept while used, changed by one at a time', async () => {
  const listed = (await maya.call('GET /escalation-paths')).body.map((p: { name: string }) => p.name);
  expect(listed).toEqual(expect.arrayContaining(['Manager', 'Technical', 'Specialist']));
  const body = { name: 'manager', steps: [], acknowledge: { urgent: 1, high: 1, normal: 1, low: 1 }, answer: { urgent: 1, high: 1, normal: 1, low: 1 }, required: [] };
  expect((await lea.call('POST /escalation-paths', { body: { id: newId(), ...body } })).body.code).toBe('request.forbidden');
  expect((await ada.call('POST /escalation-paths', { body: { id: newId(), ...body } })).body.code).toBe('escalations.path-name-taken');
  expect((await ada.call('POST /escalation-paths', { body: { id: newId(), ...body, name: 'Odd', steps: [{ kind: 'team', teamId: newId() }] } })).body.code).toBe('escalations.step-unknown');
  expect((await ada.call('PUT /escalation-paths/:id', { params: { id: path }, body: { ...body, name: 'Billing faults', version: 9 } })).body.code).toBe('escalations.path-changed');
  await raised(await aTicket());
  expect((await ada.call('DELETE /escalation-paths/:id', { params: { id: path } })).body.code).toBe('escalations.path-in-use');
});

test('a report by reason, path, team and lesson, never by person (E6)', async () => {
  const { body } = await ada.call('GET /escalations/report', { query: { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' } });
  expect(body.all).toMatchObject({ raised: expect.any(Number), climbed: expect.any(Number), overridden: 1 });
  expect(body.by.path.find((p: { id: string }) => p.id === path)).toMatchObject({ name: 'Billing faults' });
  expect(body.lessons).toContainEqual({ lesson: 'authority', count: 1, escalationIds: [expect.any(String)] });
  expect(JSON.stringify(body)).not.toContain(maya.id);
});
