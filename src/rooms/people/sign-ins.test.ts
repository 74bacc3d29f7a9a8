import { Secret, TOTP } from 'otpauth';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { keptMail } from '../../core/server/mail.ts';
import { openSecrets } from '../../core/server/secrets.ts';
import { system } from '../../core/server/actor.ts';
import { hashPassword, isPassword, setPassword } from './passwords.ts';
import { tables } from './tables.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { call, cookieOf, makeWorkspace, person, type TestPerson } from '../../../test/people.ts';

let house: TestHouse;
const good = 'four plain words together';
// A hash carries its cost: tests need not wait for the one that keeps thieves waiting.
const cheap = { N: 2 ** 10, r: 8, p: 1 };
let hash = '';
beforeAll(async () => { house = await openTestHouse(); await makeWorkspace(house); hash = await hashPassword(good, cheap); });
afterAll(() => house.close());
beforeEach(async () => { await sql`delete from limits`.execute(house.db); });

/** A teammate with a password. */
async function withPassword(name?: string): Promise<TestPerson> {
  const who = await person(house, { name });
  await transact(house.db, (tx) => setPassword(tx, system('test'), who.id, hash, 'set-up'));
  return who;
}
let net = 0;
const signIn = (email: string, password = good, from = `10.0.${Math.floor(++net / 250)}.${net % 250}`, headers = {}) => call(house, 'POST /sign-in', { body: { email, password }, from, headers });
const me = async (cookie: string) => (await call(house, 'GET /me', { headers: { cookie } })).status;
const lettersTo = async (address: string) => (await house.db.selectFrom('outbox').select(['kind', 'mail']).where(sql<boolean>`${address} = any(recipients)`).orderBy('made_at').execute()).map((r) => ({ kind: r.kind, text: keptMail(r.mail)!.text }));
const tokenIn = (text = ''): string => /\/(?:reset|join|confirm-email)\/(\S+)/.exec(text)?.[1] ?? '';

test('signing in gives a cookie no script can read, and a new session each time', async () => {
  const maya = await withPassword();
  const answer = await signIn(maya.email.toUpperCase());
  expect(answer).toMatchObject({ status: 200, body: { step: 'done' } });
  expect(String(answer.headers['set-cookie'])).toMatch(/^baton=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax$/);
  expect(await me(cookieOf(answer)!)).toBe(200);
});

test('W-H1 one address gets five wrong tries in five minutes, whoever it tries', async () => {
  const maya = await withPassword();
  const tries = [];
  for (let i = 0; i < 7; i++) tries.push((await signIn(i % 2 ? maya.email : `nobody${i}@desk.example`, 'wrong', '203.0.113.9')).status);
  expect(tries).toEqual([401, 401, 401, 401, 401, 429, 429]);
  const right = await signIn(maya.email, good, '203.0.113.9');
  expect(right.status, 'not even with the right password').toBe(429);
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  expect((await signIn(maya.email, good, '203.0.113.10')).status).toBe(200);
  await house.advance('5m31s');
  expect((await signIn(maya.email, good, '203.0.113.9')).status).toBe(200);
});

test('W-H1 many addresses together get ten wrong tries at one account in a quarter of an hour, at once or in turn', async () => {
  const maya = await withPassword();
  const all = await Promise.all(Array.from({ length: 30 }, (_, i) => signIn(maya.email, 'wrong', `198.51.100.${i}`)));
  expect(all.filter((a) => a.status === 401)).toHaveLength(10);
  expect(all.filter((a) => a.status === 429)).toHaveLength(20);
  expect((await signIn(maya.email, good, '198.51.100.99')).status).toBe(429);
});

test('W-H1 one attacker alone cannot lock somebody out', async () => {
  const maya = await withPassword();
  for (let i = 0; i < 40; i++) await signIn(maya.email, 'wrong', '203.0.113.50');
  expect((await signIn(maya.email)).status).toBe(200);
});

test('W-H1 an address that a caller merely claims in a header is not believed', async () => {
  const maya = await withPassword();
  const tries = [];
  for (let i = 0; i < 6; i++) tries.push((await signIn(maya.email, 'wrong', '203.0.113.20', { 'x-forwarded-for': `192.0.2.${i}` })).status);
  expect(tries.at(-1)).toBe(429);
});

test('a whole office signs in from one address: right passwords do not count', async () => {
  const maya = await withPassword();
  for (let i = 0; i < 12; i++) expect((await signIn(maya.email, good, '203.0.113.30')).status).toBe(200);
});

test('W-H2 unknown, deactivated and wrong all get the same answer, and the same work is done for them', async () => {
  const [maya, gone, bare] = [await withPassword(), await withPassword(), await person(house)];
  await transact(house.db, (tx) => tables(tx).updateTable('people').set({ deactivated_at: clock.now() }).where('id', '=', gone.id).execute());
  const answers = [await signIn(maya.email, 'wrong'), await signIn(gone.email), await signIn(bare.email), await signIn('nobody@desk.example'), await signIn("' or 1=1 --")];
  for (const a of answers) expect({ status: a.status, body: a.body }).toEqual({ status: answers[0]!.status, body: answers[0]!.body });
  expect(answers[0]!.status).toBe(401);
  // Without anything to compare to the derivation runs all the same, at the same cost, and says no to everything.
  expect(await isPassword(null, '')).toBe(false);
  expect(await isPassword(undefined, good)).toBe(false);
  expect((await hashPassword(good)).split('$').slice(0, 4)).toEqual(['scrypt', '32768', '8', '3']);
});

test('W-H2 asking for a reset answers the same for all, and mails at most five times an hour', async () => {
  const maya = await withPassword();
  const known = await call(house, 'POST /password/forgot', { body: { email: maya.email } });
  const unknown = await call(house, 'POST /password/forgot', { body: { email: 'nobody@desk.example' } });
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  const queued = await sql<{ n: number }>`select count(*) as n from graphile_worker.jobs where task_identifier = 'people.send-reset'`.execute(house.db);
  expect(queued.rows[0]!.n, 'who is known is found out later, by a worker').toBe(2);
  for (let i = 0; i < 9; i++) expect((await call(house, 'POST /password/forgot', { body: { email: maya.email } })).status).toBe(200);
  await house.settle();
  expect(await lettersTo(maya.email)).toHaveLength(5);
  expect(await lettersTo('nobody@desk.example')).toHaveLength(0);
});

async function resetToken(who: { email: string }): Promise<string> {
  await call(house, 'POST /password/forgot', { body: { email: who.email } });
  await house.settle();
  return tokenIn((await lettersTo(who.email)).filter((l) => l.kind === 'people.reset').at(-1)?.text);
}
const reset = (token: string, password = 'another set of words') => call(house, 'POST /password/reset', { body: { token, password } });

test('W-H3 a reset token is long, kept as a hash, works once, for an hour, and only the newest', async () => {
  const maya = await withPassword();
  const token = await resetToken(maya);
  expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
  const kept = await tables(house.db).selectFrom('sign_in_tokens').selectAll().where('person_id', '=', maya.id).execute();
  expect(JSON.stringify(kept)).not.toContain(token);
  for (const bad of ['', 'x'.repeat(43), token.slice(0, -1), kept[0]!.token]) expect([400, 410]).toContain((await reset(bad)).status);
  expect((await reset(token, 'short')).status, 'a refused password does not use it up').toBe(400);
  expect((await reset(token, 'Password123!')).body.code).toBe('people.password-weak');
  expect((await reset(token)).status).toBe(200);
  expect((await reset(token)).body.code).toBe('people.link-dead');
  expect((await signIn(maya.email)).status).toBe(401);
  expect((await signIn(maya.email, 'another set of words')).status).toBe(200);
  const [first, second] = [await resetToken(maya), await resetToken(maya)];
  expect((await reset(first)).status, 'an earlier one is dead').toBe(410);
  await house.advance('61m');
  expect((await reset(second)).status, 'after an hour').toBe(410);
});

test('W-H3 two uses at once: one gets through', async () => {
  const maya = await withPassword();
  const token = await resetToken(maya);
  const both = await Promise.all([reset(token), reset(token, 'yet another set of words')]);
  expect(both.map((b) => b.status).sort()).toEqual([200, 410]);
});

test('W-H3 after the address changed, a token sent to the old one is dead', async () => {
  const maya = await withPassword();
  const token = await resetToken(maya);
  const email = `new.${maya.email}`;
  expect((await maya.call('POST /me/email', { body: { email, password: 'wrong' } })).body.code).toBe('people.password-wrong');
  expect((await maya.call('POST /me/email', { body: { email, password: good } })).status).toBe(200);
  expect((await lettersTo(maya.email)).at(-1)?.kind).toBe('people.address-notice');
  const confirm = tokenIn((await lettersTo(email))[0]?.text);
  expect((await reset(token.slice(0, 20) + confirm.slice(20))).status).toBe(410);
  expect((await reset(confirm)).status, 'a token of one kind is none of another').toBe(410);
  expect((await call(house, 'POST /email/confirm', { body: { token: confirm } })).status).toBe(200);
  expect((await call(house, 'POST /email/confirm', { body: { token: confirm } })).status).toBe(410);
  expect((await reset(token)).status).toBe(410);
  expect((await signIn(maya.email)).status).toBe(401);
  expect((await signIn(email)).status).toBe(200);
});

test('W-H4 with another server secret every session is over', async () => {
  const maya = await withPassword();
  expect(await me(maya.cookie)).toBe(200);
  const kept = await tables(house.db).selectFrom('sessions').select('token').where('person_id', '=', maya.id).executeTakeFirstOrThrow();
  expect(kept.token).not.toBe(maya.cookie.slice(6));
  const { masterSecret } = await import('../../core/server/secrets.ts');
  const before = masterSecret();
  openSecrets('', Buffer.alloc(32, 7).toString('base64url'));
  expect(await me(maya.cookie)).toBe(401);
  openSecrets('', before);
  expect(await me(maya.cookie)).toBe(200);
});

test('W-H8 a session brought along is never taken over: signing in makes a new one', async () => {
  const maya = await withPassword();
  const planted = `baton=${'A'.repeat(43)}`;
  const answer = await signIn(maya.email, good, undefined, { cookie: planted });
  expect(cookieOf(answer)).not.toBe(planted);
  expect(await me(planted)).toBe(401);
});

test('W-H8 signing out kills the session on the server', async () => {
  const maya = await withPassword();
  const cookie = cookieOf(await signIn(maya.email))!;
  const out = await call(house, 'POST /sign-out', { headers: { cookie } });
  expect(String(out.headers['set-cookie'])).toMatch(/^baton=;/);
  expect(await me(cookie)).toBe(401);
  expect(await me(maya.cookie), 'the other session stays').toBe(200);
});

test('W-H8 a new password ends the other sessions; signing out everywhere too; one can be ended alone', async () => {
  const maya = await withPassword();
  const [a, b] = [cookieOf(await signIn(maya.email))!, cookieOf(await signIn(maya.email))!];
  const list = (await maya.call('GET /me/sessions')).body.items;
  expect(list).toHaveLength(3);
  expect(list.filter((s: { current: boolean }) => s.current)).toHaveLength(1);
  const other = await person(house);
  expect((await other.call('DELETE /me/sessions/:id', { params: { id: list[0].id } })).status, 'not somebody else’s').toBe(404);
  expect((await maya.call('PUT /me/password', { body: { current: 'wrong', password: 'next four words here' } })).body.code).toBe('people.password-wrong');
  expect((await maya.call('PUT /me/password', { body: { current: good, password: 'next four words here' } })).status).toBe(200);
  expect([await me(a), await me(b), await me(maya.cookie)]).toEqual([401, 401, 200]);
  const c = cookieOf(await signIn(maya.email, 'next four words here'))!;
  expect((await maya.call('POST /sign-out/everywhere')).body).toEqual({ ended: 1 });
  expect(await me(c)).toBe(401);
  const d = cookieOf(await signIn(maya.email, 'next four words here'))!;
  const session = (await call(house, 'GET /me/sessions', { headers: { cookie: d } })).body.items.find((s: { current: boolean }) => s.current);
  expect((await maya.call('DELETE /me/sessions/:id', { params: { id: session.id } })).status).toBe(200);
  expect(await me(d)).toBe(401);
});

test('W-H9 every write from another site is refused, signing out too; reads change nothing', async () => {
  const maya = await withPassword();
  for (const origin of ['https://evil.example', 'null', 'http://localhost:1', 'http://localhost.evil.example']) {
    expect((await maya.call('POST /sign-out', { headers: { origin } })).body.code).toBe('request.foreign-origin');
    expect((await maya.call('PATCH /me', { headers: { origin }, body: { title: 'x' } })).status).toBe(403);
  }
  const text = await house.app!.inject({ method: 'PATCH', url: '/api/me', headers: { cookie: maya.cookie, host: 'localhost', origin: 'http://localhost', 'content-type': 'text/plain' }, payload: '{"title":"x"}' });
  expect([400, 415]).toContain(text.statusCode);
  expect((await maya.call('POST /sign-out', { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } })).status).toBe(403);
  expect(await me(maya.cookie)).toBe(200);
});

/** Turns a second factor on; answers how to make codes, and the recovery codes. */
async function withSecondFactor(): Promise<{ who: TestPerson; code: (steps?: number) => string; codes: string[] }> {
  const who = await withPassword();
  const begun = await who.call('POST /me/second-factor', { body: { password: good } });
  expect(begun.body.url).toMatch(/^otpauth:\/\/totp\/.*secret=/);
  const totp = new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(begun.body.secret) });
  const code = (steps = 0) => totp.generate({ timestamp: clock.ms() + steps * 30_000 });
  const on = await who.call('POST /me/second-factor/confirm', { body: { code: code() } });
  expect(on.body.codes).toHaveLength(10);
  await house.advance('2m');
  return { who, code, codes: on.body.codes };
}
async function step(who: TestPerson): Promise<(code: string) => ReturnType<typeof call>> {
  const first = await signIn(who.email);
  expect(first.body).toMatchObject({ step: 'second-factor' });
  expect(cookieOf(first), 'no session before the second half').toBeNull();
  return (code) => call(house, 'POST /sign-in/second-factor', { body: { token: first.body.token, code } });
}

test('W-H11 a code is taken once only, one step early or late, and never an older one after a newer', async () => {
  const { who, code } = await withSecondFactor();
  for (const far of [-3, -2, 2, 3]) expect((await (await step(who))(code(far))).body.code, `${far} steps`).toBe('people.code-wrong');
  const used = code(-1);
  expect((await (await step(who))(used)).status).toBe(200);
  expect((await (await step(who))(used)).body.code, 'again').toBe('people.code-wrong');
  expect((await (await step(who))(code(1))).status).toBe(200);
  expect((await (await step(who))(code(0))).status, 'older than the newest taken').toBe(401);
  await house.advance('2m');
  const both = await Promise.all([await step(who), await step(who)].map((s) => s(code())));
  expect(both.map((b) => b.status).sort(), 'two at once').toEqual([200, 401]);
});

test('W-H11 a recovery code works once, in any spelling; new ones kill the old', async () => {
  const { who, codes } = await withSecondFactor();
  expect((await (await step(who))(codes[0]!)).status).toBe(200);
  expect((await (await step(who))(codes[0]!)).status).toBe(401);
  expect((await (await step(who))(codes[1]!.toUpperCase().replace('-', ' '))).status).toBe(200);
  expect((await who.call('GET /me/second-factor')).body).toEqual({ on: true, codesLeft: 8 });
  expect(JSON.stringify(await tables(house.db).selectFrom('recovery_codes').selectAll().execute())).not.toContain(codes[2]);
  const renewed = await who.call('POST /me/second-factor/codes', { body: { password: good } });
  expect((await (await step(who))(codes[2]!)).status).toBe(401);
  expect((await (await step(who))(renewed.body.codes[0])).status).toBe(200);
});

test('W-H1 codes: five tries a step, ten a minute for one person', async () => {
  const { who, code } = await withSecondFactor();
  const tries: number[] = [];
  for (let round = 0; round < 3; round++) {
    const type = await step(who);
    for (let i = 0; i < 6; i++) tries.push((await type('000000')).status);
  }
  expect(tries.slice(0, 6)).toEqual([401, 401, 401, 401, 401, 410]);
  expect(tries.slice(12).filter((s) => s === 401), 'beyond ten a minute').toHaveLength(0);
  expect((await (await step(who))(code())).status).toBe(429);
  await house.advance('67s');
  expect((await (await step(who))(code())).status).toBe(200);
});

test('the second factor: a step is dead after ten minutes, a first code must be right, and its password turns it off', async () => {
  const { who, code } = await withSecondFactor();
  const type = await step(who);
  await house.advance('11m');
  expect((await type(code())).body.code).toBe('people.link-dead');
  expect((await who.call('POST /me/second-factor', { body: { password: good } })).body.code).toBe('people.second-factor-on');
  expect((await who.call('POST /me/second-factor/off', { body: { password: 'wrong' } })).status).toBe(403);
  expect((await who.call('POST /me/second-factor/off', { body: { password: good } })).status).toBe(200);
  expect((await signIn(who.email)).body.step).toBe('done');
  const fresh = await withPassword();
  expect((await fresh.call('POST /me/second-factor/confirm', { body: { code: '123456' } })).body.code).toBe('people.second-factor-off');
  await fresh.call('POST /me/second-factor', { body: { password: good } });
  expect((await fresh.call('POST /me/second-factor/confirm', { body: { code: '1234567' } })).status).toBe(401);
  expect((await signIn(fresh.email)).body.step, 'not on before it is confirmed').toBe('done');
});

test('a mail tells of a changed password and of a second factor turned off, and who did it where it was not they', async () => {
  const { who } = await withSecondFactor();
  const ada = await person(house, { name: 'Ada Admin', role: 'admin' });
  const told = async () => (await lettersTo(who.email)).filter((l) => l.kind === 'people.security-notice').map((l) => l.text);
  const factor = async () => (await ada.call('GET /people/:id/second-factor', { params: { id: who.id } })).body;
  expect(await factor()).toEqual({ on: true });
  expect((await ada.call('POST /people/:id/second-factor/off', { params: { id: who.id } })).status).toBe(200);
  expect(await factor()).toEqual({ on: false });
  expect((await who.call('PUT /me/password', { body: { current: good, password: 'next four words here' } })).status).toBe(200);
  const [off, changed, ...more] = await told();
  expect(off).toContain('second factor was turned off');
  expect(off).toContain('Ada Admin did it.');
  expect(changed).toContain('password was changed');
  expect(changed).not.toContain('did it');
  expect(more).toEqual([]);
});

test('W-H12 weak passwords are refused, long and foreign ones are taken whole', async () => {
  const maya = await withPassword('Ngozi Adeyemi');
  const change = (password: string, current = good) => maya.call('PUT /me/password', { body: { current, password } });
  for (const bad of ['123456', 'password', 'qwertyuiop', '1234567890', 'Password123', 'PASSWORD2024!', 'aaaaaaaaaaaa', 'iloveyou1234', 'ngozi adeyemi']) expect((await change(bad)).status, bad).toBe(400);
  const long = `${'ж漢 🙂 '.repeat(20)}a`;
  expect(long.length).toBeGreaterThan(64);
  expect((await change(long)).status).toBe(200);
  expect((await signIn(maya.email, long)).status).toBe(200);
  expect((await signIn(maya.email, `${long.slice(0, -1)}b`)).status, 'the last of many characters counts').toBe(401);
  expect((await signIn(maya.email, long.slice(0, 72))).status).toBe(401);
  const composed = 'caf\u00e9 au lait et r\u00eaves';
  expect((await change(composed, long)).status).toBe(200);
  expect((await signIn(maya.email, 'cafe\u0301 au lait et re\u0302ves')).status, 'typed on another keyboard').toBe(200);
});

test('W-H13 prototype pollution by body or query has no effect', async () => {
  const maya = await withPassword();
  const raw = (url: string, payload: string) => house.app!.inject({ method: 'PATCH', url, payload, headers: { cookie: maya.cookie, host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' } });
  await raw('/api/me', '{"title":"x","__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}');
  await maya.call('GET /people', { query: { '__proto__[role]': 'admin', 'constructor.prototype.role': 'admin' } });
  expect(({} as { role?: string }).role).toBeUndefined();
  expect((await maya.call('GET /me')).body.role).toBe('agent');
});
