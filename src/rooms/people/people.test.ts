import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import { newId } from '../../core/ids.ts';
import { transact } from '../../core/server/db.ts';
import { log } from '../../core/server/log.ts';
import { keptMail } from '../../core/server/mail.ts';
import { changeRole } from './people.ts';
import { tables } from './tables.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, cookieOf, makeTeam, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';

let house: TestHouse;
let admin: TestPerson;
beforeAll(async () => { house = await openTestHouse(); await makeWorkspace(house); admin = await person(house, { name: 'Ada Admin', role: 'admin' }); });
afterAll(() => house.close());

const facts = async (name: string) => (await house.db.selectFrom('facts').select(['data', 'about_id', 'audience']).where('name', '=', name).orderBy('id').execute());
const roleOf = async (who: TestPerson) => (await who.call('GET /me')).body.role;

test('W-G8 role, address, kind and other fields not offered cannot be slipped in', async () => {
  const maya = await person(house);
  for (const extra of [{ role: 'admin' }, { email: 'x@y.example' }, { kind: 'service' }, { deactivatedAt: null }, { id: newId() }]) {
    expect((await maya.call('PATCH /me', { body: { title: 'Agent', ...extra } })).status, JSON.stringify(extra)).toBe(400);
  }
  const before = (await maya.call('GET /me')).body;
  await call(house, 'POST /password/forgot', { body: { email: maya.email, role: 'admin', personId: admin.id } });
  expect((await maya.call('GET /me')).body).toEqual(before);
  const lead = await person(house, { role: 'lead' });
  for (const field of [{ role: 'admin' }, { email: 'z@y.example' }]) expect((await admin.call('PATCH /people/:id', { params: { id: lead.id }, body: field })).status).toBe(400);
});

test('a profile keeps what is typed and cleans the signature', async () => {
  const maya = await person(house);
  const answer = await maya.call('PATCH /me', { body: { name: '  Maya Okafor ', title: 'Support', zone: 'Africa/Lagos', language: 'en-GB', signature: '<p>Maya<script>alert(1)</script> <a href="javascript:x">a</a><a href="https://a.example" onclick="x">b</a><img src=x onerror=y></p>' } });
  expect(answer.body).toMatchObject({ name: 'Maya Okafor', title: 'Support', zone: 'Africa/Lagos', language: 'en-GB', signature: '<p>Maya <a>a</a><a href="https://a.example">b</a></p>' });
  expect((await maya.call('PATCH /me', { body: { zone: 'Moon/Base' } })).body.zone).toBe('UTC');
  expect((await maya.call('PATCH /me', { body: { name: '   ' } })).status).toBe(400);
  expect((await facts('people.changed')).at(-1)?.audience).toEqual(['staff']);
});

test('W-G11 nobody raises their own role; leads and agents change no roles; the last admin stays', async () => {
  const [lead, agent] = [await person(house, { role: 'lead' }), await person(house)];
  const change = (who: TestPerson, of: TestPerson, role: string) => who.call('PUT /people/:id/role', { params: { id: of.id }, body: { role } });
  for (const who of [lead, agent]) for (const of of [lead, agent, admin]) expect((await change(who, of, 'admin')).status).toBe(403);
  expect((await change(admin, admin, 'agent')).body.code).toBe('people.last-admin');
  expect((await admin.call('POST /people/:id/deactivate', { params: { id: admin.id } })).body.code).toBe('people.last-admin');
  const second = await person(house, { role: 'admin' });
  // Two who leave at once: the second begins before the first commits, and must wait for it.
  let commit = () => undefined as void;
  // Made beforehand: the word to commit may come before the first has got so far.
  const committing = new Promise<void>((resolve) => { commit = resolve; });
  const first = transact(house.db, async (tx) => {
    await changeRole(tx, admin.actor, second.id, 'agent');
    await committing;
  });
  const held = async () => (await sql<{ n: number }>`select count(*) as n from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`.execute(house.db)).rows[0]!.n;
  await vi.waitUntil(async () => (await held()) > 0);
  const other = transact(house.db, (tx) => changeRole(tx, second.actor, admin.id, 'agent')).then(() => 'left', (error: { refusal?: { code: string } }) => error.refusal?.code);
  const waits = async () => (await sql<{ n: number }>`select count(*) as n from pg_locks where not granted`.execute(house.db)).rows[0]!.n > 0;
  await Promise.race([other, vi.waitUntil(waits)]);
  commit();
  await first;
  expect(await other).toBe('people.last-admin');
  await tables(house.db).updateTable('people').set({ role: 'admin' }).where('id', '=', admin.id).execute();
  expect(await roleOf(admin)).toBe('admin');
});

test('W-G11 a lead invites agents and collaborators into teams they lead, and nobody else', async () => {
  const [mine, other] = [await makeTeam(house, 'Mine'), await makeTeam(house, 'Other')];
  const lead = await person(house, { role: 'lead', teams: [{ id: mine.id, lead: true }, { id: other.id }] });
  const invite = (who: TestPerson, role: string, teams: string[]) => who.call('POST /invitations', { body: { email: `${newId()}@desk.example`, role, teams } });
  expect((await invite(lead, 'admin', [mine.id])).body.code).toBe('people.role-too-high');
  expect((await invite(lead, 'lead', [mine.id])).body.code).toBe('people.role-too-high');
  expect((await invite(lead, 'agent', [other.id])).body.code).toBe('people.team-not-led');
  expect((await invite(lead, 'agent', [mine.id, other.id])).status).toBe(403);
  expect((await invite(lead, 'agent', [])).status).toBe(403);
  expect((await invite(lead, 'agent', [mine.id])).status).toBe(200);
  expect((await invite(await person(house), 'agent', [mine.id])).status).toBe(403);
  expect((await invite(admin, 'admin', [])).status).toBe(200);
  expect((await invite(admin, 'agent', [newId()])).status).toBe(404);
});

const accept = (token: string, more = {}) => call(house, 'POST /invitations/accept', { body: { token, name: 'New Person', password: 'four plain words together', zone: 'Europe/Berlin', ...more } });
const tokenOf = (link: string) => link.split('/').at(-1)!;

test('W-H3 an invitation: mailed and copyable, kept as a hash, used once, for a day, dead when withdrawn, sent again or its inviter is gone', async () => {
  const team = await makeTeam(house, 'Invited to');
  const inviter = await person(house, { name: 'Lee', role: 'lead', teams: [{ id: team.id, lead: true }] });
  const email = 'joins@desk.example';
  const made = await inviter.call('POST /invitations', { body: { email, role: 'agent', teams: [team.id] } });
  const token = tokenOf(made.body.link);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect((await inviter.call('POST /invitations', { body: { email: email.toUpperCase(), role: 'agent', teams: [team.id] } })).body.code).toBe('people.invited-already');
  const [mail] = await house.db.selectFrom('outbox').selectAll().where('kind', '=', 'people.invitation').where(sql<boolean>`${email} = any(recipients)`).execute();
  expect(keptMail(mail!.mail)!.text).toContain(made.body.link);
  expect(JSON.stringify(mail), 'the outbox does not give the link away').not.toContain(token);
  expect(JSON.stringify(await tables(house.db).selectFrom('invitations').selectAll().execute())).not.toContain(token);
  expect((await call(house, 'POST /invitations/look', { body: { token } })).body).toMatchObject({ by: 'Lee', email, role: 'agent', teams: ['Invited to'] });
  const again = tokenOf((await inviter.call('POST /invitations/:id/resend', { params: { id: made.body.invitation.id } })).body.link);
  expect((await accept(token)).body.code, 'sent again').toBe('people.link-dead');
  expect((await accept(again, { password: 'password1234' })).body.code).toBe('people.password-weak');
  const both = await Promise.all([accept(again), accept(again)]);
  expect(both.map((b) => b.status).sort(), 'twice at once').toEqual([200, 410]);
  const joined = both.find((b) => b.status === 200)!;
  const me = (await call(house, 'GET /me', { headers: { cookie: cookieOf(joined)! } })).body;
  expect(me).toMatchObject({ name: 'New Person', email, role: 'agent', zone: 'Europe/Berlin', teams: [{ id: team.id, lead: false }] });
  expect((await inviter.call('POST /invitations', { body: { email, role: 'agent', teams: [team.id] } })).body.code).toBe('people.email-taken');

  const next = async () => (await inviter.call('POST /invitations', { body: { email: `${newId()}@desk.example`, role: 'agent', teams: [team.id] } })).body;
  const withdrawn = await next();
  await inviter.call('DELETE /invitations/:id', { params: { id: withdrawn.invitation.id } });
  expect((await accept(tokenOf(withdrawn.link))).status).toBe(410);
  const old = await next();
  await house.advance('24h1m');
  expect((await accept(tokenOf(old.link))).status).toBe(410);
  const orphan = await next();
  await admin.call('POST /people/:id/deactivate', { params: { id: inviter.id } });
  expect((await accept(tokenOf(orphan.link))).status, 'its inviter is gone').toBe(410);
  for (const bad of ['', 'x'.repeat(43)]) expect([400, 410]).toContain((await accept(bad)).status);
});

test('W-G10 W-G5 deactivating ends sessions, keys and open sockets at once, and says what they own', async () => {
  const maya = await person(house);
  const { secret } = (await maya.call('POST /keys', { body: { kind: 'personal', name: 'script', scopes: ['people:read'] } })).body;
  const withKey = () => call(house, 'GET /people', { headers: { authorization: `Bearer ${secret}` } });
  expect((await withKey()).status).toBe(200);
  const address = await house.app!.listen({ host: '127.0.0.1', port: 0 });
  const origin = address.replace('http', 'ws');
  const open = (cookie: string) => new WebSocket(`${origin}/live`, { headers: { cookie, origin: address } });
  const [line, stays] = [open(maya.cookie), open(admin.cookie)];
  const closed = new Promise<number>((resolve) => { line.on('close', (code) => resolve(code)); });
  await Promise.all([line, stays].map((l) => new Promise((resolve) => { l.on('open', () => { l.send(JSON.stringify({ kind: 'resume', seq: null })); l.once('message', resolve); }); })));
  expect((await admin.call('POST /people/:id/deactivate', { params: { id: maya.id } })).body).toEqual({ owned: [] });
  expect(await closed).toBe(4401);
  expect(stays.readyState, 'others stay').toBe(1);
  expect((await maya.call('GET /me')).status).toBe(401);
  expect((await withKey()).status).toBe(401);
  await admin.call('POST /people/:id/reactivate', { params: { id: maya.id } });
  expect((await maya.call('GET /me')).status, 'an old session does not come back').toBe(401);
  expect((await withKey()).status).toBe(401);
  stays.close();
});

test('W-G5 an open socket hears at once what a changed role or membership lets it hear', async () => {
  const team = await makeTeam(house, 'Behind doors', { visibility: 'closed' });
  const maya = await person(house, { teams: [{ id: team.id }] });
  const address = house.app!.server.address() as { port: number };
  const line = new WebSocket(`ws://127.0.0.1:${address.port}/live`, { headers: { cookie: maya.cookie, origin: `http://127.0.0.1:${address.port}` } });
  const heard: { kind: string }[] = [];
  const until = (kind: string) => new Promise<void>((resolve) => { line.on('message', function take(data: Buffer) { const m = JSON.parse(data.toString()) as { kind: string }; heard.push(m); if (m.kind === kind) { line.off('message', take); resolve(); } }); });
  await new Promise((resolve) => { line.once('open', resolve); });
  const hello = until('hello');
  line.send(JSON.stringify({ kind: 'resume', seq: null }));
  await hello;
  const topics = () => [...house.live!.lines].find((l) => l.actor.id === maya.id)?.topics;
  expect(topics()?.has(`team:${team.id}`)).toBe(true);
  const changed = until('rights-changed');
  await admin.call('DELETE /teams/:id/members/:personId', { params: { id: team.id, personId: maya.id } });
  await changed;
  // What made the team and put her into it may be told only now: the word of change can be about that.
  await vi.waitUntil(() => topics()?.has(`team:${team.id}`) === false, { timeout: 5000 });
  line.close();
});

test('W-G12 a key works by header only, within its scopes, is kept as a hash and dies when revoked', async () => {
  const maya = await person(house, { role: 'admin' });
  const made = await maya.call('POST /keys', { body: { kind: 'personal', name: 'reader', scopes: ['people:read'] } });
  const { secret } = made.body as { secret: string };
  expect(secret).toMatch(/^bk_[\w-]{43}$/);
  expect(made.body.key).toMatchObject({ hint: secret.slice(-4), kind: 'personal', scopes: ['people:read'], lastUsedAt: null });
  const rows = JSON.stringify([await tables(house.db).selectFrom('keys').selectAll().execute(), await house.db.selectFrom('facts').selectAll().execute(), await house.db.selectFrom('requests').selectAll().execute()]);
  expect(rows).not.toContain(secret);
  const by = (key: string, door: string, asked = {}) => call(house, door, { headers: { authorization: `Bearer ${key}` }, ...asked });
  expect((await by(secret, 'GET /people')).status).toBe(200);
  expect((await by(secret, 'PATCH /me', { body: { title: 'x' } })).status, 'read is not write').toBe(403);
  expect((await by(secret, 'GET /files/:id', { params: { id: newId() } })).status, 'another room').toBe(403);
  for (const door of ['GET /keys', 'GET /me/sessions', 'POST /sign-out']) expect((await by(secret, door)).status, door).toBe(403);
  expect((await call(house, 'GET /people', { query: { key: secret, access_token: secret, authorization: `Bearer ${secret}` } })).status, 'in the address').toBe(401);
  expect((await call(house, 'GET /people', { headers: { cookie: `baton=${secret}` } })).status).toBe(401);
  for (const bad of [secret.slice(0, -1), `${secret}x`, secret.toUpperCase(), 'bk_', '']) expect((await by(bad, 'GET /people')).status).toBe(401);
  expect((await maya.call('GET /keys')).body.items[0].lastUsedAt).not.toBeNull();
  const other = await person(house);
  expect((await other.call('DELETE /keys/:id', { params: { id: made.body.key.id } })).status).toBe(404);
  expect((await maya.call('DELETE /keys/:id', { params: { id: made.body.key.id } })).status).toBe(200);
  expect((await by(secret, 'GET /people')).status).toBe(401);
  expect((await maya.call('POST /keys', { body: { kind: 'personal', name: 'x', scopes: ['moon:read'] } })).body).toMatchObject({ code: 'people.scope-unknown', data: { scopes: ['moon:read'] } });
});

test('a service key is an actor of its own with a role; only admins make one', async () => {
  const team = await makeTeam(house, 'Machines');
  const body = { kind: 'service', name: 'Billing sync', role: 'agent', teams: [team.id], scopes: ['people:read'] };
  expect((await (await person(house, { role: 'lead' })).call('POST /keys', { body })).status).toBe(403);
  const made = (await admin.call('POST /keys', { body })).body;
  const me = (await call(house, 'GET /me', { headers: { authorization: `Bearer ${made.secret}` } })).body;
  expect(me).toMatchObject({ kind: 'service', name: 'Billing sync', role: 'agent', email: '', teams: [{ id: team.id }] });
  expect((await admin.call('GET /people', { query: { limit: 200 } })).body.items.some((p: { id: string }) => p.id === me.id), 'not among people').toBe(false);
  await admin.call('POST /people/:id/deactivate', { params: { id: me.id } });
  expect((await call(house, 'GET /me', { headers: { authorization: `Bearer ${made.secret}` } })).status).toBe(401);
});

test('people are listed by name, a page at a time, found by part of a name or address, wildcards being letters (W-K8)', async () => {
  for (const name of ['Zoë Quist', 'zoë quist', 'Zoé Ångström', 'Zo%e']) await person(house, { name });
  const all: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await admin.call('GET /people', { query: { limit: 3, state: 'all', ...(cursor ? { cursor } : {}) } });
    all.push(...body.items.map((p: { id: string }) => p.id));
    if (!body.next) break;
    cursor = body.next;
  }
  const count = await tables(house.db).selectFrom('people').select(({ fn }) => fn.countAll<number>().as('n')).where('kind', '=', 'person').executeTakeFirstOrThrow();
  expect(new Set(all).size).toBe(count.n);
  expect(all).toHaveLength(count.n);
  const found = async (search: string) => (await admin.call('GET /people', { query: { search } })).body.items.map((p: { name: string }) => p.name);
  expect((await found('zoë')).sort()).toEqual(['Zoë Quist', 'zoë quist']);
  expect(await found('%')).toEqual(['Zo%e']);
  expect(await found("'; drop table people; --")).toEqual([]);
  for (const cursor of ['x', 'W10', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('["a\\u0000","0199aaaa-0000-7000-8000-000000000000"]').toString('base64url')]) expect((await admin.call('GET /people', { query: { cursor } })).status).toBe(200);
  for (const bad of [{ limit: 1e9 }, { limit: 0 }, { state: 'x' }, { team: 'x' }, { cursor: 'x'.repeat(5000) }] as Record<string, string | number>[]) expect((await admin.call('GET /people', { query: bad })).status).toBe(400);
});

test('teams: made, renamed, led, left and archived; a lead runs only the teams they lead', async () => {
  const id = newId();
  const made = await admin.call('POST /teams', { body: { id, name: 'Field work', visibility: 'closed' } });
  expect(made.body).toMatchObject({ id, name: 'Field work', sign: 'FW', visibility: 'closed', members: [{ id: admin.id, lead: true }] });
  expect((await admin.call('POST /teams', { body: { id, name: 'Field work', visibility: 'closed' } })).body, 'sent again').toEqual(made.body);
  expect((await admin.call('POST /teams', { body: { id: newId(), name: 'field WORK' } })).body.code).toBe('people.team-name-taken');
  const [lead, agent, outsider] = [await person(house, { role: 'lead' }), await person(house), await person(house, { role: 'lead' })];
  const put = (who: TestPerson, of: TestPerson, body = {}) => who.call('PUT /teams/:id/members/:personId', { params: { id, personId: of.id }, body });
  expect((await put(lead, agent)).body.code).toBe('people.team-not-led');
  expect((await put(admin, lead, { lead: true })).status).toBe(200);
  expect((await put(lead, agent)).body.members).toContainEqual({ id: agent.id, lead: false });
  expect((await put(outsider, outsider, { lead: true })).status).toBe(403);
  expect((await put(agent, agent, { lead: true })).status, 'an agent at a lead’s door').toBe(403);
  expect((await lead.call('PATCH /teams/:id', { params: { id }, body: { name: 'Field', sign: 'FI' } })).body).toMatchObject({ name: 'Field', sign: 'FI' });
  expect((await outsider.call('PATCH /teams/:id', { params: { id }, body: { visibility: 'open' } })).status).toBe(403);
  expect((await lead.call('PATCH /teams/:id', { params: { id }, body: { archivedAt: null } })).status).toBe(400);
  expect((await lead.call('POST /teams/:id/archive', { params: { id } })).status).toBe(403);
  expect((await lead.call('DELETE /teams/:id/members/:personId', { params: { id, personId: agent.id } })).body.members).not.toContainEqual({ id: agent.id, lead: false });
  expect((await admin.call('POST /teams/:id/archive', { params: { id } })).body.archivedAt).not.toBeNull();
  expect((await put(lead, agent)).status).toBe(403);
  expect((await put(admin, agent)).body.code).toBe('people.team-archived');
  expect((await admin.call('GET /teams')).body.items.some((t: { id: string }) => t.id === id)).toBe(false);
});

test('W-N3 sign-ins, refusals, roles, keys and teams are in a log that only admins read and nobody can change', async () => {
  const maya = await person(house, { name: 'Logged Person' });
  await call(house, 'POST /sign-in', { body: { email: maya.email, password: 'wrong' }, from: '192.0.2.77', headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } });
  await admin.call('PUT /people/:id/role', { params: { id: maya.id }, body: { role: 'lead' } });
  const { body } = await admin.call('GET /audit', { query: { person: maya.id } });
  expect(body.items.map((i: { name: string }) => i.name)).toEqual(['people.changed', 'people.sign-in-refused', 'people.signed-in', 'people.joined']);
  expect(body.items[0]).toMatchObject({ actor: { name: 'Ada Admin' }, about: { kind: 'person', name: 'Logged Person' }, data: { set: { role: 'lead' }, roleBefore: 'agent' } });
  expect(body.items[1].data).toEqual({ why: 'password', device: 'Firefox on Linux', address: '192.0.2.77' });
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const part = (await admin.call('GET /audit', { query: { limit: 7, ...(cursor ? { cursor } : {}) } })).body;
    seen.push(...part.items.map((i: { id: string }) => i.id));
    if (!part.next) break;
    cursor = part.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect((await maya.call('GET /audit')).status).toBe(403);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await admin.call(`${method} /audit`)).status).toBe(404);
  const plan = await sql<{ 'QUERY PLAN': string }>`explain select id from facts f where f.about_kind in ('person', 'team', 'key', 'invitation', 'workspace', 'mailbox', 'settings') order by f.id desc limit 50`.execute(house.db);
  expect(plan.rows.map((r) => r['QUERY PLAN']).join('\n')).toContain('facts_settings');
});

test('W-K5 the log holds no token, password or address at info level', async () => {
  const lines: string[] = [];
  log.set('info', (line) => void lines.push(line));
  try {
    const email = 'unlogged@desk.example';
    const made = (await admin.call('POST /invitations', { body: { email, role: 'agent', teams: [] } })).body;
    await accept(tokenOf(made.link));
    await call(house, 'POST /sign-in', { body: { email, password: 'a wrong secret password\nlevel=error forged' } });
    await call(house, 'POST /password/forgot', { body: { email } });
    await house.settle();
    for (const secret of [email, tokenOf(made.link), 'a wrong secret password', 'four plain words together', 'forged']) expect(lines.join(''), secret).not.toContain(secret);
  } finally {
    log.set('error', (line) => void process.stdout.write(line));
  }
});
