import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret, TOTP } from 'otpauth';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';
import { openPage, unreplayed } from '../../../test/replay.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { keptMail } from '../../core/server/mail.ts';
import * as contract from './contract.ts';
import { hashPassword, setPassword } from './passwords.ts';

let house: TestHouse;
let ada: TestPerson;
let ben: TestPerson;
let page: Awaited<ReturnType<typeof openPage>>;
let workspaceId: string;
const password = 'four plain words together';
// When somebody or something was last here is told to nobody: it is read with the rest.
const still = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (name, one: unknown) => (['seenAt', 'lastUsedAt'].includes(name) ? undefined : one)));
beforeAll(async () => {
  house = await openTestHouse();
  workspaceId = await makeWorkspace(house);
  ada = await person(house, { name: 'Ada Admin', role: 'admin' });
  ben = await person(house, { name: 'Ben Okafor' });
  const hash = await hashPassword(password, { N: 2 ** 10, r: 8, p: 1 });
  for (const who of [ada, ben]) await transact(house.db, (tx) => setPassword(tx, system('test'), who.id, hash, 'set-up'));
  const read = (key: string, asked = {}, part?: string) => async () => { const { body } = await ada.call(key, asked); return still(part ? body[part] : body); };
  page = await openPage(house, ada, { room: 'people', name: 'peopleHears' }, {
    'people me': read('GET /me'), 'people all': read('GET /people', { query: { state: 'all', kind: 'all', limit: 200 } }, 'items'), 'people teams': read('GET /teams', { query: { archived: '1' } }, 'items'),
    'people invitations': read('GET /invitations', {}, 'items'), 'people keys': read('GET /keys', {}, 'items'), 'people sessions': read('GET /me/sessions', {}, 'items'),
    'people second-factor': read('GET /me/second-factor'), [`people their-factor ${ben.id}`]: read('GET /people/:id/second-factor', { params: { id: ben.id } }),
  });
});
afterAll(() => house.close());

const done = async (answer: Promise<{ status: number; body: unknown }>) => { const { status, body } = await answer; expect([status, body]).toEqual([200, body]); return body as never; };
const linkTo = async (address: string, path: string) => {
  const rows = await house.db.selectFrom('outbox').select(['mail', 'recipients']).orderBy('made_at', 'desc').execute();
  return new RegExp(`/${path}/(\\S+)`).exec(rows.filter((r) => r.recipients.includes(address)).map((r) => keptMail(r.mail)!.text).find((text) => text.includes(`/${path}/`))!)![1]!;
};

test('teams and who is in them', async () => {
  const id = newId();
  await page.replay(() => done(ada.call('POST /teams', { body: { id, name: 'Billing' } })));
  await page.replay(() => done(ada.call('PATCH /teams/:id', { params: { id }, body: { name: 'Money', visibility: 'closed' } })));
  await page.replay(() => done(ada.call('PUT /teams/:id/members/:personId', { params: { id, personId: ben.id }, body: { lead: true } })));
  await page.replay(() => done(ada.call('DELETE /teams/:id/members/:personId', { params: { id, personId: ben.id } })));
  await page.replay(() => done(ada.call('POST /teams/:id/archive', { params: { id } })));
});

test('people: invited, joined, changed, deactivated and back', async () => {
  const invited = await done(ada.call('POST /invitations', { body: { email: 'new@desk.example', role: 'agent', teams: [] } })) as { invitation: { id: string } };
  await page.replay(() => done(ada.call('POST /invitations', { body: { email: 'other@desk.example', role: 'agent', teams: [] } })));
  await page.replay(() => done(ada.call('DELETE /invitations/:id', { params: { id: invited.invitation.id } })));
  const token = await linkTo('other@desk.example', 'join');
  await page.replay(() => done(call(house, 'POST /invitations/accept', { body: { token, name: 'Other One', password } })));
  await page.replay(() => done(ada.call('PUT /people/:id/role', { params: { id: ben.id }, body: { role: 'lead' } })));
  await page.replay(() => done(ada.call('PATCH /me', { body: { title: 'Head of the desk' } })));
  await page.replay(() => done(ada.call('POST /people/:id/deactivate', { params: { id: ben.id } })));
  await page.replay(() => done(ada.call('POST /people/:id/reactivate', { params: { id: ben.id } })));
});

test('signing in, refused, out, and what keeps it safe', async () => {
  const signIn = (secret: string, from: string) => call(house, 'POST /sign-in', { body: { email: ada.email, password: secret }, from });
  await page.replay(() => signIn(password, '10.0.0.1'));
  await page.replay(() => signIn('wrong', '10.0.0.2'));
  await page.replay(() => done(ada.call('POST /sign-out/everywhere')));
  await page.replay(() => done(ada.call('PUT /me/password', { body: { current: password, password: 'next four words here' } })));
  await done(ada.call('POST /me/email', { body: { email: 'ada@elsewhere.example', password: 'next four words here' } }));
  const token = await linkTo('ada@elsewhere.example', 'confirm-email');
  await page.replay(() => done(call(house, 'POST /email/confirm', { body: { token } })));
  const { secret } = await done(ada.call('POST /me/second-factor', { body: { password: 'next four words here' } })) as { secret: string };
  await page.replay(() => done(ada.call('POST /me/second-factor/confirm', { body: { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.ms() }) } })));
  await page.replay(() => done(ada.call('POST /me/second-factor/off', { body: { password: 'next four words here' } })));
});

test("somebody else's second factor", async () => {
  const cookie = (await call(house, 'POST /sign-in', { body: { email: ben.email, password } })).headers['set-cookie'] as string;
  const as = (key: string, body: object) => call(house, key, { body, headers: { cookie: String(cookie).split(';')[0]! } });
  const { secret } = await done(as('POST /me/second-factor', { password })) as { secret: string };
  await page.replay(() => done(as('POST /me/second-factor/confirm', { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.ms() }) })));
  await page.replay(() => done(ada.call('POST /people/:id/second-factor/off', { params: { id: ben.id } })));
});

test('keys, and the workspace', async () => {
  let keyId = '';
  await page.replay(async () => { keyId = ((await done(ada.call('POST /keys', { body: { kind: 'personal', name: 'Mine', scopes: ['tickets:read'] } }))) as { key: { id: string } }).key.id; });
  await page.replay(() => done(ada.call('DELETE /keys/:id', { params: { id: keyId } })));
  await page.replay(() => done(ada.call('PATCH /workspace', { body: { name: 'Hearth, Home & Garden' } })));
  // A workspace is made, and a demo left, while no page of it is open; whoever hears of it late is none the worse.
  await page.replay(() => transact(house.db, async (tx) => {
    await record(tx, system('test'), contract.WorkspaceMade, { about: workspaceId, to: ['staff'], data: { name: 'Hearth & Home', demo: false } });
    await record(tx, system('test'), contract.DemoLeft, { about: workspaceId, to: ['staff'], data: {} });
  }));
});

test('every fact about people, teams, keys and the workspace was replayed', () => {
  expect(unreplayed(contract, page.heard)).toEqual([]);
});
