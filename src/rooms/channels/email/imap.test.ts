import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcp } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openTestHouse, type TestHouse } from '../../../../test/house.ts';
import { openImapServer, type ImapServer } from '../../../../test/imap-server.ts';
import { newId } from '../../../core/ids.ts';
import { system } from '../../../core/server/actor.ts';
import { config, useConfig } from '../../../core/server/config.ts';
import { transact } from '../../../core/server/db.ts';
import { incomingOf, mailOf, openDesk, type Desk } from './fixtures.ts';
import { catchUpFolder, LeaseLost, type Fetching } from './imap-folder.ts';
import { ImapFetchers } from './imap-fetchers.ts';
import { openLine } from './imap-line.ts';
import { addMailbox, readSecret } from './mailboxes.ts';
import { tables } from './tables.ts';

let house: TestHouse, desk: Desk;
const servers: ImapServer[] = [];
beforeAll(async () => {
  house = await openTestHouse({ config: { privateMailHosts: true } });
  desk = await openDesk(house);
});
afterEach(async () => { for (const s of servers.splice(0)) await s.close(); });
afterAll(() => house.close());

const fetcher = newId();
async function setUp(folders = ['INBOX']) {
  const server = await openImapServer();
  servers.push(server);
  const id = newId();
  const imap = { host: '127.0.0.1', port: server.port, security: 'none' as const, user: 'anna', auth: 'password' as const, folders };
  await transact(house.db, (tx) => addMailbox(tx, system('test'), { id, address: `m${id}@acme.example`, name: 'M', teamId: desk.teamId, active: true, plus: true, acknowledge: false, listMail: 'people', imap, secret: { password: 'pw' }, importOld: true }));
  await tables(house.db).updateTable('mailboxes').set({ fetcher }).where('id', '=', id).execute();
  const of: Fetching = { mailboxId: id, fetcher, address: `m${id}@acme.example`, since: null };
  /** One connection: folder by folder, then away. */
  const fetch = async (folder = 'INBOX') => {
    const line = await openLine(imap, { password: 'pw' }, async () => undefined);
    try { return await catchUpFolder(house.db, line, folder, of, true); } finally { line.close(); }
  };
  const subjects = async () => (await incomingOf(desk)).filter((m) => m.mailbox_id === id).length;
  return { server, id, of, imap, fetch, kept: subjects };
}

test('new mail is fetched once, byte for byte', async () => {
  const { server, fetch, kept } = await setUp();
  server.append('INBOX', mailOf({ subject: 'one' }));
  server.append('INBOX', mailOf({ subject: 'two' }));
  expect(await fetch()).toBe(2);
  expect(await fetch()).toBe(0);
  server.append('INBOX', mailOf({ subject: 'three' }));
  expect(await fetch()).toBe(1);
  expect(await kept()).toBe(3);
});

test('W-L7 a crash in the middle loses and doubles nothing', async () => {
  const { server, id, of, imap, kept } = await setUp();
  for (let i = 0; i < 6; i++) server.append('INBOX', mailOf({ subject: `crash ${i}` }));
  const line = await openLine(imap, { password: 'pw' }, async () => undefined);
  let fetched = 0;
  const fetchOne = line.fetchOne.bind(line);
  line.fetchOne = (async (...args: Parameters<typeof fetchOne>) => {
    if (++fetched === 4) { server.drop(); throw new Error('connection lost'); }
    return await fetchOne(...args);
  }) as typeof line.fetchOne;
  await expect(catchUpFolder(house.db, line, 'INBOX', of, true)).rejects.toThrow();
  line.close();
  expect(await kept()).toBe(3);
  const again = await openLine(imap, { password: 'pw' }, async () => undefined);
  expect(await catchUpFolder(house.db, again, 'INBOX', of, true)).toBe(3);
  again.close();
  expect(await kept()).toBe(6);
  expect(id).toBe(of.mailboxId);
});

test('W-L7 another UIDVALIDITY: all is looked at again, nothing is doubled, nothing new is missed', async () => {
  const { server, fetch, kept } = await setUp();
  for (let i = 0; i < 3; i++) server.append('INBOX', mailOf({ subject: `v ${i}` }));
  await fetch();
  const folder = server.folder('INBOX');
  folder.uidvalidity = 99;
  folder.messages.forEach((m, i) => { m.uid = i + 101; });
  folder.uidnext = 200;
  server.append('INBOX', mailOf({ subject: 'after the change' }));
  expect(await fetch()).toBe(1);
  expect(await kept()).toBe(4);
});

test('W-L7 UIDs given anew without another UIDVALIDITY', async () => {
  const { server, fetch, kept } = await setUp();
  for (let i = 0; i < 5; i++) server.append('INBOX', mailOf({ subject: `r ${i}` }));
  await fetch();
  const folder = server.folder('INBOX');
  folder.messages.splice(0);
  folder.uidnext = 1;
  server.append('INBOX', mailOf({ subject: 'first again' }));
  expect(await fetch()).toBe(1);
  expect(await kept()).toBe(6);
});

test('W-L7 mail without Message-ID, and the same mail twice in a folder', async () => {
  const { server, fetch, kept } = await setUp();
  const raw = mailOf({ id: null, subject: 'no id' });
  server.append('INBOX', raw);
  server.append('INBOX', raw);
  server.append('INBOX', mailOf({ id: null, subject: 'another without id' }));
  expect(await fetch()).toBe(2);
  expect(await fetch()).toBe(0);
  expect(await kept()).toBe(2);
});

test('W-L7 a mail that shows up below the last place is found with the next connection', async () => {
  const { server, fetch, kept } = await setUp();
  for (let i = 0; i < 3; i++) server.append('INBOX', mailOf({ subject: `late ${i}` }));
  const [hidden] = server.folder('INBOX').messages.splice(1, 1);
  expect(await fetch()).toBe(2);
  server.folder('INBOX').messages.splice(1, 0, hidden!);
  expect(await fetch()).toBe(1);
  expect(await kept()).toBe(3);
});

test('only the process that holds the mailbox may move its place', async () => {
  const { server, fetch, id, kept } = await setUp();
  server.append('INBOX', mailOf());
  await tables(house.db).updateTable('mailboxes').set({ fetcher: newId() }).where('id', '=', id).execute();
  await expect(fetch()).rejects.toThrow(LeaseLost);
  expect(await kept()).toBe(0);
});

test('W-K6 folder names are literals: quotes and line ends do nothing', async () => {
  const { imap } = await setUp();
  const line = await openLine(imap, { password: 'pw' }, async () => undefined);
  for (const name of ['a"b', 'x\r\nA1 DELETE INBOX', '*', '%', '\\"']) await expect(line.getMailboxLock(name), name).rejects.toThrow();
  expect((await line.list()).map((f) => f.path)).toEqual(['INBOX', 'Support']);
  line.close();
});

test('several folders, IDLE, a restart of the server: mail comes in by itself', async () => {
  const { server, id, kept } = await setUp(['INBOX', 'Support']);
  await tables(house.db).updateTable('mailboxes').set({ fetcher: null, imap: JSON.stringify({ ...(await setUpOf(id)), port: server.port }) }).where('id', '=', id).execute();
  server.append('Support', mailOf({ subject: 'in the second folder' }));
  const one = new ImapFetchers(house.db), two = new ImapFetchers(house.db);
  one.start();
  two.start();
  const wait = (n: number) => vi.waitFor(async () => { expect(await kept()).toBe(n); }, { timeout: 20_000, interval: 50 });
  await wait(1);
  await vi.waitFor(async () => { expect((await row(id)).imap_state).toBe('ok'); }, { timeout: 10_000 });
  expect(server.connections()).toBe(1);
  server.append('INBOX', mailOf({ subject: 'while idle' }));
  await wait(2);
  server.drop();
  server.append('INBOX', mailOf({ subject: 'while away' }));
  await wait(3);
  await one.stop();
  await two.stop();
  expect((await row(id)).fetcher).toBeNull();
});
const row = (id: string) => tables(house.db).selectFrom('mailboxes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const setUpOf = async (id: string) => (await row(id)).imap as object;

test('W-L7 mail that comes after a folder was read and before the waiting begins is not left lying', async () => {
  const { server, id, kept } = await setUp();
  await tables(house.db).updateTable('mailboxes').set({ fetcher: null }).where('id', '=', id).execute();
  server.append('INBOX', mailOf({ subject: 'the first' }));
  const fetchers = new ImapFetchers(house.db);
  const holding = await house.db.startTransaction().execute();
  fetchers.start();
  await vi.waitFor(async () => { expect(await kept()).toBe(1); }, { timeout: 10_000, interval: 20 });
  await vi.waitFor(async () => { expect((await row(id)).imap_state).toBe('ok'); }, { timeout: 10_000 });
  // The next time, what is said after reading waits for this lock: the folder is read, the waiting not begun.
  await sql`select 1 from mailboxes where id = ${id} for update`.execute(holding);
  server.drop();
  await vi.waitFor(async () => {
    const waiting = await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'select "imap_state"%'`.execute(house.db);
    expect(waiting.rows).toHaveLength(1);
  }, { timeout: 15_000, interval: 20 });
  server.append('INBOX', mailOf({ subject: 'in between' }));
  await holding.commit().execute();
  await vi.waitFor(async () => { expect(await kept()).toBe(2); }, { timeout: 10_000, interval: 50 });
  await fetchers.stop();
});

test('an OAuth token is renewed at its token address, and kept sealed', async () => {
  const { server, id } = await setUp();
  const asked: string[] = [];
  const tokens = createServer((request, answer) => {
    request.on('data', (d: Buffer) => asked.push(d.toString()));
    request.on('end', () => answer.end(JSON.stringify({ access_token: 'fresh-token', expires_in: 3600, refresh_token: 'next' })));
  });
  await new Promise<void>((ready) => tokens.listen(0, '127.0.0.1', ready));
  const imap = { host: '127.0.0.1', port: server.port, security: 'none' as const, user: 'anna', auth: 'oauth' as const, folders: ['INBOX'], clientId: 'us', tokenUrl: `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token` };
  const saved: object[] = [];
  const line = await openLine(imap, { refreshToken: 'old' }, async (s) => void saved.push(s));
  expect((await line.list()).length).toBeGreaterThan(0);
  line.close();
  tokens.close();
  expect(asked[0]).toContain('refresh_token=old');
  expect(saved).toEqual([expect.objectContaining({ accessToken: 'fresh-token', refreshToken: 'next' })]);
  const sealed = (await row(id)).imap_secret!;
  expect(sealed).not.toMatch(/[{"]|password/);
  expect(readSecret(sealed)).toEqual({ password: 'pw' });
});

test('W-J6 private hosts are refused, and every failure says the same little', async () => {
  const quiet = createTcp((socket) => socket.end('SSH-2.0-secret-banner\r\n'));
  await new Promise<void>((ready) => quiet.listen(0, '127.0.0.1', ready));
  const { port } = quiet.address() as AddressInfo;
  const imap = { host: '127.0.0.1', port, security: 'none' as const, user: 'a', auth: 'password' as const, folders: ['INBOX'] };
  const say = (change: object) => openLine({ ...imap, ...change }, {}, async () => undefined).then(() => 'open', (e: Error) => e.message);
  const open = await Promise.all([say({}), say({ port: 1 })]);
  useConfig({ ...config(), privateMailHosts: false });
  const closed = await Promise.all(['127.0.0.1', 'localhost', '127.1', '169.254.169.254', '[::1]', '10.0.0.1', 'no-such-host.invalid'].map((host) => say({ host })));
  useConfig({ ...config(), privateMailHosts: true });
  quiet.close();
  expect(new Set([...open, ...closed])).toEqual(new Set(['The mail server cannot be reached.']));
});

test('a wrong password is told as such', async () => {
  const { imap } = await setUp();
  await expect(openLine(imap, { password: 'no' }, async () => undefined)).rejects.toThrow('does not accept');
});
