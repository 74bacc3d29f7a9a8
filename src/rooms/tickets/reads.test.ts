import { afterAll, beforeAll, expect, test } from 'vitest';
import { asDone } from '../../../test/closing.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { heardBy } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { wireJoins } from '../../core/server/journal.ts';
import { mailIn } from './fixtures.ts';
import { applyToNews, concerns } from './rules.ts';
import { sweepReads } from './reads.ts';
import { tables } from './tables.ts';

let house: TestHouse;
let team: { id: string };
let maya: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  house = await openTestHouse();
  wireJoins([]);
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [team] });
});
afterAll(() => house.close());

interface News { ticketId: string; news: number; seen: number; follows: boolean }
const newsFor = async (who: TestPerson, id: string): Promise<News> => (await who.call('GET /tickets/news', { query: { ticketId: id } })).body[0];
const unread = async (who: TestPerson, id: string) => { const { news, seen } = await newsFor(who, id); return news > seen; };
const newest = async (who: TestPerson, id: string): Promise<number> => (await who.call('GET /tickets/:id/timeline', { params: { id } })).body.items[0].number;
const see = async (who: TestPerson, id: string, seen?: number) => who.call('POST /tickets/seen', { body: { tickets: [{ ticketId: id, seen: seen ?? await newest(who, id) }] } });
const note = (who: TestPerson, id: string) => who.call('POST /tickets/:id/notes', { params: { id }, body: { id: newId(), html: '<p>Look</p>' } });

test('what others wrote is unread until it was seen, one’s own acts and small ones never are', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: team.id });
  expect([await unread(maya, id), await unread(ben, id)]).toEqual([true, true]);
  await see(maya, id);
  expect([await unread(maya, id), await unread(ben, id)], 'to each their own').toEqual([false, true]);
  await note(maya, id);
  await ben.call('PUT /tickets/:id/tags', { params: { id }, body: { tags: ['late'] } });
  await ben.call('PUT /tickets/:id/priority', { params: { id }, body: { priority: 'high' } });
  await mailIn(house.db, { ticketId: id }, { quiet: true });
  expect(await unread(maya, id)).toBe(false);
  await note(ben, id);
  expect(await unread(maya, id)).toBe(true);
  await see(maya, id);
  await see(maya, id, 1);
  expect(await unread(maya, id), 'an older browser does not take it back').toBe(false);
  await mailIn(house.db, { ticketId: id });
  expect(await unread(maya, id)).toBe(true);
});

test('what a browser holds after the facts it hears is what the server says; other browsers of one person hear what was seen', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: team.id });
  const acts = [
    () => note(maya, id), () => see(ben, id), () => note(ben, id), () => maya.call('POST /tickets/:id/assign', { params: { id }, body: { personId: ben.id } }),
    () => ben.call('PUT /tickets/:id/following', { params: { id }, body: { following: true } }), () => mailIn(house.db, { ticketId: id }), () => see(ben, id), () => maya.call('POST /tickets/:id/close', { params: { id }, body: asDone }),
    () => ben.call('PUT /tickets/:id/following', { params: { id }, body: { following: true, muted: true } }), () => maya.call('POST /tickets/:id/reopen', { params: { id }, body: {} }), () => see(maya, id),
  ];
  for (const act of acts) {
    const { ticketId: _, ...held } = await newsFor(ben, id);
    const facts = await heardBy(house, ben.actor, act);
    const then = facts.reduce((all, fact) => applyToNews(all, fact, ben.actor), { [id]: held } as Parameters<typeof applyToNews>[0]);
    expect({ ticketId: id, ...then[id] }).toEqual(await newsFor(ben, id));
  }
});

test('seen is told to nobody else, said only when it rose, and of tickets that are hidden nothing is kept or told', async () => {
  const secret = await makeTeam(house, 'Closed', { visibility: 'closed' });
  const { ticketId: hidden } = await mailIn(house.db, { teamId: secret.id });
  const { ticketId: id } = await mailIn(house.db, { teamId: team.id });
  const seen = await newest(maya, id);
  const facts = await heardBy(house, { ...maya.actor, role: 'admin' }, async () => {
    await see(maya, id, seen);
    await see(maya, id, seen);
    expect((await maya.call('POST /tickets/seen', { body: { tickets: [{ ticketId: hidden, seen: 5 }, { ticketId: newId(), seen: 5 }] } })).status).toBe(200);
  });
  expect(facts.map((f) => ({ name: f.name, to: f.audience, data: f.data }))).toEqual([{ name: 'tickets.seen', to: [`person:${maya.id}`], data: { tickets: [{ ticketId: id, seen }] } }]);
  expect((await maya.call('GET /tickets/news', { query: { ticketId: hidden } })).body).toEqual([]);
});

test('news concern the owner, followers, and the team while nobody owns the ticket; closed ones nobody', () => {
  const who = { id: 'maya', teams: ['billing'] };
  const row = { status: 'open', ownerId: null, teamId: 'billing' } as const;
  expect(concerns(row, who, false)).toBe(true);
  expect(concerns({ ...row, teamId: 'tech' }, who, false)).toBe(false);
  expect(concerns({ ...row, teamId: 'tech' }, who, true)).toBe(true);
  expect(concerns({ ...row, ownerId: 'ben' }, who, false)).toBe(false);
  expect(concerns({ ...row, ownerId: 'maya', teamId: 'tech', status: 'waiting' }, who, false)).toBe(true);
  expect(concerns({ ...row, ownerId: 'maya', status: 'closed' }, who, true)).toBe(false);
});

test('a draft that appears or goes is told to its writer alone, and what is typed in between is not', async () => {
  const { ticketId: id } = await mailIn(house.db, { teamId: team.id });
  const params = { id, mode: 'reply' };
  const save = (html: string, version: number) => maya.call('PUT /tickets/:id/drafts/:mode', { params, body: { html, version } });
  const told = async (run: () => Promise<unknown>) => (await heardBy(house, maya.actor, run)).filter((f) => f.name === 'tickets.drafts-changed').map((f) => ({ to: f.audience, data: f.data }));
  const mine = (gone: boolean) => ({ to: [`person:${maya.id}`], data: { ticketId: id, mode: 'reply', gone } });
  expect(await told(async () => { await save('<p>a</p>', 0); await save('<p>ab</p>', 1); })).toEqual([mine(false)]);
  expect(await told(() => maya.call('DELETE /tickets/:id/drafts/:mode', { params }))).toEqual([mine(true)]);
  expect(await told(() => maya.call('DELETE /tickets/:id/drafts/:mode', { params })), 'there was none').toEqual([]);
  const { id: draftId, version } = (await save('<p>again</p>', 0)).body;
  expect(await told(() => maya.call('POST /tickets/:id/replies', { params: { id }, body: { id: newId(), html: '<p>Yes</p>', to: [{ address: 'anna@acme.example' }], seen: 0, anyway: true, draft: { id: draftId, version } } }))).toEqual([mine(true)]);
});

// Last, as so much later nobody is signed in any more.
test('what was seen of tickets closed long ago is let go', async () => {
  const [{ ticketId: old }, { ticketId: live }] = [await mailIn(house.db, { teamId: team.id }), await mailIn(house.db, { teamId: team.id })];
  for (const id of [old, live]) await see(maya, id);
  await maya.call('POST /tickets/:id/close', { params: { id: old }, body: asDone });
  await house.advance('61d');
  await sweepReads(house.db);
  expect((await tables(house.db).selectFrom('ticket_reads').select('ticket_id').where('ticket_id', 'in', [old, live]).execute()).map((r) => r.ticket_id)).toEqual([live]);
});
