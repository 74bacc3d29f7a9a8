import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { transact } from '../../core/server/db.ts';
import { system } from '../../core/server/actor.ts';
import { addPerson } from './people.ts';
import { tables } from './tables.ts';
import { startLink, useDemo, type Demo } from './workspace.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, cookieOf, type Answer } from '../../../test/people.ts';

let house: TestHouse;
beforeAll(async () => { house = await openTestHouse(); });
afterAll(() => house.close());
beforeEach(async () => { await sql`truncate workspace, setup_tokens, limits, people, teams cascade`.execute(house.db); });

const token = async () => (await startLink(house.db))!.split('/').at(-1)!;
const body = (t: string, more = {}) => ({ token: t, workspace: 'Hearth & Home', name: 'Maya Okafor', email: 'maya@desk.example', password: 'four plain words together', zone: 'Europe/Berlin', ...more });
const setUp = (t: string, more = {}) => call(house, 'POST /workspace', { body: body(t, more) });

test('W-N1 a fresh server lets nobody in without the link that it printed, and the link works once', async () => {
  expect((await call(house, 'GET /workspace')).body).toEqual({ name: '', empty: true, demo: false, ready: false, signedIn: false, mayEnterAsAdmin: false, guides: [] });
  for (const guess of ['x'.repeat(43), '']) expect([400, 409]).toContain((await setUp(guess)).status);
  const t = await token();
  expect(JSON.stringify(await tables(house.db).selectFrom('setup_tokens').selectAll().execute())).not.toContain(t);
  expect((await setUp(t, { password: 'password1234' })).body.code).toBe('people.password-weak');
  const made = await setUp(t);
  expect(made).toMatchObject({ status: 200, body: { step: 'done' } });
  const me = await call(house, 'GET /me', { headers: { cookie: cookieOf(made)! } });
  expect(me.body).toMatchObject({ name: 'Maya Okafor', role: 'admin', zone: 'Europe/Berlin', workspace: { name: 'Hearth & Home', demo: false }, teams: [{ name: 'Support', lead: true }], may: { managePeople: true } });
  expect((await setUp(t, { email: 'other@desk.example' })).body.code).toBe('people.workspace-there');
  expect(await startLink(house.db), 'no link any more').toBeNull();
  expect((await call(house, 'GET /workspace', { headers: { cookie: cookieOf(made)! } })).body).toMatchObject({ name: 'Hearth & Home', empty: false, signedIn: true });
});

test('W-N1 two who hold links at once: one workspace; a link is old after a day', async () => {
  const [a, b] = [await token(), await token()];
  const both = await Promise.all([setUp(a), setUp(b, { email: 'b@desk.example' })]);
  expect(both.map((x) => x.status).sort()).toEqual([200, 409]);
  await sql`truncate workspace, people, teams cascade`.execute(house.db);
  const old = await token();
  await house.advance('24h1m');
  expect((await setUp(old)).body.code).toBe('people.start-link-used');
});

test('there is no password but those people set', async () => {
  await setUp(await token());
  for (const [email, password] of [['admin', 'admin'], ['maya@desk.example', 'password'], ['maya@desk.example', '']] as const) expect([400, 401]).toContain((await call(house, 'POST /sign-in', { body: { email, password } })).status);
});

const demo: Demo = {
  name: 'Demo & Co',
  fill: (db) => transact(db, async (tx) => {
    const add = (name: string, role: 'admin' | 'lead' | 'agent') => addPerson(tx, system('demo'), { name, role, email: `${name}@demo.example` });
    await add('boss', 'admin');
    return { lead: await add('lea', 'lead'), agent: await add('ari', 'agent') };
  }),
};
const cookies = (answer: Answer) => ([answer.headers['set-cookie'] ?? []].flat() as string[]).map((c) => c.split(';')[0]!);

test('looking around: the demo is entered as its lead or agent by anybody, as its admin only where it was opened', async () => {
  useDemo(demo);
  const t = await token();
  expect((await call(house, 'POST /demo/enter', { body: { as: 'lead' } })).body.code).toBe('people.not-demo');
  const opened = await call(house, 'POST /workspace/demo', { body: { token: t } });
  expect(opened.status).toBe(200);
  const [mark] = cookies(opened);
  expect((await call(house, 'GET /workspace', { headers: { cookie: mark! } })).body).toMatchObject({ name: 'Demo & Co', demo: true, ready: true, mayEnterAsAdmin: true, guides: [{ as: 'lead', name: 'lea' }, { as: 'agent', name: 'ari' }] });
  for (const as of ['lead', 'agent'] as const) {
    const cookie = cookieOf(await call(house, 'POST /demo/enter', { body: { as } }))!;
    expect((await call(house, 'GET /me', { headers: { cookie } })).body.role).toBe(as);
    expect((await call(house, 'POST /workspace/leave-demo', { headers: { cookie } })).status).toBe(403);
  }
  for (const forged of [undefined, 'baton-demo=x', `${mark}x`]) expect((await call(house, 'POST /demo/enter', { body: { as: 'admin' }, headers: forged ? { cookie: forged } : {} })).status).toBe(409);
  expect((await call(house, 'POST /demo/enter', { body: { as: 'admin' }, headers: { cookie: mark! } })).status).toBe(200);
});

test('leaving the demo empties everything and gives a fresh link; followers and numbers go on', async () => {
  useDemo(demo);
  await call(house, 'POST /workspace/demo', { body: { token: await token() } }).then(async (opened) => {
    const [mark] = cookies(opened);
    const boss = cookieOf(await call(house, 'POST /demo/enter', { body: { as: 'admin' }, headers: { cookie: mark! } }))!;
    const before = await house.db.selectFrom('facts').select(({ fn }) => fn.max('id').as('last')).executeTakeFirstOrThrow();
    const places = await house.db.selectFrom('follower_places').select('name').orderBy('name').execute();
    const left = await call(house, 'POST /workspace/leave-demo', { headers: { cookie: boss } });
    expect(left.status).toBe(200);
    expect((await call(house, 'GET /me', { headers: { cookie: boss } })).status).toBe(401);
    expect((await call(house, 'GET /workspace')).body).toMatchObject({ empty: true, demo: false });
    for (const table of ['people', 'teams', 'sessions', 'invitations'] as const) expect(await tables(house.db).selectFrom(table).selectAll().execute(), table).toEqual([]);
    const [fact] = await house.db.selectFrom('facts').select(['id', 'name']).execute();
    expect(fact).toMatchObject({ name: 'workspace.demo-left' });
    expect(fact!.id).toBeGreaterThan(Number(before.last));
    expect(await house.db.selectFrom('follower_places').select('name').orderBy('name').execute()).toEqual(places);
    await house.settle();
    expect((await setUp(left.body.token)).status).toBe(200);
  });
});

test('a real workspace is no demo: it cannot be entered or left', async () => {
  const cookie = cookieOf(await setUp(await token()))!;
  expect((await call(house, 'POST /demo/enter', { body: { as: 'agent' } })).status).toBe(409);
  expect((await call(house, 'POST /workspace/leave-demo', { headers: { cookie } })).body.code).toBe('people.not-demo');
  expect((await call(house, 'GET /me', { headers: { cookie } })).status).toBe(200);
});

test('a demo that fails to fill leaves the server as it was, and its link works again', async () => {
  const t = await token();
  useDemo({ ...demo, async fill(db) { await demo.fill(db); throw new Error('the disk is gone'); } });
  expect((await call(house, 'POST /workspace/demo', { body: { token: t } })).status).toBe(500);
  expect((await call(house, 'GET /workspace')).body.empty).toBe(true);
  expect((await setUp(t)).status).toBe(200);
});
