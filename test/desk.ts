import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { newId } from '../src/core/ids.ts';
import { alive } from '../src/core/server/postgres/living.ts';
import { webClient, type WebClient } from './web-client.ts';

const root = join(import.meta.dirname, '..');

/** One process of the product, as its owners run it. */
export interface DeskProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** From start to the ready line, in milliseconds. */
  readonly readyMs: number;
  /** All it wrote so far. */
  output(): string;
  alive(): boolean;
  /** `kill -9`; returns when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; returns its exit code. */
  stop(): Promise<number | null>;
}

/** A data folder and ports for the product's real processes: the embedded database, durable, nothing in memory of ours. */
export interface Desk {
  readonly data: string;
  readonly origin: string;
  readonly smtpPort: number;
  /** For looking into the embedded database while it runs. */
  readonly database: pg.PoolConfig;
  start(role?: 'all' | 'web' | 'worker', options?: { patienceMs?: number }): Promise<DeskProcess>;
  /** Process id of the database, while it runs. */
  postmaster(): number | null;
  remove(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const { built } = (await import(pathToFileURL(join(root, 'scripts/build.mjs')).href)) as { built: () => boolean };

/** Words for node that run a program of the product: from the build, which starts in a fraction of the time, where it is one of these sources (an older one proves nothing). */
export const programOf = (name: 'server' | 'cli', fromBuild = built()): string[] => (fromBuild ? ['--enable-source-maps', `dist/${name}.js`] : ['--import', 'tsx', `src/app/${name}.ts`]);

/** `built`: from the build in any case, as what is measured must be what people run. */
export async function makeDesk(options: { built?: boolean; env?: Record<string, string>; nodeOptions?: readonly string[]; folder?: string } = {}): Promise<Desk> {
  const data = options.folder ?? await mkdtemp(join(tmpdir(), 'baton-desk-'));
  await mkdir(data, { recursive: true });
  await chmod(data, 0o711);
  const [port, smtpPort] = [await freePort(), await freePort()];
  const program = programOf('server', options.built);
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(BATON_|VITEST|DATABASE_URL$|PORT$|NODE_OPTIONS$)/.test(name)));
  const env = { ...own, NODE_ENV: 'production', BATON_DATA: data, BATON_PORT: String(port), BATON_SMTP_PORT: String(smtpPort), BATON_LOG: 'warn', ...options.env };
  const lock = join(data, 'pg18', 'data', 'postmaster.pid');
  const postmaster = () => (existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) || null : null);
  const started = new Set<Promise<DeskProcess>>();
  return {
    data, smtpPort, origin: `http://127.0.0.1:${port}`, database: { host: join(data, 'pg18', 'socket'), port: 5432, user: 'postgres', database: 'postgres' },
    async start(role = 'all', { patienceMs = 120_000 } = {}) {
      const one = launch([...(options.nodeOptions ?? []), ...program], { ...env, BATON_ROLE: role }, patienceMs);
      started.add(one);
      return await one;
    },
    postmaster,
    async remove() {
      // Also those whose start nobody waits for any more, because another one's failed.
      for (const one of await Promise.allSettled(started)) if (one.status === 'fulfilled' && one.value.alive()) await one.value.stop();
      await databaseGone(postmaster);
      // A folder somebody named is theirs to keep.
      if (!options.folder) await rm(data, { recursive: true, force: true });
    },
  };
}

/** The database of a process that was killed is told so by the kernel, and ends a moment after it. */
async function databaseGone(postmaster: () => number | null): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(20)) {
    const pid = postmaster();
    if (!pid || !alive(pid)) return;
  }
  throw new Error(`the database ${postmaster()} runs on although nobody keeps it`);
}

const children = new Set<ChildProcess>();
// Whoever ends the one who started them ends them too.
process.once('exit', () => { for (const child of children) child.kill('SIGKILL'); });

async function launch(words: readonly string[], env: NodeJS.ProcessEnv, patienceMs: number): Promise<DeskProcess> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let said = '';
  const hear = (part: Buffer) => { said = (said + part.toString('utf8')).slice(-200_000); };
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  const alive = () => child.exitCode === null && child.signalCode === null;
  const gone = new Promise<number | null>((done) => child.once('exit', done));
  await new Promise<void>((ready, failed) => {
    const late = setTimeout(() => { child.kill('SIGKILL'); failed(new Error(`not ready after ${patienceMs} ms:\n${said.slice(-2000)}`)); }, patienceMs);
    const look = () => { if (/^Baton is ready/m.test(said)) { clearTimeout(late); child.stdout!.off('data', look); ready(); } };
    child.stdout!.on('data', look);
    child.once('exit', (code, signal) => { clearTimeout(late); failed(Object.assign(new Error(`ended with ${signal ?? code} before it was ready:\n${said.slice(-2000)}`), { signal })); });
  });
  return {
    child, pid: child.pid!, readyMs: performance.now() - begun, output: () => said, alive,
    async kill() { child.kill('SIGKILL'); await gone; },
    async stop() { if (alive()) child.kill('SIGTERM'); return await gone; },
  };
}

export interface Opened {
  /** The first admin, in a browser. */
  readonly admin: WebClient;
  /** As `baton=…`. */
  readonly cookie: string;
  readonly teamId: string;
  readonly mailbox: string;
}

/** Sets a fresh desk up through its own doors: workspace, first admin, first team, one mailbox. */
export async function openDesk(desk: Desk, first: DeskProcess): Promise<Opened> {
  const token = /\/start\/(\S+)/.exec(first.output())?.[1];
  if (!token) throw new Error(`no start link in:\n${first.output()}`);
  const anybody = webClient(desk.origin);
  const made = await anybody.call('POST /workspace', { body: { token, workspace: 'Hearth & Home', name: 'Maya Okafor', email: 'maya@desk.example', password: 'four plain words together' } });
  const cookie = [made.headers['set-cookie'] ?? []].flat().map((c) => c.split(';')[0]!).find((c) => c.startsWith('baton='));
  if (made.status !== 200 || !cookie) throw new Error(`set-up answered ${made.status} ${JSON.stringify(made.body)}`);
  const admin = anybody.with({ cookie });
  const teams = await admin.call('GET /teams');
  const teamId = teams.body.items[0].id as string;
  const mailbox = 'support@desk.example';
  const box = await admin.call('POST /mailboxes', { body: { id: newId(), address: mailbox, name: 'Hearth & Home', teamId } });
  if (box.status !== 200) throw new Error(`no mailbox: ${box.status} ${JSON.stringify(box.body)}`);
  return { admin, cookie, teamId, mailbox };
}

/** A key for a service of its own with these scopes; answers a client that uses it. */
export async function serviceClient(desk: Desk, { admin, teamId }: Opened, scopes: readonly string[]): Promise<WebClient> {
  const made = await admin.call('POST /keys', { body: { kind: 'service', name: `Service ${newId()}`, scopes, role: 'agent', teams: [teamId] } });
  if (made.status !== 200) throw new Error(`no key: ${made.status} ${JSON.stringify(made.body)}`);
  return webClient(desk.origin, { authorization: `Bearer ${made.body.secret as string}` });
}
