import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from '../tickets/fixtures.ts';
import { alwaysOpen, context, decide, handOver, offerTo } from './fixtures.ts';
import { untilWords } from './sheets.ts';
import { tables } from './tables.ts';

let house: TestHouse;
let billing: { id: string };
let tech: { id: string };
let legal: { id: string };
let maya: TestPerson;
let ben: TestPerson;
let cleo: TestPerson;
let lena: TestPerson;
let admin: TestPerson;
let lawyer: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  await makeWorkspace(house);
  await alwaysOpen(house);
  billing = await makeTeam(house, 'Billing');
  tech = await makeTeam(house, 'Tech');
  legal = await makeTeam(house, 'Legal', { visibility: 'closed' });
  maya = await person(house, { name: 'Maya Okafor', teams: [billing] });
  ben = await person(house, { name: 'Ben Ito', teams: [tech] });
  cleo = await person(house, { name: 'Cleo Roux', teams: [tech] });
  lena = await person(house, { name: 'Lena Bauer', role: 'lead', teams: [{ id: billing.id, lead: true }, { id: tech.id, lead: true }] });
  admin = await person(house, { name: 'Ada Admin', role: 'admin' });
  lawyer = await person(house, { name: 'Lea Lawyer', teams: [legal] });
});
afterAll(() => house.close());

const post = (who: TestPerson, path: string, id: string, body: object = {}) => who.call(`POST /tickets/:id/${path}`, { params: { id }, body: path === 'close' ? { ...asDone, ...body } : path === 'take' ? { ...asked, ...body } : body });
/** A ticket Maya owns. */
const mine = async (subject = 'Charged twice', owner = maya) => {
  const { ticketId } = await mailIn(house.db, { teamId: billing.id, subject });
  await post(owner, 'take', ticketId);
  return ticketId;
};
const ticketOf = async (id: string, who = maya) => (await who.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket;
const timeline = async (id: string, who = maya) => (await who.call('GET /tickets/:id/timeline', { params: { id } })).body.items as { name: string; more: Record<string, unknown> | null; actor: { id: string | null } }[];
const handoffNames = async (id: string) => (await timeline(id)).map((e) => e.name).filter((n) => n.startsWith('handoffs.')).reverse();

test('offered to somebody, accepted: the sender owns it until then, and its context stands on the timeline', async () => {
  const id = await mine();
  const offered = await offerTo(maya, id, { personId: ben.id });
  expect(offered.body).toMatchObject({ handoff: { state: 'offered', senderId: maya.id, ownerId: maya.id, toPerson: ben.id, issue: context.issue, next: context.next, may: { accept: false, withdraw: true } }, ticket: { ownerId: maya.id, teamId: billing.id, nextDue: { kind: 'handoff' } } });
  expect((await ben.call('GET /handoffs/mine')).body).toMatchObject({ toMe: [{ handoff: { id: offered.body.handoff.id, may: { accept: true, decline: true, withdraw: false } }, ticket: { id } }], fromMe: [] });
  expect((await maya.call('GET /handoffs/mine')).body.fromMe).toHaveLength(1);
  const accepted = await decide(ben, 'accept', offered.body.handoff.id);
  expect(accepted.body).toMatchObject({ handoff: { state: 'accepted', endedBy: ben.id, dueAt: null, may: { answer: true } }, ticket: { ownerId: ben.id, nextDue: null } });
  expect(await handoffNames(id)).toEqual(['handoffs.offered', 'handoffs.accepted']);
  expect((await timeline(id)).find((e) => e.name === 'handoffs.offered')!.more).toMatchObject({ issue: context.issue, done: context.done, reasonSay: 'Outside my expertise', mood: 'upset' });
  expect((await maya.call('GET /handoffs')).body.items.filter((h: { ticketId: string }) => h.ticketId === id)).toEqual([]);
});

test('offered to a team: it stands in that team’s queue, whoever accepts first owns it', async () => {
  const id = await mine();
  const offered = await offerTo(maya, id, { teamId: tech.id });
  expect(offered.body.ticket).toMatchObject({ ownerId: maya.id, teamId: tech.id });
  expect((await cleo.call('GET /tickets', { query: { view: `team:${tech.id}` } })).body.items.map((t: { id: string }) => t.id)).toContain(id);
  expect((await decide(maya, 'accept', offered.body.handoff.id)).body.code).toBe('handoffs.not-yours-to-decide');
  expect((await decide(ben, 'decline', offered.body.handoff.id, { reason: 'Not mine' })).body.code).toBe('handoffs.not-yours-to-decide');
  expect((await decide(cleo, 'accept', offered.body.handoff.id)).body.ticket).toMatchObject({ ownerId: cleo.id, teamId: tech.id });
});

test('declined with a reason, or withdrawn: back with its sender, in the queue it came from', async () => {
  const id = await mine();
  const first = (await offerTo(maya, id, { teamId: tech.id })).body.handoff.id;
  expect((await decide(lena, 'decline', first, { reason: 'This is about billing' })).body).toMatchObject({ handoff: { state: 'declined', declineReason: 'This is about billing' }, ticket: { ownerId: maya.id, teamId: billing.id, nextDue: null } });
  expect((await decide(lena, 'accept', first)).body).toMatchObject({ code: 'handoffs.ended-already', data: { handoff: { state: 'declined' } } });
  const second = (await offerTo(maya, id, { personId: ben.id })).body.handoff.id;
  expect((await decide(ben, 'decline', second, {})).status).toBe(400);
  expect((await decide(ben, 'withdraw', second)).body.code).toBe('handoffs.not-yours-to-decide');
  expect((await decide(maya, 'withdraw', second)).body).toMatchObject({ handoff: { state: 'withdrawn', why: 'sender' }, ticket: { ownerId: maya.id } });
  expect(await handoffNames(id)).toEqual(['handoffs.offered', 'handoffs.declined', 'handoffs.offered', 'handoffs.withdrawn']);
});

test('an empty or thin one is refused and says what is missing; nothing is kept of it', async () => {
  const id = await mine('Boiler is cold');
  const refused = await offerTo(maya, id, { personId: ben.id }, { issue: 'boiler is cold', done: 'see above', next: '' });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ code: 'handoffs.too-thin', data: { ticketId: id, gaps: [{ field: 'issue', why: 'copy-of-subject' }, { field: 'done', why: 'stock' }, { field: 'next', why: 'empty', say: 'Say what is needed next.' }] } });
  expect((await offerTo(maya, id, { personId: ben.id }, { reason: 'whim' })).body.code).toBe('handoffs.reason-unknown');
  expect(await handoffNames(id)).toEqual([]);
  expect((await ticketOf(id)).nextDue).toBeNull();
});

test('bypasses: a ticket somebody owns moves with its context only, however it is tried', async () => {
  const id = await mine();
  const other = await mine('Another');
  for (const [who, path, body] of [
    [maya, 'assign', { personId: ben.id }], [maya, 'assign', { personId: ben.id, teamId: tech.id }], [lena, 'assign', { personId: ben.id }], [admin, 'assign', { personId: ben.id }],
    [maya, 'give', { teamId: tech.id }], [maya, 'give', { teamId: billing.id }], [admin, 'give', { teamId: billing.id }], [ben, 'assign', { personId: ben.id }],
    // A body cannot say how it came about (W-G8).
    [maya, 'assign', { personId: ben.id, via: 'handoff' }], [maya, 'give', { teamId: tech.id, via: 'override', how: { via: 'override' } }],
  ] as const) expect((await post(who, path, id, body)).body, `${path} ${JSON.stringify(body)}`).toMatchObject({ code: 'handoffs.context-needed', data: { ticketId: id, ownerId: maya.id } });
  for (const change of [{ kind: 'assign', personId: ben.id }, { kind: 'give', teamId: tech.id }]) {
    const { ticketId: free } = await mailIn(house.db, { teamId: billing.id });
    expect((await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [free, id, other], change } })).body.code).toBe('handoffs.context-needed');
    expect((await ticketOf(free)).ownerId, 'all or none').toBeNull();
  }
  expect((await post(ben, 'take', id)).body.code).toBe('tickets.owned-already');
  const key = (await maya.call('POST /keys', { body: { kind: 'personal', name: 'k', scopes: ['tickets:write'] } })).body.secret as string;
  const byKey = await house.app!.inject({ method: 'POST', url: `/api/tickets/${id}/give`, headers: { authorization: `Bearer ${key}` }, payload: { teamId: tech.id } });
  expect(byKey.json().code).toBe('handoffs.context-needed');
  expect(await ticketOf(id)).toMatchObject({ ownerId: maya.id, teamId: billing.id });
});

test('what nobody owns moves freely, and one’s own act can be undone for a while, not for ever', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: billing.id });
  expect((await post(maya, 'give', id, { teamId: tech.id })).status).toBe(200);
  const assigned = await post(maya, 'assign', id, { personId: ben.id });
  expect(assigned.body.ticket.ownerId).toBe(ben.id);
  expect((await maya.call('POST /tickets/undo/:id', { params: { id: assigned.body.undoId } })).body.changed[0].ownerId).toBeNull();
  const taken = await post(maya, 'take', id);
  await house.advance('6m');
  expect((await maya.call('POST /tickets/undo/:id', { params: { id: taken.body.undoId } })).body.code).toBe('handoffs.context-needed');
});

test('while it is being handed on nobody moves it, and nobody hands it on twice', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: billing.id });
  const offered = await offerTo(maya, id, { teamId: tech.id });
  expect(offered.body).toMatchObject({ handoff: { ownerId: null, senderId: maya.id }, ticket: { ownerId: null, teamId: tech.id } });
  for (const answer of [await post(ben, 'take', id), await post(cleo, 'assign', id, { personId: ben.id }), await post(cleo, 'give', id, { teamId: billing.id }), await offerTo(cleo, id, { personId: ben.id })]) {
    expect(answer.body).toMatchObject({ code: 'handoffs.open-already', data: { handoff: { id: offered.body.handoff.id } } });
  }
  expect((await decide(ben, 'accept', offered.body.handoff.id)).body.ticket.ownerId).toBe(ben.id);
});

test('W-L10 of two who accept at once one wins, and two offers at once make one', async () => {
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { teamId: tech.id })).body;
  const answers = await Promise.all([ben, cleo, ben, cleo, lena].map((who) => decide(who, 'accept', handoff.id)));
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  for (const lost of answers.filter((a) => a.status !== 200)) expect(lost.body).toMatchObject({ code: 'handoffs.ended-already', data: { handoff: { state: 'accepted' } } });
  const owner = (await ticketOf(id)).ownerId;
  expect(answers.find((a) => a.status === 200)!.body.handoff.endedBy).toBe(owner);
  const next = await mine();
  const offers = await Promise.all([ben, cleo, lena].map((to) => offerTo(maya, next, { personId: to.id })));
  expect(offers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
  const accepted = await Promise.all([decide(maya, 'withdraw', offers.find((o) => o.status === 200)!.body.handoff.id), post(maya, 'close', next)]);
  expect(accepted.every((a) => a.status === 200 || a.body.code === 'handoffs.ended-already')).toBe(true);
});

test('W-L5 an offer sent twice is one offer; with other words it is refused', async () => {
  const id = await mine();
  const body = { id: newId(), ...context, to: { personId: ben.id } };
  const send = (more: object = {}) => maya.call('POST /tickets/:id/handoffs', { params: { id }, body: { ...body, ...more } });
  const [first, second] = await Promise.all([send(), send()]);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body).toEqual(first.body);
  expect((await send({ next: 'Something else entirely, please' })).body.code).toBe('request.id-reused');
  expect(await handoffNames(id)).toEqual(['handoffs.offered']);
});

test('somebody away is refused, with who stands in; who stands in may accept what was offered before', async () => {
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { personId: ben.id })).body;
  await ben.call('PUT /me/availability', { body: { state: 'on-leave', until: clock.iso(86_400_000), note: 'Back tomorrow', coverId: cleo.id } });
  const next = await mine();
  expect((await offerTo(maya, next, { personId: ben.id })).body).toMatchObject({ code: 'handoffs.receiver-away', data: { personId: ben.id, coverId: cleo.id, note: 'Back tomorrow' } });
  expect((await offerTo(maya, next, { personId: cleo.id })).status).toBe(200);
  expect((await decide(lena, 'accept', handoff.id)).body.code).toBe('handoffs.not-yours-to-decide');
  expect((await decide(cleo, 'accept', handoff.id)).body.ticket.ownerId).toBe(cleo.id);
  await ben.call('PUT /me/availability', { body: { state: 'available' } });
});

test('W-L19 nobody accepts: told by mail, then to the leads who may accept it too; ever more slowly, each once', async () => {
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { personId: ben.id })).body;
  const now = async () => (await maya.call('GET /handoffs/:id', { params: { id: handoff.id } })).body;
  await house.advance('59m');
  expect(await now()).toMatchObject({ state: 'offered', step: 0 });
  expect((await decide(lena, 'accept', handoff.id)).body.code).toBe('handoffs.not-yours-to-decide');
  await house.advance('2m');
  expect(await now()).toMatchObject({ state: 'offered', step: 1 });
  await house.advance('60m');
  expect(await now()).toMatchObject({ state: 'expired', step: 2 });
  expect(await ticketOf(id)).toMatchObject({ ownerId: maya.id });
  await house.advance('65m');
  expect(await now()).toMatchObject({ state: 'expired', step: 3 });
  await house.advance('65m');
  expect(await now()).toMatchObject({ step: 3 });
  const reminded = (await timeline(id)).filter((e) => e.name === 'handoffs.reminded');
  expect(reminded).toHaveLength(3);
  expect((await decide(lena, 'accept', handoff.id)).body.ticket.ownerId).toBe(lena.id);
  await house.advance('1d');
  expect(await now()).toMatchObject({ state: 'accepted', step: 3 });
});

test('W-L5 double clicks on accept and decline change nothing twice', async () => {
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { personId: ben.id })).body;
  const both = await Promise.all([decide(ben, 'accept', handoff.id), decide(ben, 'accept', handoff.id)]);
  expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
  expect(await handoffNames(id)).toEqual(['handoffs.offered', 'handoffs.accepted']);
});

test('merging is no way around a handoff: not into a colleague’s ticket, not into one that nobody owns', async () => {
  const own = await mine();
  const theirs = await mine();
  await handOver(maya, theirs, ben);
  const { ticketId: nobodys } = await mailIn(house.db, { teamId: billing.id, subject: 'Unowned' }, {});
  for (const into of [theirs, nobodys]) expect((await post(maya, 'merge', own, { intoId: into, anyway: true })).body.code).toBe('handoffs.merge-away');
  // Whoever takes the matter over may: the owner of the other one; and what nobody owns goes anywhere.
  expect((await post(maya, 'merge', nobodys, { intoId: own, anyway: true })).status).toBe(200);
  expect((await post(ben, 'merge', own, { intoId: theirs, anyway: true })).status).toBe(200);
});

test('closing or merging the ticket, or a receiver who leaves, withdraws it; its clock ends', async () => {
  const closed = await mine();
  const one = (await offerTo(maya, closed, { teamId: tech.id })).body.handoff.id;
  await post(maya, 'close', closed);
  expect((await maya.call('GET /handoffs/:id', { params: { id: one } })).body).toMatchObject({ state: 'withdrawn', why: 'closed' });
  expect(await ticketOf(closed)).toMatchObject({ status: 'closed', teamId: billing.id, nextDue: null });
  expect((await offerTo(maya, closed, { personId: ben.id })).body.code).toBe('handoffs.ticket-closed');

  const [gone, kept] = [await mine(), await mine()];
  const two = (await offerTo(maya, gone, { personId: ben.id })).body.handoff.id;
  expect((await post(maya, 'merge', gone, { intoId: kept, anyway: true })).status).toBe(200);
  expect((await maya.call('GET /handoffs/:id', { params: { id: two } })).body).toMatchObject({ state: 'withdrawn', why: 'merged' });

  const leaver = await person(house, { name: 'Lou Leaver', teams: [tech] });
  const left = await mine();
  const three = (await offerTo(maya, left, { personId: leaver.id, teamId: tech.id })).body.handoff.id;
  expect((await admin.call('POST /people/:id/deactivate', { params: { id: leaver.id } })).status).toBe(200);
  expect((await maya.call('GET /handoffs/:id', { params: { id: three } })).body).toMatchObject({ state: 'withdrawn', why: 'receiver-left' });
  expect(await ticketOf(left)).toMatchObject({ ownerId: maya.id, teamId: billing.id });
  expect((await offerTo(maya, left, { personId: leaver.id })).body.code).toBe('tickets.person-cannot-own');
  await house.advance('1d');
});

test('a team that is gone, empty or not to be seen receives nothing', async () => {
  const empty = await makeTeam(house, 'Empty');
  const archived = await makeTeam(house, 'Archived');
  await admin.call('POST /teams/:id/archive', { params: { id: archived.id } });
  const id = await mine();
  expect((await offerTo(maya, id, { teamId: empty.id })).body.code).toBe('handoffs.nobody-there');
  expect((await offerTo(maya, id, { teamId: archived.id })).status).toBe(404);
  expect((await offerTo(maya, id, { teamId: legal.id })).status).toBe(404);
  expect((await offerTo(maya, id, { personId: maya.id })).body.code).toBe('handoffs.to-yourself');
  expect((await offerTo(lena, id, { personId: lena.id })).body.code).toBe('handoffs.to-yourself');
  expect((await offerTo(maya, id, { personId: newId() })).body.code).toBe('tickets.person-cannot-own');
});

test('a team may not be archived while something is offered to it', async () => {
  const brief = await makeTeam(house, 'Brief');
  const member = await person(house, { teams: [brief] });
  const { handoff } = (await offerTo(maya, await mine(), { teamId: brief.id })).body;
  expect((await admin.call('POST /teams/:id/archive', { params: { id: brief.id } })).body.code).toBe('people.team-in-use');
  await decide(maya, 'withdraw', handoff.id);
  expect((await admin.call('POST /teams/:id/archive', { params: { id: brief.id } })).status).toBe(200);
  expect(member.id).toBeTruthy();
});

test('others hand on what is not theirs only when its owner is gone, or as its leads', async () => {
  const id = await mine();
  expect((await offerTo(ben, id, { personId: cleo.id })).body.code).toBe('handoffs.not-yours-to-offer');
  expect((await offerTo(lena, id, { personId: cleo.id })).status).toBe(200);
  const gone = await person(house, { name: 'Gus Gone', teams: [billing] });
  const left = await mine('Left behind', gone);
  await admin.call('POST /people/:id/deactivate', { params: { id: gone.id } });
  const { handoff } = (await offerTo(ben, left, { personId: cleo.id })).body;
  expect((await decide(cleo, 'accept', handoff.id)).body.ticket.ownerId).toBe(cleo.id);
});

test('several at once, each with its form: all or none', async () => {
  const ids = [await mine('One'), await mine('Two'), await mine('Three')];
  const items = ids.map((ticketId) => ({ id: newId(), ticketId, ...context, to: { personId: ben.id } }));
  const refused = await maya.call('POST /handoffs/bulk', { body: { id: newId(), items: [items[0], items[1], { ...items[2], next: 'tbd' }] } });
  expect(refused.body).toMatchObject({ code: 'handoffs.too-thin', data: { ticketId: ids[2], gaps: [{ field: 'next' }] } });
  expect(await handoffNames(ids[0]!)).toEqual([]);
  const sent = await maya.call('POST /handoffs/bulk', { body: { id: newId(), items } });
  expect(sent.body.items.map((i: { ticket: { id: string } }) => i.ticket.id)).toEqual(ids);
  for (const id of ids) expect(await handoffNames(id)).toEqual(['handoffs.offered']);
});

test('reassigning at once carries the context too: leads may, agents need a lead’s yes', async () => {
  const id = await mine();
  const at = (who: TestPerson, more: object = {}) => post(who, 'reassign', id, { id: newId(), ...context, to: { personId: ben.id }, ...more });
  expect((await at(maya)).body).toMatchObject({ code: 'approvals.needed', data: { act: 'handoffs.reassign', ticketId: id } });
  expect((await at(lena, { done: '' })).body.code).toBe('handoffs.too-thin');
  expect((await at(lena)).body.ticket).toMatchObject({ ownerId: ben.id });
  expect(await handoffNames(id)).toEqual(['handoffs.reassigned']);
  expect((await timeline(id)).find((e) => e.name === 'handoffs.reassigned')!.more).toMatchObject({ issue: context.issue, how: 'reassign' });
});

test('an approved reassignment happens with the lead’s yes', async () => {
  const id = await mine();
  const body = { id: newId(), ...context, to: { personId: cleo.id } };
  const needed = (await post(maya, 'reassign', id, body)).body;
  const asked = await maya.call('POST /approvals', { body: { id: newId(), act: needed.data.act, data: needed.data.data, reason: 'She is waiting in the shop' } });
  expect(asked.status).toBe(200);
  expect((await lena.call('POST /approvals/:id/decide', { params: { id: asked.body.id }, body: { approve: true } })).status).toBe(200);
  expect(await ticketOf(id)).toMatchObject({ ownerId: cleo.id });
});

test('a lead’s override has a reason that everybody reads, and ends what was on its way', async () => {
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { teamId: tech.id })).body;
  const over = (who: TestPerson, reason: string) => post(who, 'override-owner', id, { id: newId(), to: { personId: cleo.id }, reason });
  expect((await over(maya, 'I want it to be so')).body.code).toBe('request.forbidden');
  expect((await over(lena, 'short')).status).toBe(400);
  expect((await over(lena, 'Maya fell ill and the customer waits')).body.ticket).toMatchObject({ ownerId: cleo.id });
  expect((await maya.call('GET /handoffs/:id', { params: { id: handoff.id } })).body).toMatchObject({ state: 'withdrawn', why: 'moved' });
  expect((await timeline(id)).find((e) => e.name === 'handoffs.overridden')!.more).toEqual({ reason: 'Maya fell ill and the customer waits' });
  const elsewhere = await person(house, { role: 'lead', teams: [{ id: legal.id, lead: true }] });
  expect((await post(elsewhere, 'override-owner', id, { id: newId(), to: { personId: ben.id }, reason: 'Because I may elsewhere' })).body.code).toBe('handoffs.only-leads');
});

test('the receiver says whether it held what they needed; bounces and misses are counted by team and reason, never by person', async () => {
  const kit = await makeTeam(house, 'Kitchen');
  const [ann, bob] = [await person(house, { name: 'Ann', teams: [kit] }), await person(house, { name: 'Bob', teams: [kit] })];
  const boss = await person(house, { name: 'Boss', role: 'lead', teams: [{ id: kit.id, lead: true }] });
  const owned = async () => { const { ticketId } = await mailIn(house.db, { teamId: kit.id }); await post(ann, 'take', ticketId); return ticketId; };
  const id = await owned();
  const first = (await handOver(ann, id, bob)).body.handoff.id;
  expect((await ann.call('POST /handoffs/:id/answer', { params: { id: first }, body: { had: true } })).body.code).toBe('handoffs.not-yours-to-answer');
  expect((await bob.call('POST /handoffs/:id/answer', { params: { id: first }, body: { had: false, missing: 'Which card it was' } })).body.answer).toMatchObject({ had: false, missing: 'Which card it was' });
  await handOver(bob, id, boss);
  await decide(bob, 'decline', (await offerTo(ann, await owned(), { personId: bob.id }, { reason: 'leave' })).body.handoff.id, { reason: 'I leave too' });
  const report = (await boss.call('GET /handoffs/report')).body;
  expect(report.rows).toEqual([
    expect.objectContaining({ teamId: kit.id, reason: 'expertise', reasonSay: 'Outside my expertise', offered: 2, accepted: 2, passedOn: 1, missedSomething: 1, hadEnough: 0, declined: 0, minutesToAccept: 0 }),
    expect.objectContaining({ teamId: kit.id, reason: 'leave', offered: 1, declined: 1, accepted: 0 }),
  ]);
  expect(report.missing).toEqual([expect.objectContaining({ words: 'Which card it was', reason: 'expertise' })]);
  expect(JSON.stringify(report)).not.toMatch(new RegExp([ann.id, bob.id, boss.id].join('|')));
  expect((await lena.call('GET /handoffs/report')).body.rows.some((r: { teamId: string }) => r.teamId === kit.id)).toBe(false);
  expect((await lena.call('GET /handoffs/report', { query: { teamId: kit.id } })).status).toBe(404);
});

test('the form begins with what the ticket tells', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: billing.id, subject: 'Charged twice' }, { text: 'Hello,\nI was charged twice for one visit. This is unacceptable! Please refund me.\nKind regards\nAnna' });
  await post(maya, 'take', id);
  await maya.call('POST /tickets/:id/notes', { params: { id }, body: { id: newId(), html: '<p>Both payments are in the bank list.</p><p>Next: refund the second one</p>' } });
  const draft = (await maya.call('GET /tickets/:id/handoff-draft', { params: { id } })).body;
  expect(draft).toMatchObject({ issue: 'Anna Keller wrote: I was charged twice for one visit. This is unacceptable! Please refund me.', done: 'Maya noted: Both payments are in the bank list.', next: 'refund the second one', mood: 'angry', reason: 'expertise', urgency: 'normal', atOnce: false });
  expect(draft.reasons).toHaveLength(6);
  expect((await lena.call('GET /tickets/:id/handoff-draft', { params: { id } })).body.atOnce).toBe(true);
  const { people, teams } = (await maya.call('GET /tickets/:id/handoff-receivers', { params: { id } })).body;
  expect(people.map((p: { personId: string }) => p.personId)).toEqual(expect.arrayContaining([ben.id, cleo.id, lena.id]));
  expect(people.some((p: { personId: string }) => p.personId === maya.id)).toBe(false);
  expect(people[0].teams).toContain(billing.id);
  expect(teams.some((t: { teamId: string }) => t.teamId === legal.id)).toBe(false);
});

test('W-G1 W-G4 W-G6 what lies in a closed team stays there: handoffs, sheet, facts', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: legal.id });
  await post(lawyer, 'take', id);
  const partner = await person(house, { name: 'Pia Partner', teams: [legal] });
  const { handoff } = (await offerTo(lawyer, id, { personId: partner.id }, { issue: 'SECRETMARK the settlement is due on Friday' })).body;
  for (const who of [maya, ben, lena]) {
    expect((await who.call('GET /handoffs/:id', { params: { id: handoff.id } })).status).toBe(404);
    for (const verb of ['accept', 'decline', 'withdraw'] as const) expect((await decide(who, verb, handoff.id, { reason: 'x' })).status).toBe(404);
    expect((await who.call('GET /tickets/:id/handoff-draft', { params: { id } })).status).toBe(404);
    expect((await who.call('GET /tickets/:id/handoff-receivers', { params: { id } })).status).toBe(404);
    expect((await who.call('PUT /tickets/:id/progress', { params: { id }, body: { validation: 'a', next: 'b', version: 0 } })).status).toBe(404);
    expect((await who.call('GET /handoff-sheet', { query: { teamId: legal.id } })).status).toBe(404);
    for (const path of ['/handoffs', '/handoffs/mine', '/handoff-sheet', ...(who === lena ? ['/handoffs/report'] : [])]) expect(JSON.stringify((await who.call(`GET ${path}`)).body), path).not.toMatch(new RegExp(`SECRETMARK|${id}`));
  }
  const facts = await house.db.selectFrom('facts').select(['name', 'data', 'audience']).where('about_id', '=', id).execute();
  expect(JSON.stringify(facts)).not.toContain('SECRETMARK');
  expect(facts.flatMap((f) => f.audience)).not.toContain('staff');
});

test('W-G2 W-G3 ids in a body open nothing: a closed team, a stranger’s ticket', async () => {
  const { ticketId: secret } = await mailIn(house.db, { teamId: legal.id });
  expect((await offerTo(maya, secret, { personId: ben.id })).status).toBe(404);
  const id = await mine();
  expect((await offerTo(maya, id, { personId: lawyer.id, teamId: legal.id })).status).toBe(404);
  expect((await offerTo(maya, id, { personId: ben.id, teamId: legal.id })).status).toBe(404);
  expect((await maya.call('POST /handoffs/bulk', { body: { id: newId(), items: [{ id: newId(), ticketId: secret, ...context, to: { personId: ben.id } }] } })).status).toBe(404);
  expect((await offerTo(lawyer, secret, { personId: maya.id })).body.code, 'out of a closed team only by naming where to').toBe('tickets.person-cannot-own');
});

test('W-G5 collaborators and followers read a handoff and decide nothing', async () => {
  const helper = await person(house, { role: 'collaborator', teams: [tech] });
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { teamId: tech.id })).body;
  expect((await helper.call('GET /handoffs/:id', { params: { id: handoff.id } })).body.may).toEqual({ accept: false, decline: false, withdraw: false, answer: false });
  expect((await decide(helper, 'accept', handoff.id)).body.code).toBe('request.forbidden');
  expect((await offerTo(maya, await mine(), { personId: helper.id })).body.code).toBe('tickets.person-cannot-own');
});

test('the sheet: open handoffs, tickets of people away, stuck ones; lines are kept with the ticket', async () => {
  const sheetTeam = await makeTeam(house, 'Sheet');
  const [ann, bob] = [await person(house, { name: 'Ann Ash', teams: [sheetTeam] }), await person(house, { name: 'Bob Birch', teams: [sheetTeam] })];
  const at = async (owner: TestPerson) => { const { ticketId } = await mailIn(house.db, { teamId: sheetTeam.id }); await post(owner, 'take', ticketId); return ticketId; };
  const stuck = await at(ann);
  const away = await at(bob);
  await house.advance('4d');
  const offered = await at(ann);
  await offerTo(ann, offered, { personId: bob.id });
  await bob.call('PUT /me/availability', { body: { state: 'on-leave', until: clock.iso(9 * 86_400_000) } });
  const due = clock.iso(3600_000);
  expect((await ann.call('POST /tickets/:id/promises', { params: { id: offered }, body: { id: newId(), text: 'Call back about the refund', dueAt: due, to: { kind: 'customer' } } })).status).toBe(200);
  const raised = await ann.call('POST /tickets/:id/escalations', { params: { id: offered }, body: { id: newId(), pathId: '01900000-0000-7000-8000-00000000e503', reason: 'expertise', urgency: 'normal', issue: 'Her bank wants a proof of the refund', done: 'Sent the receipt of the first payment', needKind: 'action', need: 'Write the proof on our letterhead' } });
  expect(raised.status, JSON.stringify(raised.body)).toBe(200);
  const sheet = async () => (await ann.call('GET /handoff-sheet', { query: { teamId: sheetTeam.id } })).body.lines as { section: string; ticket: { id: string }; line: string; progress: { validation: string; next: string; version: number } }[];
  expect((await sheet()).map((l) => [l.section, l.ticket.id])).toEqual([['handoffs', offered], ['promises', offered], ['escalations', offered], ['away', away], ['stuck', stuck], ['stuck', away]]);
  expect((await sheet()).find((l) => l.section === 'promises')!.line).toBe('Call back about the refund');
  expect((await ann.call('GET /tickets/:id/handoff-draft', { params: { id: offered } })).body.promises).toMatchObject([{ text: 'Call back about the refund', dueAt: due }]);
  expect((await sheet()).find((l) => l.section === 'away')!.line).toMatch(/^Bob Birch is on leave until \w{3} \d{1,2} \w{3}, \d\d:\d\d$/);
  expect([untilWords('2026-11-28T23:00:00Z', 'Europe/Berlin'), untilWords('2026-11-28T23:00:00Z', 'America/New_York')]).toEqual(['Sat 28 Nov', 'Sat 28 Nov, 18:00']);
  const note = (version: number, next: string) => ann.call('PUT /tickets/:id/progress', { params: { id: stuck }, body: { validation: 'Card checked', next, version } });
  expect((await note(0, 'Ask the bank')).body).toMatchObject({ version: 1, personId: ann.id });
  expect((await note(0, 'Other')).body).toMatchObject({ code: 'handoffs.sheet-changed', data: { next: 'Ask the bank', version: 1 } });
  expect((await sheet()).some((l) => l.section === 'stuck' && l.ticket.id === stuck), 'something happened now').toBe(false);
  expect((await ann.call('GET /tickets/:id/handoff-draft', { params: { id: stuck } })).body).toMatchObject({ next: 'Ask the bank', done: 'Card checked' });
  const mailed = await ann.call('POST /handoff-sheet/mail', { body: { id: newId(), teamId: sheetTeam.id } });
  expect(mailed.body.mailed).toBe(2);
  const letters = await house.db.selectFrom('outbox').select(['recipients', 'mail']).where('kind', '=', 'handoffs.sheet').execute();
  expect(letters.flatMap((l) => l.recipients).sort()).toEqual([ann.email, bob.email].sort());
  expect((letters[0]!.mail as { text: string }).text).toContain('OPEN HANDOFFS');
});

test('a team’s own reasons and times hold for it', async () => {
  await lena.call('PUT /handoff-settings', { body: { teamId: billing.id, reasons: [{ key: 'refund-desk', say: 'Refund desk decides' }] } });
  const id = await mine();
  expect((await offerTo(maya, id, { personId: ben.id })).body).toMatchObject({ code: 'handoffs.reason-unknown', data: { reasons: ['refund-desk'] } });
  expect((await offerTo(maya, id, { personId: ben.id }, { reason: 'refund-desk' })).body.handoff.reasonSay).toBe('Refund desk decides');
  expect((await maya.call('PUT /handoff-settings', { body: { teamId: billing.id } })).body.code).toBe('request.forbidden');
  await lena.call('PUT /handoff-settings', { body: { teamId: billing.id, reasons: null } });
  expect((await maya.call('GET /handoff-settings', { query: { teamId: billing.id } })).body).toMatchObject({ own: [], bounceMinutes: 240 });
});

test('one open handoff a ticket holds by constraint', async () => {
  const id = await mine();
  const { handoff } = (await offerTo(maya, id, { personId: ben.id })).body;
  const row = await tables(house.db).selectFrom('handoffs').selectAll().where('id', '=', handoff.id).executeTakeFirstOrThrow();
  await expect(tables(house.db).insertInto('handoffs').values({ ...row, promises: '[]', id: newId() }).execute()).rejects.toThrow(/handoffs_open/);
});

test('loudness: app at first, mail next, leads and the cover of who is away; urgent begins with all of it; each once', async () => {
  const loudTeam = await makeTeam(house, 'Loud');
  const [ann, bob, cem] = [await person(house, { name: 'Ann L', teams: [loudTeam] }), await person(house, { name: 'Bob L', teams: [loudTeam] }), await person(house, { name: 'Cem L', teams: [loudTeam] })];
  const boss = await person(house, { name: 'Boss L', role: 'lead', teams: [{ id: loudTeam.id, lead: true }] });
  const { ticketId: id } = await mailIn(house.db, { teamId: loudTeam.id });
  await post(ann, 'take', id);
  await house.settle();
  const kinds = async (who: TestPerson, ticketId: string) => ((await who.call('GET /notifications')).body.items as { kind: string; ticket: { id: string } }[]).filter((n) => n.ticket.id === ticketId && n.kind.startsWith('handoff')).map((n) => n.kind);
  const mails = async () => (await house.db.selectFrom('outbox').select('recipients').where('kind', '=', 'notifications.loud').execute()).flatMap((m) => m.recipients).filter((a) => [ann, bob, cem, boss].some((p) => p.email === a)).sort();
  await offerTo(ann, id, { personId: bob.id });
  await house.settle();
  expect([await kinds(bob, id), await kinds(ann, id), await mails()]).toEqual([['handoff'], [], []]);
  await bob.call('PUT /me/availability', { body: { state: 'offline', coverId: cem.id } });
  await house.advance('61m');
  expect([await kinds(bob, id), await kinds(cem, id), await kinds(ann, id), await kinds(boss, id)]).toEqual([['handoff', 'handoff'], ['handoff'], ['handoff-told'], []]);
  expect(await mails()).toEqual([ann, bob, cem].map((p) => p.email).sort());
  await house.advance('61m');
  expect(await kinds(boss, id)).toEqual(['handoff']);
  expect((await mails()).filter((a) => a === boss.email)).toHaveLength(1);

  const unread = async (who: TestPerson) => ((await who.call('GET /notifications', { query: { unread: '1' } })).body.items as { kind: string; ticket: { id: string } }[]).filter((n) => n.ticket.id === id && n.kind === 'handoff').length;
  expect(await unread(boss)).toBe(1);
  await decide(cem, 'accept', (await ann.call('GET /handoffs/mine')).body.fromMe[0].handoff.id);
  await house.settle();
  expect([await unread(boss), await unread(bob), await unread(cem)], 'nobody is called to what is over').toEqual([0, 0, 0]);

  const { ticketId: pressing } = await mailIn(house.db, { teamId: loudTeam.id });
  await post(ann, 'take', pressing);
  await offerTo(ann, pressing, { personId: cem.id }, { urgency: 'urgent' });
  await house.settle();
  expect([await kinds(cem, pressing), await kinds(boss, pressing)]).toEqual([['handoff'], ['handoff']]);
  expect((await mails()).filter((a) => a === boss.email)).toHaveLength(2);
  const letter = await house.db.selectFrom('outbox').select(['subject', 'mail']).where('kind', '=', 'notifications.loud').orderBy('made_at', 'desc').limit(1).executeTakeFirstOrThrow();
  expect(letter.subject).toMatch(/^A handoff waits for your yes: #\d+$/);
  expect(JSON.stringify(letter.mail)).not.toContain(context.issue);
});
