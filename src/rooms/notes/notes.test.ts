import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeTeam, person, type TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { transact } from '../../core/server/db.ts';
import { horizon, readFacts } from '../../core/server/journal.ts';
import { writeSettings } from '../../core/server/settings.ts';
import { followersOf } from '../tickets/following.ts';
import { noteSettings } from './contract.ts';
import { foundQuery } from './gates.ts';
import { aTicket, mentionOf, uploadBy } from './fixtures.ts';

let house: TestHouse;
let team: { id: string };
let [maya, ben, cleo, lead]: TestPerson[] = [];
let ticket: string;
beforeAll(async () => {
  house = await openTestHouse();
  team = await makeTeam(house, 'Billing');
  maya = await person(house, { name: 'Maya', teams: [team] });
  ben = await person(house, { name: 'Ben', teams: [team] });
  cleo = await person(house, { name: 'Cleo', role: 'collaborator' });
  lead = await person(house, { name: 'Lena', role: 'lead', teams: [{ id: team.id, lead: true }] });
  ticket = await aTicket(house.db, team.id);
});
afterAll(() => house.close());

const add = (by: TestPerson, html: string, more: object = {}, on = ticket) => by.call('POST /tickets/:id/notes', { params: { id: on }, body: { id: newId(), html, ...more } });
const edit = (by: TestPerson, note: { id: string; version: number }, html: string, more: object = {}) => by.call('PATCH /notes/:id', { params: { id: note.id }, body: { html, version: note.version, ...more } });
const facts = async (from: Awaited<ReturnType<typeof horizon>>, name = 'notes.') => (await readFacts(house.db, from, 100)).filter((f) => f.name.startsWith(name));

test('a note is cleaned, shown to everybody who sees the ticket, and its fact carries no words', async () => {
  const from = await horizon(house.db);
  const { status, body } = await add(maya!, '<p onclick="x()">Refund <b>ref-77XK</b> is safe<script>alert(1)</script></p>');
  expect(status).toBe(200);
  expect(body).toMatchObject({ html: '<p>Refund <strong>ref-77XK</strong> is safe</p>', personId: maya!.id, version: 1, may: { edit: true, remove: true, pin: true } });
  expect((await cleo!.call('GET /notes/:id', { params: { id: body.id } })).body).toMatchObject({ html: body.html, may: { edit: false, remove: false, pin: true } });
  const [fact] = await facts(from);
  expect(fact).toMatchObject({ name: 'notes.added', id: body.id, about: { kind: 'ticket', id: ticket }, data: { entryId: body.id, mentions: [], set: {} } });
  expect(JSON.stringify(fact)).not.toContain('77XK');
  expect(fact!.audience).toContain(`team:${team.id}`);
});

test('an empty note is refused, a file alone is enough', async () => {
  for (const html of ['', '<p></p>', '<p>  <br></p>', '<script>x</script>']) expect((await add(maya!, html)).body.code).toBe('notes.empty');
  const file = await uploadBy(house.db, maya!.id, 'a.txt', 'a');
  expect((await add(maya!, '', { fileIds: [file.id] })).body.files).toMatchObject([{ id: file.id, name: 'a.txt' }]);
});

test('W-L5 a double click makes one note', async () => {
  const id = newId();
  const send = () => maya!.call('POST /tickets/:id/notes', { params: { id: ticket }, body: { id, html: '<p>once</p>' } });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map((a) => a.body.id)).toEqual([id, id, id]);
  expect((await maya!.call('GET /tickets/:id/notes', { params: { id: ticket } })).body.items.filter((n: { id: string }) => n.id === id)).toHaveLength(1);
});

test('mentioned people and the writer follow the ticket; mentions are in the fact', async () => {
  const on = await aTicket(house.db, team.id);
  const from = await horizon(house.db);
  await add(maya!, `<p>${mentionOf('person', ben!.id)} and ${mentionOf('team', team.id)} please look</p>`, {}, on);
  expect((await facts(from, 'notes.added'))[0]!.data).toMatchObject({ mentions: [{ kind: 'person', id: ben!.id }, { kind: 'team', id: team.id }] });
  expect((await followersOf(house.db, on)).map((f) => f.personId).toSorted()).toEqual([maya!.id, ben!.id].toSorted());
});

test('a mention of somebody who left, of no one, or of somebody who may not see it is refused by name', async () => {
  const gone = await person(house, { name: 'Gone Gil', teams: [team] });
  const admin = await person(house, { role: 'admin' });
  await admin.call('POST /people/:id/deactivate', { params: { id: gone.id } });
  expect((await add(maya!, `<p>${mentionOf('person', gone.id)}</p>`)).body).toMatchObject({ code: 'notes.mentioned-left', data: { names: ['Gone Gil'] } });
  expect((await add(maya!, `<p>${mentionOf('person', newId())}</p>`)).body.code).toBe('notes.mentioned-left');
  expect((await add(maya!, `<p>${mentionOf('team', newId())}</p>`)).body.code).toBe('notes.mentioned-left');
  const closed = await makeTeam(house, 'Legal', { visibility: 'closed' });
  const insider = await person(house, { name: 'Ina', teams: [closed] });
  const secret = await aTicket(house.db, closed.id);
  expect((await add(insider, `<p>${mentionOf('person', ben!.id)}</p>`, {}, secret)).body).toMatchObject({ code: 'notes.mentioned-cannot-see', data: { names: ['Ben'] } });
  expect(await followersOf(house.db, secret)).toEqual([]);
  expect((await ben!.call('GET /tickets/:id/notes', { params: { id: secret } })).status).toBe(404);
});

test('every version is kept and shown; two windows do not overwrite each other', async () => {
  const { body: note } = await add(maya!, '<p>one</p>');
  expect((await edit(maya!, note, '<p>two</p>')).body).toMatchObject({ html: '<p>two</p>', version: 2, editedAt: expect.any(String) });
  expect((await edit(maya!, note, '<p>late</p>')).body).toMatchObject({ code: 'notes.changed-meanwhile', data: { version: 2 } });
  await edit(maya!, { ...note, version: 2 }, '<p>three</p>');
  expect((await cleo!.call('GET /notes/:id/history', { params: { id: note.id } })).body.items.map((v: { version: number; html: string }) => [v.version, v.html])).toEqual([[3, '<p>three</p>'], [2, '<p>two</p>'], [1, '<p>one</p>']]);
});

test('only those newly mentioned by an edit are told; old mentions of people who left do not stop it', async () => {
  const leaver = await person(house, { name: 'Lee', teams: [team] });
  const { body: note } = await add(maya!, `<p>${mentionOf('person', leaver.id)} hello</p>`);
  await (await person(house, { role: 'admin' })).call('POST /people/:id/deactivate', { params: { id: leaver.id } });
  const from = await horizon(house.db);
  expect((await edit(maya!, note, `<p>${mentionOf('person', leaver.id)} hello ${mentionOf('person', ben!.id)}</p>`)).status).toBe(200);
  expect((await facts(from, 'notes.changed'))[0]!.data).toMatchObject({ mentions: [{ kind: 'person', id: ben!.id }], version: 2 });
});

test("W-G9 nobody else changes or removes a note, admins and leads neither; everybody may pin", async () => {
  const { body: note } = await add(maya!, '<p>mine</p>');
  for (const other of [ben!, lead!, cleo!, await person(house, { role: 'admin' })]) {
    expect((await edit(other, note, '<p>not yours</p>')).body.code).toBe('notes.not-yours');
    expect((await other.call('DELETE /notes/:id', { params: { id: note.id } })).body.code).toBe('notes.not-yours');
  }
  expect((await cleo!.call('PUT /notes/:id/pin', { params: { id: note.id }, body: { pinned: true } })).body).toMatchObject({ pinnedById: cleo!.id });
  expect((await ben!.call('GET /tickets/:id/notes', { params: { id: ticket }, query: { pinned: '1' } })).body.items.map((n: { id: string }) => n.id)).toEqual([note.id]);
  await ben!.call('PUT /notes/:id/pin', { params: { id: note.id }, body: { pinned: false } });
  expect((await ben!.call('GET /tickets/:id/notes', { params: { id: ticket }, query: { pinned: '1' } })).body.items).toEqual([]);
});

test('removing leaves a trace and nothing of the words, and only while the note is young', async () => {
  const file = await uploadBy(house.db, maya!.id, 'card.txt', '4111');
  const { body: note } = await add(maya!, '<p>password hunter2</p>', { fileIds: [file.id], pinned: true });
  await edit(maya!, note, '<p>password *******</p>', { fileIds: [file.id] });
  const from = await horizon(house.db);
  expect((await maya!.call('DELETE /notes/:id', { params: { id: note.id } })).status).toBe(200);
  expect((await facts(from))[0]).toMatchObject({ name: 'notes.removed', actor: { id: maya!.id }, data: { entryId: note.id } });
  expect((await ben!.call('GET /notes/:id', { params: { id: note.id } })).body).toMatchObject({ html: '', removedAt: expect.any(String), pinnedAt: null, files: [], personId: maya!.id, may: { edit: false, remove: false, pin: false } });
  expect((await ben!.call('GET /notes/:id/history', { params: { id: note.id } })).body.items).toEqual([]);
  expect((await ben!.call('GET /files/:id', { params: { id: file.id } })).status).toBe(404);
  expect((await edit(maya!, { id: note.id, version: 2 }, '<p>back</p>')).body.code).toBe('notes.removed');
  const { body: old } = await add(maya!, '<p>relied on</p>');
  await transact(house.db, (tx) => writeSettings(tx, noteSettings, team.id, { removeMinutes: 5 }));
  await house.advance('6m');
  expect((await maya!.call('DELETE /notes/:id', { params: { id: old.id } })).body).toMatchObject({ code: 'notes.too-old-to-remove', data: { minutes: 5 } });
});

test("files: only one's own loose uploads, opened by those who see the ticket alone", async () => {
  const closed = await makeTeam(house, 'Payroll', { visibility: 'closed' });
  const insider = await person(house, { teams: [closed] });
  const secret = await aTicket(house.db, closed.id);
  const mine = await uploadBy(house.db, insider.id, 'pay.txt', 'pay');
  const theirs = await uploadBy(house.db, ben!.id, 'ben.txt', 'ben');
  expect((await add(insider, '<p>x</p>', { fileIds: [theirs.id] }, secret)).body).toMatchObject({ code: 'notes.files-missing', data: { fileIds: [theirs.id] } });
  const { body: note } = await add(insider, '<p>x</p>', { fileIds: [mine.id] }, secret);
  expect((await insider.call('GET /files/:id', { params: { id: mine.id } })).status).toBe(200);
  expect((await ben!.call('GET /files/:id', { params: { id: mine.id } })).status).toBe(404);
  expect((await insider.call('PATCH /notes/:id', { params: { id: note.id }, body: { html: '<p>x</p>', version: 1 } })).body.files).toEqual([]);
});

test('W-D12 hostile text in a note stays text, and what is shown twice is cleaned once', async () => {
  for (const html of ['<p>&lt;img src=x onerror=alert(1)&gt;</p>', '<p><img src=x onerror=alert(1)>y</p>', '<svg><p>y</p></svg>', '<p><a href="javascript:alert(1)">y</a></p>', '<p><span data-mention="person" data-id="x" onmouseover=a>y</span></p>']) {
    const { body } = await add(maya!, html);
    expect(body.html).not.toMatch(/<[^>]*(onerror|onmouseover|javascript:|svg)/i);
    expect((await edit(maya!, body, body.html)).body.html).toBe(body.html);
  }
});

const doors = (id: string, note: string): [string, object][] => [
  ['GET /tickets/:id/notes', { params: { id } }], ['POST /tickets/:id/notes', { params: { id }, body: { id: newId(), html: '<p>a</p>' } }], ['GET /notes/:id', { params: { id: note } }],
  ['PATCH /notes/:id', { params: { id: note }, body: { html: '<p>a</p>', version: 1 } }], ['GET /notes/:id/history', { params: { id: note } }], ['PUT /notes/:id/pin', { params: { id: note }, body: { pinned: true } }], ['DELETE /notes/:id', { params: { id: note } }],
];

test('W-G1 every door: nobody from outside, nobody who may not see the ticket, and missing looks like forbidden', async () => {
  const closed = await makeTeam(house, 'Board', { visibility: 'closed' });
  const insider = await person(house, { teams: [closed] });
  const secret = await aTicket(house.db, closed.id);
  const { body: note } = await add(insider, '<p>secret</p>', {}, secret);
  for (const [key, asked] of doors(secret, note.id)) expect((await call(house, key, asked)).status, key).toBe(401);
  for (const outsider of [ben!, lead!, cleo!]) for (const [key, asked] of doors(secret, note.id)) expect((await outsider.call(key, asked)).status, key).toBe(404);
  for (const [key, asked] of doors(newId(), newId())) expect((await insider.call(key, asked)).status, key).toBe(404);
  for (const [key, asked] of doors(secret, note.id)) expect((await insider.call(key, asked)).status, key).toBe(200);
});

test('replaying the facts tells which notes stand, which are pinned and which are gone', async () => {
  const on = await aTicket(house.db, team.id);
  const from = await horizon(house.db);
  const [a, b] = [(await add(maya!, '<p>a</p>', {}, on)).body, (await add(ben!, '<p>b</p>', {}, on)).body];
  await edit(maya!, a, '<p>a2</p>');
  await maya!.call('PUT /notes/:id/pin', { params: { id: a.id }, body: { pinned: true } });
  await ben!.call('DELETE /notes/:id', { params: { id: b.id } });
  const state = new Map<string, { version: number; pinned: boolean; removed: boolean }>();
  for (const f of await facts(from)) {
    const d = f.data as { entryId: string; version?: number; pinned?: boolean };
    const s = state.get(d.entryId) ?? { version: 1, pinned: false, removed: false };
    state.set(d.entryId, { version: d.version ?? s.version, pinned: d.pinned ?? s.pinned, removed: s.removed || f.name === 'notes.removed' });
  }
  const shown = (await maya!.call('GET /tickets/:id/notes', { params: { id: on } })).body.items as { id: string; version: number; pinnedAt: string | null; removedAt: string | null }[];
  expect(Object.fromEntries(state)).toEqual(Object.fromEntries(shown.map((n) => [n.id, { version: n.version, pinned: n.pinnedAt !== null, removed: n.removedAt !== null }])));
});

test('notes on a ticket come in pages without gaps', async () => {
  const on = await aTicket(house.db, team.id);
  for (let n = 0; n < 7; n++) await add(maya!, `<p>${n}</p>`, {}, on);
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await maya!.call('GET /tickets/:id/notes', { params: { id: on }, query: { limit: 3, ...(cursor ? { cursor } : {}) } });
    seen.push(...body.items.map((n: { html: string }) => n.html));
    if (!body.next) break;
    cursor = body.next;
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `<p>${n}</p>`));
});


test('notes are found by their words through their index', async () => {
  const plan = await transact(house.db, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    return JSON.stringify((await sql`explain (format json) ${foundQuery('refund', 10)}`.execute(tx)).rows);
  });
  expect(plan).toContain('notes_search');
});

test('the time in which a note can be removed is set by leads for their team and by admins for all; a value let go of is the workspace’s again', async () => {
  const boss = await person(house, { role: 'admin' });
  const other = await makeTeam(house, 'Removals');
  const shut = await makeTeam(house, 'Notaries', { visibility: 'closed' });
  const set = (who: TestPerson, body: object) => who.call('PUT /note-settings', { body });
  const read = async (who: TestPerson, teamId?: string) => (await who.call('GET /note-settings', { query: teamId ? { teamId } : {} })).body;
  expect((await set(maya!, { teamId: team.id, removeMinutes: 1 })).status).toBe(403);
  expect((await set(lead!, { teamId: other.id, removeMinutes: 1 })).status).toBe(403);
  expect((await set(lead!, { removeMinutes: 1 })).status).toBe(403);
  expect((await set(lead!, { teamId: shut.id, removeMinutes: 1 })).status).toBe(404);
  expect((await lead!.call('GET /note-settings', { query: { teamId: shut.id } })).status).toBe(404);
  expect((await set(boss, { removeMinutes: -1 })).body.code).toBe('request.invalid');
  expect((await set(boss, { removeMinutes: 30 })).body).toMatchObject({ removeMinutes: 30, own: ['removeMinutes'] });
  expect(await read(cleo!, other.id)).toMatchObject({ removeMinutes: 30, own: [] });
  expect((await set(lead!, { teamId: team.id, removeMinutes: 90 })).body).toMatchObject({ removeMinutes: 90, own: ['removeMinutes'] });
  expect(await read(maya!, team.id)).toMatchObject({ removeMinutes: 90 });
  expect((await set(lead!, { teamId: team.id, removeMinutes: null })).body).toMatchObject({ removeMinutes: 30, own: [] });
  expect((await set(boss, { removeMinutes: null })).body).toMatchObject({ removeMinutes: 60, own: [] });
});
