import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { handOver } from '../handoffs/fixtures.ts';
import { deactivate } from '../people/people.ts';
import { asked } from '../queues/fixtures.ts';
import { mailIn } from './fixtures.ts';
import { sweepWakes } from './jobs.ts';
import { wake } from './states.ts';

let house: TestHouse;
let billing: { id: string };
let tech: { id: string };
let maya: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  billing = await makeTeam(house, 'Billing');
  tech = await makeTeam(house, 'Tech');
  maya = await person(house, { name: 'Maya', role: 'lead', teams: [{ ...billing, lead: true }] });
  ben = await person(house, { name: 'Ben', teams: [billing] });
});
afterAll(() => house.close());

const opened = async () => (await mailIn(house.db, { teamId: billing.id })).ticketId;
const act = (who: TestPerson, verb: string, id: string, body: object = {}) => who.call(`POST /tickets/:id/${verb}`, { params: { id }, body: verb === 'close' ? { ...asDone, ...body } : verb === 'take' ? { ...asked, ...body } : body });
const names = async (id: string) => (await maya.call('GET /tickets/:id/timeline', { params: { id } })).body.items.map((e: { name: string }) => e.name.replace('tickets.', '')).reverse();

test('a ticket goes through a day: taken, waiting, woken, given on, closed, opened again; all of it on its timeline', async () => {
  const id = await opened();
  expect((await act(maya, 'take', id)).body.ticket).toMatchObject({ ownerId: maya.id, status: 'open', version: 2 });
  const waiting = await act(maya, 'wait', id, { for: 'vendor', until: clock.iso(3600_000), note: 'parts ordered' });
  expect(waiting.body.ticket).toMatchObject({ status: 'waiting', waitingFor: 'vendor', waitingNote: 'parts ordered' });
  await house.advance('61m');
  expect((await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket).toMatchObject({ status: 'open', waitingFor: null, wakeAt: null, ownerId: maya.id });
  expect((await handOver(maya, id, ben, tech.id)).body.ticket).toMatchObject({ ownerId: ben.id, teamId: tech.id });
  await maya.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'urgent' } });
  await maya.call('PUT /tickets/:id/tags', { params: { id }, body: { tags: ['Refund', 'refund', 'january'] } });
  expect((await maya.call('PUT /tickets/:id/subject', { params: { id }, body: { subject: 'Charged twice in January' } })).body.ticket).toMatchObject({ priority: 'urgent', tags: ['january', 'refund'], subject: 'Charged twice in January' });
  expect((await act(maya, 'close', id)).body.ticket.status).toBe('closed');
  expect((await act(maya, 'reopen', id)).body.ticket).toMatchObject({ status: 'open', closedAt: null });
  expect(await names(id)).toEqual(['opened', 'message-received', 'taken', 'waiting', 'woke', 'handoffs.offered', 'assigned', 'handoffs.accepted', 'priority-changed', 'tags-changed', 'subject-changed', 'closed', 'reopened']);
  expect((await maya.call('GET /tickets/tags', { query: { q: 'ref' } })).body).toEqual(['refund']);
});

test('doing a thing that is done already changes nothing and says nothing', async () => {
  const id = await opened();
  await act(maya, 'close', id);
  expect((await act(ben, 'close', id)).body.undoId).toBeNull();
  expect((await names(id)).filter((n: string) => n === 'closed')).toHaveLength(1);
});

test('W-L10 two people saving the same thing: the slower one is told what it is now; different things do not collide', async () => {
  const id = await opened();
  await maya.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'high', version: 1 } });
  const late = await ben.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'low', version: 1 } });
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({ code: 'tickets.changed', data: { ticket: { priority: 'high', version: 2 }, changes: [{ name: 'tickets.priority-changed', personId: maya.id, set: { priority: 'high' } }] } });
  expect((await ben.call('PUT /tickets/:id/tags', { params: { id }, body: { tags: ['a'], version: 1 } })).status).toBe(200);
});

test('W-L10 closing is stopped when the customer wrote meanwhile', async () => {
  const id = await opened();
  await mailIn(house.db, { ticketId: id }, { text: 'And another thing' });
  expect((await act(maya, 'close', id, { version: 1 })).body.code).toBe('tickets.changed');
  expect((await act(maya, 'close', id, { version: 2 })).status).toBe(200);
});

test('W-L10 of many who take at once one wins and the others hear who', async () => {
  const id = await opened();
  const answers = await Promise.all([maya, ben, maya, ben].map((who) => act(who, 'take', id)));
  const owner = (await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket.ownerId as string;
  for (const [n, answer] of answers.entries()) {
    if ([maya, ben, maya, ben][n]!.id === owner) expect(answer.body.ticket.ownerId).toBe(owner);
    else expect(answer.body).toMatchObject({ code: 'tickets.owned-already', data: { ownerId: owner } });
  }
  expect((await names(id)).filter((n: string) => n === 'taken')).toHaveLength(1);
});

test('W-L11 fifty tickets opened at once have fifty numbers', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, (_, n) => mailIn(house.db, { teamId: billing.id, subject: `Parallel ${n}` }, { from: `p${n}@many.example` })));
  expect(new Set(all.map((t) => t.number)).size).toBe(50);
});

test('W-L12 W-L19 a waiting ticket wakes exactly once, whoever calls and however often, also after a lost job', async () => {
  const id = await opened();
  await act(maya, 'wait', id, { for: 'customer', until: clock.iso(3600_000) });
  expect(await transact(house.db, (tx) => wake(tx, id))).toBe(false);
  clock.shift(2 * 3600_000); // the job has not run: its database clock stands still
  await Promise.all([1, 2, 3].map(() => sweepWakes.run({}, { db: house.db, attempt: 1, lastAttempt: false, signal: new AbortController().signal })));
  await house.settle();
  await house.advance('3h');
  expect((await names(id)).filter((n: string) => n === 'woke')).toHaveLength(1);
});

test('a wake-up moved later does not wake at the earlier time; each reason has a default', async () => {
  const id = await opened();
  await act(maya, 'wait', id, { for: 'customer', until: clock.iso(3600_000) });
  await act(maya, 'wait', id, { for: 'customer', until: clock.iso(3 * 3600_000) });
  await house.advance('2h');
  expect((await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket.status).toBe('waiting');
  await house.advance('2h');
  expect((await maya.call('GET /tickets/:ref', { params: { ref: id } })).body.ticket.status).toBe('open');
  const usual = await act(maya, 'wait', id, { for: 'customer' });
  expect(Date.parse(usual.body.ticket.wakeAt)).toBeGreaterThan(clock.ms() + 71 * 3600_000);
  expect((await act(maya, 'wait', id, { for: 'date', until: clock.iso(-1000) })).body.code).toBe('tickets.wake-not-ahead');
  expect((await act(maya, 'wait', id, { for: 'date', until: '2999-01-01T00:00:00Z' })).body.code).toBe('tickets.wake-not-ahead');
});

test('only active agents who see the team can own; a reopened ticket leaves an owner who left', async () => {
  const closed = await makeTeam(house, 'Legal', { visibility: 'closed' });
  const helper = await person(house, { role: 'collaborator' });
  const leaver = await person(house, { teams: [billing] });
  const admin = await person(house, { role: 'admin' });
  const id = await opened();
  for (const personId of [helper.id, newId()]) expect((await act(maya, 'assign', id, { personId })).body.code).toBe('tickets.person-cannot-own');
  expect((await act(maya, 'assign', id, { personId: ben.id, teamId: closed.id })).status).toBe(404);
  expect((await act(admin, 'assign', id, { personId: ben.id, teamId: closed.id })).body.code).toBe('tickets.person-cannot-own');
  await act(maya, 'assign', id, { personId: leaver.id });
  await act(maya, 'close', id);
  await transact(house.db, async (tx) => deactivate(tx, await admin.fresh(), leaver.id));
  expect((await act(maya, 'reopen', id)).body.ticket).toMatchObject({ status: 'open', ownerId: null, teamId: billing.id });
});

test('undo takes back one act of one’s own, once, and only what was not touched since', async () => {
  const id = await opened();
  const closed = await act(maya, 'close', id);
  const undo = (who: TestPerson, undoId: string) => who.call('POST /tickets/undo/:id', { params: { id: undoId } });
  expect((await undo(ben, closed.body.undoId)).status).toBe(404);
  await ben.call('PUT /tickets/:id/tags', { params: { id }, body: { tags: ['other'] } });
  expect((await undo(maya, closed.body.undoId)).body.changed).toMatchObject([{ id, status: 'open', tags: ['other'] }]);
  expect((await undo(maya, closed.body.undoId)).body.code).toBe('tickets.undone-already');
  const raised = await maya.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'urgent' } });
  await ben.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'low' } });
  expect((await undo(maya, raised.body.undoId)).body).toMatchObject({ code: 'tickets.undo-too-late', data: { ticketIds: [id] } });
  const again = await act(maya, 'close', id);
  await act(ben, 'merge', id, { intoId: await opened(), anyway: true });
  expect((await undo(maya, again.body.undoId)).body).toMatchObject({ code: 'tickets.undo-too-late', data: { ticketIds: [id] } });
});

test('a bulk act is all or none, and one undo takes it back but for tickets touched since', async () => {
  const ids = [await opened(), await opened(), await opened()];
  const undoId = newId();
  const refused = await maya.call('POST /tickets/bulk', { body: { id: newId(), ticketIds: [...ids, newId()], change: { kind: 'close', ...asDone } } });
  expect(refused.status).toBe(404);
  const done = await maya.call('POST /tickets/bulk', { body: { id: undoId, ticketIds: ids, change: { kind: 'wait', for: 'vendor' } } });
  expect(done.body.changed.map((t: { status: string }) => t.status)).toEqual(['waiting', 'waiting', 'waiting']);
  await act(ben, 'close', ids[1]!);
  const undone = await maya.call('POST /tickets/undo/:id', { params: { id: undoId } });
  expect(undone.body.skipped).toEqual([ids[1]]);
  expect(undone.body.changed.map((t: { status: string }) => t.status)).toEqual(['open', 'open']);
});

test('merging keeps both timelines in one; unmerging and undo give both back', async () => {
  const one = await mailIn(house.db, { teamId: billing.id }, { text: 'first mail' });
  const two = await mailIn(house.db, { teamId: billing.id }, { text: 'second mail, same matter' });
  const merged = await act(maya, 'merge', two.ticketId, { intoId: one.ticketId });
  expect(merged.body.ticket).toMatchObject({ id: one.ticketId, messageCount: 2, snippet: 'second mail, same matter' });
  const entries = (await maya.call('GET /tickets/:id/timeline', { params: { id: one.ticketId } })).body.items;
  expect(entries.map((e: { message: { text: string } | null }) => e.message?.text).filter(Boolean)).toEqual(['second mail, same matter', 'first mail']);
  expect((await act(maya, 'close', two.ticketId)).body).toMatchObject({ code: 'tickets.merged-away', data: { intoId: one.ticketId, number: one.number } });
  const later = await mailIn(house.db, { ticketId: two.ticketId }, { text: 'third' });
  expect(later.ticketId).toBe(one.ticketId);
  expect((await act(maya, 'merge', one.ticketId, { intoId: two.ticketId })).body.code).toBe('tickets.merged-away');
  expect((await maya.call('POST /tickets/undo/:id', { params: { id: merged.body.undoId } })).body.changed).toMatchObject([{ id: two.ticketId, status: 'open', mergedInto: null, messageCount: 1 }]);
  expect((await maya.call('GET /tickets/:ref', { params: { ref: one.ticketId } })).body).toMatchObject({ ticket: { messageCount: 2, snippet: 'third' }, links: [] });
  expect((await act(maya, 'unmerge', two.ticketId)).body.code).toBe('tickets.not-merged');
  expect((await act(maya, 'merge', one.ticketId, { intoId: one.ticketId })).body.code).toBe('tickets.merge-itself');
});

test('tickets of different customers are merged only on purpose', async () => {
  const one = await mailIn(house.db, { teamId: billing.id });
  const other = await mailIn(house.db, { teamId: billing.id }, { from: 'bob@other.example', name: 'Bob' });
  expect((await act(maya, 'merge', other.ticketId, { intoId: one.ticketId })).body.code).toBe('tickets.other-customer');
  expect((await act(maya, 'merge', other.ticketId, { intoId: one.ticketId, anyway: true })).status).toBe(200);
});

test('a message is split off into a new ticket, linked both ways, and leaves the old timeline', async () => {
  const one = await mailIn(house.db, { teamId: billing.id }, { text: 'first' });
  const second = await mailIn(house.db, { ticketId: one.ticketId }, { text: 'by the way, my boiler drips' });
  expect((await act(maya, 'split', one.ticketId, { id: newId(), messageId: newId(), subject: 'x' })).body.code).toBe('tickets.cannot-split');
  const split = await act(maya, 'split', one.ticketId, { id: newId(), messageId: second.messageId, subject: 'Boiler drips' });
  expect(split.body.ticket).toMatchObject({ subject: 'Boiler drips', messageCount: 1, snippet: 'by the way, my boiler drips', customerName: 'Anna Keller' });
  const [before, after] = await Promise.all([one.ticketId, split.body.ticket.id].map((ref) => maya.call('GET /tickets/:ref', { params: { ref } })));
  expect(before!.body).toMatchObject({ ticket: { messageCount: 1, snippet: 'first' }, links: [{ otherId: split.body.ticket.id, kind: 'split-to' }] });
  expect(after!.body).toMatchObject({ links: [{ otherId: one.ticketId, kind: 'split-from' }], participants: [{ address: 'anna@acme.example', role: 'requester' }] });
  const texts = async (id: string) => (await maya.call('GET /tickets/:id/timeline', { params: { id } })).body.items.map((e: { message: { text: string } | null }) => e.message?.text).filter(Boolean);
  expect(await texts(one.ticketId)).toEqual(['first']);
  expect(await texts(split.body.ticket.id)).toEqual(['by the way, my boiler drips']);
  expect((await act(maya, 'split', one.ticketId, { id: newId(), messageId: one.messageId, subject: 'x' })).body.code).toBe('tickets.cannot-split');
});

test('a follow-up ticket is for the same customer, linked both ways; it goes to its maker, the queue or the owner, and to nobody else', async () => {
  const one = await mailIn(house.db, { teamId: billing.id }, { text: 'first' });
  await act(ben, 'take', one.ticketId);
  const stranger = await person(house, { name: 'Else', teams: [billing] });
  expect((await act(maya, 'follow-ups', one.ticketId, { id: newId(), subject: 'x', ownerId: stranger.id })).body.code).toBe('tickets.child-owner');
  const { body } = await act(maya, 'follow-ups', one.ticketId, { id: newId(), subject: 'Next winter', ownerId: maya.id, teamId: tech.id, matter: 'same' });
  expect(body.ticket).toMatchObject({ subject: 'Next winter', teamId: tech.id, ownerId: maya.id, customerName: 'Anna Keller', messageCount: 0 });
  const [before, after] = await Promise.all([one.ticketId, body.ticket.id].map((ref) => maya.call('GET /tickets/:ref', { params: { ref } })));
  expect(before!.body.links).toMatchObject([{ otherId: body.ticket.id, kind: 'follow-up' }]);
  expect(after!.body).toMatchObject({ links: [{ otherId: one.ticketId, kind: 'follow-up-of' }], participants: [{ address: 'anna@acme.example', role: 'requester' }] });
  expect((await act(maya, 'follow-ups', one.ticketId, { id: newId(), subject: 'Back', ownerId: ben.id, matter: 'same' })).body.ticket.ownerId).toBe(ben.id);
});

test('related tickets show each other until unlinked', async () => {
  const [one, two] = [await opened(), await opened()];
  await act(maya, 'links', one, { otherId: two });
  await act(ben, 'links', two, { otherId: one });
  expect((await maya.call('GET /tickets/:ref', { params: { ref: two } })).body.links).toMatchObject([{ otherId: one, kind: 'related' }]);
  expect((await maya.call('DELETE /tickets/:id/links/:otherId', { params: { id: two, otherId: one } })).body.links).toEqual([]);
  expect((await maya.call('GET /tickets/:ref', { params: { ref: one } })).body.links).toEqual([]);
});

test('following, muting and unfollowing', async () => {
  const id = await opened();
  const set = (body: object) => maya.call('PUT /tickets/:id/following', { params: { id }, body });
  expect((await set({ following: true })).body.followers).toEqual([{ personId: maya.id, muted: false }]);
  expect((await maya.call('GET /tickets', { query: { view: 'following' } })).body.items.map((t: { id: string }) => t.id)).toEqual([id]);
  expect((await set({ following: true, muted: true })).body.followers).toEqual([{ personId: maya.id, muted: true }]);
  expect((await set({ following: false })).body.followers).toEqual([]);
});

test('a team with tickets that are not closed cannot be archived; who leaves is shown what they own', async () => {
  const team = await makeTeam(house, 'Short-lived');
  const lead = await person(house, { role: 'admin' });
  const { ticketId } = await mailIn(house.db, { teamId: team.id });
  const refused = await lead.call('POST /teams/:id/archive', { params: { id: team.id } });
  expect(refused.body.code).toBe('people.team-in-use');
  await act(maya, 'close', ticketId);
  expect((await lead.call('POST /teams/:id/archive', { params: { id: team.id } })).status).toBe(200);
});

test('a ticket has one owner or its place in one queue: the database holds no other; its place stays through an undo', async () => {
  const id = await opened();
  const placed = async () => (await sql<{ queued: string | null; owner: string | null }>`select queued_at as queued, owner_id as owner from tickets where id = ${id}`.execute(house.db)).rows[0]!;
  const since = (await placed()).queued;
  expect(since).not.toBeNull();
  const taken = await act(maya, 'take', id);
  expect(await placed()).toEqual({ queued: null, owner: maya.id });
  await house.advance('3m');
  await maya.call('POST /tickets/undo/:id', { params: { id: taken.body.undoId } });
  expect(await placed()).toEqual({ queued: since, owner: null });
  await act(maya, 'close', id);
  expect((await placed()).queued).toBeNull();
  await act(maya, 'reopen', id);
  expect((await placed()).queued! > since!).toBe(true);
  for (const nowhere of [sql`queued_at = null`, sql`owner_id = ${maya.id}`, sql`status = 'waiting', waiting_for = 'date', wake_at = now()`, sql`team_id = null`]) {
    await expect(sql`update tickets set ${nowhere} where id = ${id}`.execute(house.db)).rejects.toThrow(/violates (check|not-null)/);
  }
  await expect(sql`update tickets set claimed_by = ${maya.id}, owner_id = ${maya.id}, queued_at = null where id = ${id}`.execute(house.db)).rejects.toThrow(/violates check/);
  // Taking is taken back although it waits since: what waits stands in no queue.
  const again = await act(maya, 'take', id);
  await act(maya, 'wait', id, { for: 'vendor', until: clock.iso(3600_000) });
  expect((await maya.call('POST /tickets/undo/:id', { params: { id: again.body.undoId } })).status).toBe(200);
  expect(await placed()).toEqual({ queued: null, owner: null });
});
