import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { canReach } from './account.ts';
import { installedBinaries, linkLibraries, whyNotRunnable } from './binaries.ts';
import { alive } from './living.ts';
import { type EmbeddedOptions, type EmbeddedPostgres, startPostgres } from './supervisor.ts';
import { transplant } from './transplant.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = process.getuid?.() === 0;
const nobody = { name: 'nobody', ids: { uid: 65534, gid: 65534 } };
const home = `pg${installedBinaries().major}`;
const said: string[] = [];
const listen = (message: string, fields?: object): void => void said.push(`${message} ${JSON.stringify(fields ?? {})}`);
const log = { info: listen, warn: listen, error: listen };
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  said.length = 0;
});

/** Below /tmp, so that a path for a socket fits; others may pass through unless said otherwise. */
function newFolder(mode = 0o711): string {
  const folder = mkdtempSync('/tmp/baton-pg-');
  chmodSync(folder, mode);
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ folder, log, durable: false, sharedBuffers: '16MB', ...more });
  ends.push(() => server.stop());
  return server;
}

async function ask<T extends pg.QueryResultRow>(server: Pick<EmbeddedPostgres, 'connection'>, sql: string): Promise<T[]> {
  const client = new pg.Client(server.connection);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidOf = (folder: string): number => Number.parseInt(readFileSync(join(folder, home, 'data', 'postmaster.pid'), 'utf8'), 10);

async function until(what: () => unknown, seconds = 10): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; !(await what()); await pause(20)) if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
}

type Keeper = Pick<EmbeddedPostgres, 'connection' | 'adopted'> & { child: ChildProcess; refusal?: string };

/** Another process that keeps the database up until its input ends. */
async function keeper(folder: string, { env = process.env, ids = {} }: { env?: NodeJS.ProcessEnv; ids?: { uid?: number; gid?: number } } = {}): Promise<Keeper> {
  const program = `
    import { startPostgres } from ${JSON.stringify(join(here, 'supervisor.ts'))};
    const quiet = () => {};
    const log = { info: quiet, warn: quiet, error: quiet };
    try {
      const server = await startPostgres({ folder: ${JSON.stringify(folder)}, log, durable: false, sharedBuffers: '16MB' });
      console.log(JSON.stringify({ connection: server.connection, adopted: server.adopted }));
      process.stdin.on('end', () => server.stop()).resume();
    } catch (error) {
      console.log(JSON.stringify({ refusal: error.message }));
    }`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { ...ids, env, cwd: here, stdio: ['pipe', 'pipe', 'inherit'] });
  ends.push(async () => {
    child.stdin.end();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { ...(JSON.parse(line) as Keeper), child };
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a data folder', () => {
  it('is made at the first start and kept at the second', async () => {
    const folder = newFolder();
    const first = await start(folder, { durable: true });
    await ask(first, 'create table kept (word text)');
    await ask(first, `insert into kept values ('yes')`);
    expect(await ask(first, `select lower('ÄÉ') as low, current_setting('fsync') as sync, current_setting('data_checksums') as sums, current_setting('listen_addresses') as tcp`)).toEqual([
      { low: 'äé', sync: 'on', sums: 'on', tcp: '' },
    ]);
    await first.stop();
    const second = await start(folder, { durable: true });
    expect(second.adopted).toBe(false);
    expect(await ask(second, 'select word from kept')).toEqual([{ word: 'yes' }]);
  });

  it('lets only the database user into its data and socket, and keeps what people wrote out of its log', async () => {
    const folder = newFolder();
    const server = await start(folder);
    for (const name of ['data', 'socket']) expect(statSync(join(folder, home, name)).mode & 0o777).toBe(0o700);
    if (root) expect(statSync(join(folder, home, 'data')).uid).not.toBe(0);
    await ask(server, 'create table letters (body text primary key check (length(body) > 100))');
    await expect(ask(server, `insert into letters values ('dear secret')`)).rejects.toThrow(/check constraint/);
    const written = readFileSync(join(folder, home, 'server.log'), 'utf8');
    expect(written).toMatch(/check constraint/);
    expect(written).not.toMatch(/dear secret/);
  });

  it('of another major version is refused and left alone', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'pg17', 'data'), { recursive: true });
    await expect(start(folder)).rejects.toThrow(/made by PostgreSQL 17.*backup/s);
    expect(existsSync(join(folder, home))).toBe(false);

    const wrong = newFolder();
    mkdirSync(join(wrong, home, 'data'), { recursive: true });
    writeFileSync(join(wrong, home, 'data', 'PG_VERSION'), '17\n');
    if (root) chownSync(join(wrong, home, 'data'), 65534, 65534);
    await expect(start(wrong)).rejects.toThrow(/made by PostgreSQL 17/);
  });

  it('may be so deep that a socket does not fit in it', async () => {
    const folder = join(newFolder(), 'd'.repeat(120));
    const server = await start(folder);
    expect(String(server.connection.host).length).toBeLessThan(90);
    ends.push(() => rmSync(String(server.connection.host), { recursive: true, force: true }));
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('that cannot be started says why in the words of the server', async () => {
    const folder = newFolder();
    await (await start(folder)).stop();
    rmSync(join(folder, home, 'data', 'global', 'pg_control'));
    await expect(start(folder)).rejects.toThrow(/did not start.*pg_control.*server\.log/s);
  });
});

describe('stopping', () => {
  it('is quick with idle clients', async () => {
    const server = await start(newFolder());
    const idle = Array.from({ length: 8 }, () => new pg.Client(server.connection));
    for (const client of idle) client.on('error', () => {});
    await Promise.all(idle.map((client) => client.connect()));
    const begun = Date.now();
    await server.stop();
    expect(Date.now() - begun).toBeLessThan(15_000);
    await Promise.all(idle.map((client) => client.end().catch(() => {})));
  });
});

describe('a server that died', () => {
  it('W-L1 W-L9 is started again by itself after kill -9', async () => {
    const folder = newFolder();
    const server = await start(folder);
    await ask(server, 'create table kept (word text)');
    const first = pidOf(folder);
    process.kill(first, 'SIGKILL');
    await until(() => !alive(first));
    await until(() => ask(server, 'select 1').then(() => true, () => false), 10);
    expect(await ask(server, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }]);
    expect(pidOf(folder)).not.toBe(first);
    // It answers a moment before the one who started it has heard so and says it.
    await until(() => /ended unexpectedly.*up again/s.test(said.join('\n')), 30);
  });

  it('W-L9 is started again when it was told to stop and waits for a client that stays; one of another process is left to it', async () => {
    const folder = newFolder();
    const server = await start(folder);
    const guest = await keeper(folder);
    expect(guest.adopted).toBe(true);
    const staying = new pg.Client(server.connection);
    const cutOff = new Promise((done) => staying.on('error', done));
    await staying.connect();
    const first = pidOf(folder);
    process.kill(first, 'SIGTERM');
    await cutOff;
    await until(() => /told to stop.*up again/s.test(said.join('\n')), 30);
    expect(pidOf(folder)).not.toBe(first);
    expect(await ask(guest, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is left alone by a process that is about to end itself, and stopped by it', async () => {
    const folder = newFolder();
    const server = await start(folder);
    const staying = new pg.Client(server.connection);
    staying.on('error', () => {});
    await staying.connect();
    const pid = pidOf(folder);
    server.leave();
    process.kill(pid, 'SIGTERM');
    await until(() => ask(server, 'select 1').then(() => false, () => true));
    // Work in hand, for longer than it takes the watch to look.
    expect((await staying.query('select 1 as one from pg_sleep(1.2)')).rows).toEqual([{ one: 1 }]);
    await server.stop();
    expect([alive(pid), said.join()]).toEqual([false, expect.not.stringContaining('told to stop')]);
  });

  it('may have been told to stop, with a client that stays and nobody who keeps it, when the next process starts', async () => {
    const folder = newFolder();
    const first = await keeper(folder, { env: { PATH: '/nowhere' } });
    const staying = new pg.Client(first.connection);
    staying.on('error', () => {});
    await staying.connect();
    const pid = pidOf(folder);
    await killed(first.child);
    process.kill(pid, 'SIGTERM');
    const next = await start(folder);
    expect(pidOf(folder)).not.toBe(pid);
    expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('may leave an empty lock file, or one whose number is another program now', async () => {
    const folder = newFolder();
    const lock = join(folder, home, 'data', 'postmaster.pid');
    await (await start(folder)).stop();
    const other = spawn('sleep', ['60'], root ? { uid: statSync(join(folder, home, 'data')).uid } : {});
    ends.push(() => other.kill());
    for (const left of ['', `${other.pid}\n${dirname(lock)}\n1700000000\n5432\n${join(folder, home, 'socket')}\n\n  123 456\nready   \n`, `999999\n`]) {
      writeFileSync(lock, left);
      const server = await start(folder);
      expect(server.adopted).toBe(false);
      await server.stop();
    }
  });
});

describe('a process of ours that was killed', () => {
  it('W-L1 takes the server along, and the next start finds every row', async () => {
    const folder = newFolder();
    const first = await keeper(folder);
    await ask(first, 'create table kept as select 1 as row');
    await killed(first.child);
    const next = await start(folder);
    expect(await ask(next, 'select row from kept')).toEqual([{ row: 1 }]);
  });

  it('W-L1 or leaves it running where the kernel does not tell it, and the next start adopts it', async () => {
    const folder = newFolder();
    const first = await keeper(folder, { env: { PATH: '/nowhere' } });
    const pid = pidOf(folder);
    await killed(first.child);
    await pause(300);
    const next = await start(folder);
    expect(next.adopted).toBe(true);
    expect(pidOf(folder)).toBe(pid);
    await next.stop();
    expect(alive(pid)).toBe(false);
  });
});

describe('two processes on one folder', () => {
  it('share one server; the second leaves it to the first, and takes over when the first ends', async () => {
    const folder = newFolder();
    const guestSees = await Promise.all([start(folder), keeper(folder)]);
    expect(guestSees.filter((each) => each.adopted)).toHaveLength(1);
    const [mine, theirs] = guestSees;
    await (mine.adopted ? mine.stop() : (theirs.child.stdin?.end(), once(theirs.child, 'exit')));
    const left = mine.adopted ? theirs : mine;
    expect(await ask(left, 'select 1 as one')).toEqual([{ one: 1 }]);
    if (mine.adopted) return;
    const second = await keeper(folder);
    expect(second.adopted).toBe(true);
    await mine.stop();
    await until(() => ask(second, 'select 1').then(() => true, () => false), 10);
  });
});

describe('who runs it', () => {
  const readable = root && canReach(here, nobody);

  it.runIf(readable)('a plain user runs it as itself', async () => {
    const folder = newFolder(0o700);
    chownSync(folder, 65534, 65534);
    const server = await keeper(folder, { ids: nobody.ids });
    expect(server.refusal).toBeUndefined();
    expect(statSync(join(folder, home, 'data')).uid).toBe(65534);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.runIf(readable)('root goes on as the user who made the data, and gives its own copy away', async () => {
    const folder = newFolder();
    chownSync(folder, 65534, 65534);
    const first = await keeper(folder, { ids: nobody.ids });
    await ask(first, 'create table kept as select 1 as row');
    first.child.stdin?.end();
    await once(first.child, 'exit');
    const asRoot = await start(folder);
    expect(statSync(join(folder, home, 'data')).uid).toBe(65534);
    await asRoot.stop();
    spawnSync('chown', ['-R', '0:0', join(folder, home)]);
    expect(await ask(await start(folder), 'select row from kept')).toEqual([{ row: 1 }]);
  });

  it.runIf(readable)('a plain user is told that the data is of another', async () => {
    const folder = newFolder(0o755);
    await (await start(folder)).stop();
    spawnSync('chown', ['-R', '1:1', join(folder, home, 'data')]);
    expect((await keeper(folder, { ids: nobody.ids })).refusal).toMatch(/belongs to user id 1.*chown/s);
  });

  it.runIf(readable)('a user without a name is told to set DATABASE_URL', async () => {
    const folder = newFolder();
    chownSync(folder, 12345, 12345);
    expect((await keeper(folder, { ids: { uid: 12345, gid: 12345 } })).refusal).toMatch(/12345 has no entry.*DATABASE_URL/s);
  });

  it.runIf(root)('programs that the database user cannot reach are copied to where it can, without the links of the install script', () => {
    const systemFolder = join(newFolder(), 'baton');
    const packaged = installedBinaries();
    const copied = transplant(packaged, systemFolder);
    expect(transplant(packaged, systemFolder)).toEqual(copied);
    const links = join(systemFolder, 'links');
    expect(whyNotRunnable(copied, links, nobody)).toMatch(/libicu/);
    linkLibraries(copied, links);
    expect(whyNotRunnable(copied, links, nobody)).toBeUndefined();
  });

  it.runIf(root)('as root below a closed folder, the data goes to the system folder and is found there again', async () => {
    const folder = newFolder(0o700);
    const systemFolder = join(newFolder(), 'baton');
    const first = await start(folder, { systemFolder });
    expect(first.note).toContain(systemFolder);
    await ask(first, 'create table kept as select 1 as row');
    await first.stop();
    chmodSync(folder, 0o711);
    const second = await start(folder, { systemFolder });
    expect(await ask(second, 'select row from kept')).toEqual([{ row: 1 }]);
    expect(second.note).toContain(systemFolder);
  });
});
