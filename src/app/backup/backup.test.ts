import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { connection } from '../../../test/connection.ts';
import { openTestHouse, type TestHouse } from '../../../test/house.ts';
import { fact } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import { system } from '../../core/server/actor.ts';
import { openDb, openPool, transact } from '../../core/server/db.ts';
import { files, keepFile } from '../../core/server/files.ts';
import { catchUp } from '../../core/server/followers.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { follows, readFacts, record } from '../../core/server/journal.ts';
import { post } from '../../core/server/mail.ts';
import { masterSecret, openSecrets, sign, signed } from '../../core/server/secrets.ts';
import { diskStore } from '../../core/server/store.ts';
import { makeTeam, person } from '../../../test/people.ts';
import { ImapFetchers } from '../../rooms/channels/email/imap-fetchers.ts';
import { addMailbox, readSecret } from '../../rooms/channels/email/mailboxes.ts';
import { recognise } from '../../rooms/customers/customers.ts';
import { receive } from '../../rooms/tickets/messages.ts';
import { reply } from '../../rooms/tickets/replies.ts';
import { backUp } from './backup.ts';
import { restore, type RestoreOptions } from './restore.ts';

const migrations = join(import.meta.dirname, '../../../migrations');
const Rang = fact('test.rang', 'thing', z.object({ n: z.number() }));
const ring = (n: number) => transact(house.db, (tx) => record(tx, system('test'), Rang, { about: newId(), to: ['staff'], data: { n } }));

let house: TestHouse;
let folder: string;
let backup: string;
/** As the command has one: a pool that copies, beside that of the running house. */
let own: pg.Pool;
const ends: (() => Promise<unknown>)[] = [];

/** A database nobody has used, on the same cluster. */
async function emptyDatabase(): Promise<pg.Pool> {
  const server = connection();
  const name = `restored_${process.pid}_${Math.floor(Math.random() * 1e9)}`;
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = server.connectionString ? new URL(server.connectionString) : null;
  if (url) url.pathname = `/${name}`;
  const pool = openPool({ ...(url ? { connectionString: url.href } : { ...server, database: name }), max: 2, application_name: 'baton restore' });
  ends.push(async () => { await pool.end(); await admin.query(`drop database ${name} with (force)`); await admin.end(); });
  return pool;
}
const options = (more: Partial<RestoreOptions> = {}): RestoreOptions => ({ path: backup, migrations, secretFile: join(folder, `secret-${newId()}`), replace: false, ...more });

const heard: number[] = [];
const listener = follows('test.listener', [Rang], async (_db, { data }) => { heard.push(data.n); });
let token: string;
let secret: string;
const content = Buffer.from('the boiler plan, revision 3');
let fileHash: string;

/** A mailbox that is fetched, a ticket that came by mail, and a reply that has not left yet. */
async function aDeskAtWork(): Promise<void> {
  const team = await makeTeam(house, 'Support');
  const maya = await person(house, { teams: [team] });
  await transact(house.db, async (tx) => {
    await addMailbox(tx, system('test'), { id: newId(), address: 'support@desk.example', name: 'Support', teamId: team.id, active: true, plus: true, acknowledge: false, listMail: 'people', importOld: false, secret: { password: 'the imap password' },
      imap: { host: 'imap.example.com', port: 993, security: 'tls', user: 'support', folders: ['INBOX'], auth: 'password' } });
    const customerId = await recognise(tx, system('test'), { address: 'anna@customer.example', name: 'Anna' });
    const sender = { name: 'Anna', address: 'anna@customer.example' };
    const { ticketId } = await receive(tx, system('test'), { id: newId(), open: { teamId: team.id, subject: 'Cold radiator' }, customerId, channel: 'email', sender, recipients: [], copies: [], html: '<p>It is cold.</p>', foldedHtml: '', text: 'It is cold.', at: new Date() });
    await reply(tx, maya.actor, ticketId, { id: newId(), html: '<p>We come tomorrow.</p>', to: [sender], cc: [], fileIds: [], quote: null, undoSeconds: 30, seen: 0, anyway: true });
  });
}

beforeAll(async () => {
  house = await openTestHouse();
  folder = await mkdtemp(join(tmpdir(), 'baton-backup-'));
  backup = join(folder, 'all.baton');
  await house.db.insertInto('follower_places').values({ name: listener.name, xid: '0', id: 0, at: new Date() }).execute();
  for (const n of [1, 2, 3]) await ring(n);
  await catchUp(house.db, listener);
  for (const n of [4, 5]) await ring(n);
  const [parked] = await house.db.selectFrom('facts').select('id').where('name', '=', 'test.rang').orderBy('id').execute();
  await house.db.insertInto('parked_facts').values({ follower: listener.name, fact_id: parked!.id, attempts: 5, reason: 'cannot digest\nthis "fact"\t\\', at: new Date() }).execute();
  await transact(house.db, async (tx) => {
    fileHash = (await keepFile(tx, { name: 'plan.txt', content, about: { kind: 'note', id: newId() } })).hash;
    await post(tx, { kind: 'test', automatic: false, mail: { from: { address: 'desk@example.com' }, to: [{ address: 'anna@example.com' }], subject: 'Über die Heizung', text: 'Bis morgen.' } });
    await enqueue(tx, { name: 'test.wake', attempts: 3 }, { n: 7 }, { at: new Date(Date.now() + 3600_000), key: 'wake:7' });
  });
  await aDeskAtWork();
  token = sign('reply', 'ticket-1');
  secret = masterSecret();
  own = openPool({ ...house.database, max: 2 });
  await backUp(own, files(), backup);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await own.end();
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

test('W-L17 a backup restored elsewhere has every row, file and secret, and sends nothing', async () => {
  const pool = await emptyDatabase();
  const store = diskStore(join(folder, 'elsewhere'));
  const wanted = options();
  const done = await restore(pool, store, wanted);
  expect(done).toMatchObject({ files: 1, missing: [], unsent: 2, mailboxes: 1 });
  const db = openDb(pool);
  const outbox = await db.selectFrom('outbox').selectAll().execute();
  expect(outbox.map((m) => [m.state, m.subject]).sort()).toEqual([['unknown', 'Cold radiator'], ['unknown', 'Über die Heizung']]);
  const { rows: messages } = await pool.query('select direction, text, delivery from messages order by direction');
  expect(messages).toEqual([{ direction: 'in', text: 'It is cold.', delivery: 'received' }, { direction: 'out', text: 'We come tomorrow.', delivery: 'unknown' }]);
  expect(outbox[0]!.reason).toContain('Restored from a backup');
  const jobs = await sql<{ name: string; key: string }>`select task_identifier as name, key from graphile_worker.jobs`.execute(db);
  expect(jobs.rows).toContainEqual({ name: 'test.wake', key: 'wake:7' });
  expect(jobs.rows.filter((j) => j.name === 'mail.send')).toEqual([]);
  const chunks: Buffer[] = [];
  for await (const chunk of await store.read(fileHash)) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks)).toEqual(content);
  openSecrets(wanted.secretFile);
  expect(masterSecret()).toBe(secret);
  expect(signed('reply', 'ticket-1', token)).toBe(true);
  const { rows: [mailbox] } = await pool.query('select * from mailboxes');
  expect(readSecret(mailbox.imap_secret)).toEqual({ password: 'the imap password' });
  expect(mailbox.imap_reason).toContain('Restored from a backup');
  // No process may fetch it: the lease is nobody's until the mailbox is saved.
  const fetchers = new ImapFetchers(db);
  fetchers.look();
  await fetchers.stop();
  expect((await pool.query('select fetcher, imap_state from mailboxes')).rows).toEqual([{ fetcher: mailbox.fetcher, imap_state: 'off' }]);
  expect((await stat(wanted.secretFile)).mode & 0o777).toBe(0o600);
});

test('W-L17 every table is the same row for row, but for what names places of the journal', async () => {
  const pool = await emptyDatabase();
  await restore(pool, diskStore(join(folder, 'elsewhere')), options());
  const { rows: tables } = await pool.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('facts', 'follower_places', 'parked_facts', 'outbox', 'messages', 'mailboxes', 'limits', 'workers')`);
  expect(tables.length).toBeGreaterThan(20);
  for (const { name } of tables) {
    const all = `select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from (select to_jsonb(t) - 'at' as t from ${name} t) t`;
    expect([name, (await pool.query(all)).rows[0]]).toEqual([name, (await house.pool.query(all)).rows[0]]);
  }
});

test('a restored follower goes on where it was, and new facts come after the old ones', async () => {
  const pool = await emptyDatabase();
  await restore(pool, diskStore(join(folder, 'elsewhere')), options());
  const db = openDb(pool);
  heard.length = 0;
  await catchUp(db, listener);
  expect(heard).toEqual([4, 5]);
  await transact(db, (tx) => record(tx, system('test'), Rang, { about: newId(), to: [], data: { n: 6 } }));
  await catchUp(db, listener);
  expect(heard).toEqual([4, 5, 6]);
  const all = await readFacts(db, { xid: '0', id: 0 }, 100, ['test.rang']);
  expect(all.map((f) => (f.data as { n: number }).n)).toEqual([1, 2, 3, 4, 5, 6]);
  const parked = await db.selectFrom('parked_facts').innerJoin('facts', 'facts.id', 'parked_facts.fact_id').select(['reason', 'data']).execute();
  expect(parked).toEqual([{ reason: 'cannot digest\nthis "fact"\t\\', data: { n: 1 } }]);
});

test('a backup of a restored database restores again, over what is there when told to', async () => {
  const pool = await emptyDatabase();
  const store = diskStore(join(folder, 'elsewhere'));
  await restore(pool, store, options());
  const second = join(folder, 'second.baton');
  await backUp(pool, store, second);
  await expect(restore(pool, store, options({ path: second }))).rejects.toThrow('holds a workspace');
  expect(await restore(pool, store, options({ path: second, replace: true }))).toMatchObject({ files: 1, unsent: 0 });
  expect((await pool.query(`select count(*) as n from facts where name = 'test.rang'`)).rows).toEqual([{ n: 5 }]);
});

test('a damaged, cut or foreign file is refused before anything changes', async () => {
  const pool = await emptyDatabase();
  const store = diskStore(join(folder, 'nowhere'));
  const whole = await readFile(backup);
  const flipped = gunzipSync(whole);
  flipped[flipped.indexOf('Über die Heizung')] = 0x41;
  const cases: [string, Buffer][] = [['cut', whole.subarray(0, whole.length - 900)], ['flipped', gzipSync(flipped)], ['foreign', Buffer.from('this is no backup')], ['empty', Buffer.alloc(0)]];
  for (const [name, bytes] of cases) {
    const path = join(folder, `${name}.baton`);
    await writeFile(path, bytes);
    await expect(restore(pool, store, options({ path })), name).rejects.toThrow(/damaged|no manifest/);
  }
  await expect(restore(pool, store, options({ path: join(folder, 'absent') }))).rejects.toThrow('cannot be read');
  expect((await pool.query(`select count(*) as n from pg_class where relnamespace = 'public'::regnamespace`)).rows).toEqual([{ n: 0 }]);
});

test('a restore that fails half-way leaves the database as it was', async () => {
  const pool = await emptyDatabase();
  const store = diskStore(join(folder, 'elsewhere'));
  await restore(pool, store, options());
  await pool.query(`create table precious (n integer)`);
  const broken = join(folder, 'migrations');
  await cp(migrations, broken, { recursive: true });
  await writeFile(join(broken, '2999-01-01-0000-broken.sql'), 'select nothing from nowhere;');
  await expect(restore(pool, store, options({ migrations: broken, replace: true }))).rejects.toThrow('nowhere');
  expect((await pool.query(`select count(*) as n from facts where name = 'test.rang'`)).rows).toEqual([{ n: 5 }]);
  expect((await pool.query('select count(*) as n from precious')).rows).toEqual([{ n: 0 }]);
});

test('a restore that fails leaves no contents behind, and takes none away that were there', async () => {
  const pool = await emptyDatabase();
  const disk = diskStore(join(folder, 'failing'));
  const full = { ...disk, put: async (hash: string, bytes: Uint8Array) => { await disk.put(hash, bytes); throw new Error('disk full'); } };
  await expect(restore(pool, full, options())).rejects.toThrow('disk full');
  expect(await disk.has(fileHash)).toBe(false);
  await disk.put(fileHash, content);
  await expect(restore(pool, full, options())).rejects.toThrow('disk full');
  expect(await disk.has(fileHash)).toBe(true);
  expect((await pool.query(`select count(*) as n from pg_class where relnamespace = 'public'::regnamespace`)).rows).toEqual([{ n: 0 }]);
});

test('a backup with a newer version\'s migrations, or for another secret, is refused', async () => {
  const pool = await emptyDatabase();
  const older = join(folder, 'older');
  await mkdir(older, { recursive: true });
  await expect(restore(pool, diskStore(folder), options({ migrations: older }))).rejects.toThrow('newer Baton');
  await expect(restore(pool, diskStore(folder), options({ givenSecret: 'another' }))).rejects.toThrow('BATON_SECRET');
});

test('a database that somebody works with is not touched', async () => {
  const pool = await emptyDatabase();
  const server = openPool({ ...pool.options, application_name: 'baton' });
  await server.query('select 1');
  await expect(restore(pool, diskStore(folder), options())).rejects.toThrow('Stop it');
  await server.end();
});

test('a content that is missing from the store is told, and an existing file is not overwritten', async () => {
  const path = join(folder, 'without.baton');
  expect(await backUp(own, diskStore(join(folder, 'void')), path)).toMatchObject({ files: 0, missing: [fileHash] });
  await expect(backUp(own, files(), path)).rejects.toThrow('there already');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
