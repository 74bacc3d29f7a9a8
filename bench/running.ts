import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { makeDesk, openDesk, serviceClient, type Desk, type DeskProcess, type Opened } from '../test/desk.ts';
import type { WebClient } from '../test/web-client.ts';

/** A built, durable desk that is set up, and what measurements need of it. */
export interface Running extends Opened {
  readonly desk: Desk;
  readonly server: DeskProcess;
  /** The embedded database, looked into from outside. */
  readonly pool: pg.Pool;
  /** A service that may read and write everything an agent may. */
  readonly agent: WebClient;
}

// Measurements of how much is answered shall not be held back by the limit that keeps a house whole.
const quiet = { BATON_RATE_LIMIT: '100000' };
const nodeOptions = () => (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(Boolean);

/** Runs `work` on a fresh desk of its own and clears everything away afterwards, whatever happens. */
export async function withDesk<T>(work: (running: Running) => Promise<T>, options: { env?: Record<string, string>; nodeOptions?: readonly string[]; folder?: string } = {}): Promise<T> {
  const desk = await makeDesk({ built: true, nodeOptions: options.nodeOptions ?? nodeOptions(), env: { ...quiet, ...options.env }, folder: options.folder });
  let pool: pg.Pool | null = null;
  let said = () => '';
  try {
    const server = await desk.start();
    said = server.output;
    const opened = await openDesk(desk, server);
    const agent = await serviceClient(desk, opened, ['tickets:read', 'tickets:write', 'notes:read', 'notes:write', 'customers:read', 'customers:write']);
    pool = new pg.Pool({ ...desk.database, max: 6 });
    pool.on('error', () => undefined);
    return await work({ ...opened, desk, server, pool, agent });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said().slice(-1500)}`, { cause: error });
  } finally {
    await pool?.end();
    await desk.remove();
  }
}

/** What is known of a filled desk that is kept for further runs. */
export interface Kept<T> { readonly folder: string; readonly told: T | null; tell(now: T): Promise<void> }

/**
 * As `withDesk`, on a folder that stays when BENCH_DATA names one: making a million tickets takes minutes, measuring them
 * one. Newer migrations run when it is started again; remove the folder when the tickets themselves are to be made differently.
 */
export async function withKeptDesk<T, R>(work: (running: Pick<Running, 'desk' | 'pool'> & { teamId: string | null }, kept: Kept<T> | null) => Promise<R>): Promise<R> {
  const folder = process.env.BENCH_DATA;
  if (!folder) return await withDesk((running) => work(running, null));
  const notes = join(folder, 'bench.json');
  const tell = (now: T) => writeFile(notes, JSON.stringify(now));
  const told = await readFile(notes, 'utf8').then((text) => JSON.parse(text) as T, () => null);
  if (!told) return await withDesk((running) => work(running, { folder, told, tell }), { folder });
  const desk = await makeDesk({ built: true, folder, env: quiet, nodeOptions: nodeOptions() });
  const pool = new pg.Pool({ ...desk.database, max: 6 });
  pool.on('error', () => undefined);
  try {
    await desk.start('all', { patienceMs: 600_000 });
    return await work({ desk, pool, teamId: null }, { folder, told, tell });
  } finally {
    await pool.end();
    await desk.remove();
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Asks until `done` says so. */
export async function until(done: () => Promise<boolean>, seconds: number, everyMs = 20): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !(await done()); await pause(everyMs)) {
    if (performance.now() > end) throw new Error(`not so after ${seconds} s`);
  }
}
