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

/** Runs `work` on a fresh desk of its own and clears everything away afterwards, whatever happens. */
export async function withDesk<T>(work: (running: Running) => Promise<T>, options: { env?: Record<string, string>; nodeOptions?: readonly string[] } = {}): Promise<T> {
  const nodeOptions = options.nodeOptions ?? (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(Boolean);
  const desk = await makeDesk({ built: true, nodeOptions, env: { BATON_RATE_LIMIT: '100000', ...options.env } });
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

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Asks until `done` says so. */
export async function until(done: () => Promise<boolean>, seconds: number, everyMs = 20): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !(await done()); await pause(everyMs)) {
    if (performance.now() > end) throw new Error(`not so after ${seconds} s`);
  }
}
