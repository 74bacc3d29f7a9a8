import pg from 'pg';
import { makeDesk, openDesk, serviceClient, type Desk, type DeskProcess } from '../desk.ts';
import { openSink } from '../mail-sink.ts';
import { account, decideUnknown, unfinished } from './account.ts';
import { startLoad } from './load.ts';

export interface Proof {
  readonly kills: Record<Victim, number>;
  readonly mails: number;
  readonly replies: number;
  readonly retries: number;
  /** Replies that were said to be unknown and sent again by hand. */
  readonly unknown: number;
  readonly troubles: readonly string[];
}
type Victim = 'web' | 'worker' | 'database' | 'both';
interface Options {
  readonly kills: number;
  /** On a slow machine it ends early, after four kills at least: one of each kind. */
  readonly withinMs?: number;
  readonly lines?: { mail: number; reply: number };
  readonly restMs?: number;
  readonly settleMs?: number;
  readonly say?: (line: string) => void;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/**
 * Runs a web and a worker process on one data folder under mail and reply load, kills one of them, both or the
 * database with -9 at random moments, starts them again, and at the end holds what the outside was promised against
 * what is there. Everything is real: processes, sockets, the embedded database with syncing on.
 */
export async function prove({ kills, withinMs = Infinity, lines = { mail: 4, reply: 4 }, restMs = 1500, settleMs = 120_000, say = () => undefined }: Options): Promise<Proof> {
  const sink = await openSink();
  // Between the closing dot and the answer is where a kill leaves nobody knowing.
  sink.answer.data = () => new Promise((done) => setTimeout(() => done(null), Math.random() * 40));
  const desk = await makeDesk({ env: { BATON_SMTP_OUT: `${sink.url}?tls=none`, BATON_RATE_LIMIT: '100000', BATON_LOG: 'error' } });
  const running: Record<'web' | 'worker', DeskProcess | null> = { web: null, worker: null };
  try {
    running.web = await desk.start('web');
    running.worker = await desk.start('worker');
    const opened = await openDesk(desk, running.web);
    const agent = await serviceClient(desk, opened, ['tickets:read', 'tickets:write']);
    const load = startLoad({ smtpPort: desk.smtpPort, mailbox: opened.mailbox, agent, sink }, lines);
    await pause(1000);
    const fallen: string[] = [];
    const done: Proof['kills'] = { web: 0, worker: 0, database: 0, both: 0 };
    const begun = performance.now();
    for (let n = 0; n < kills && (n < 4 || performance.now() - begun < withinMs); n++) {
      const victim = (['web', 'worker', 'database', 'both'] as const)[n < 4 ? n : Math.floor(Math.random() * 4)]!;
      await killOne(desk, running, victim);
      done[victim]++;
      fallen.push(...(await raise(desk, running)));
      say(`kill ${n + 1} of ${kills} (${victim}): ${load.ledger.mails.size} mails and ${load.ledger.replies.size} replies acknowledged so far`);
      await pause(restMs * (0.3 + Math.random()));
    }
    fallen.push(...(await raise(desk, running)));
    await load.stop();
    const pool = new pg.Pool({ ...desk.database, max: 2 });
    pool.on('error', () => undefined);
    try {
      const late = await rest(pool, settleMs);
      const unknown = await decideUnknown(pool, agent);
      const later = await rest(pool, settleMs);
      const troubles = [...fallen, ...(await raise(desk, running)), ...late, ...later, ...(await account(pool, load.ledger, load.sinkMarks()))];
      return { kills: done, mails: load.ledger.mails.size, replies: load.ledger.replies.size, retries: load.ledger.retries, unknown, troubles };
    } finally {
      await pool.end();
    }
  } finally {
    for (const one of Object.values(running)) if (one?.alive()) await one.stop();
    await desk.remove();
    await sink.close();
  }
}

async function killOne(desk: Desk, running: Record<'web' | 'worker', DeskProcess | null>, victim: Victim): Promise<void> {
  if (victim === 'database') {
    const pid = desk.postmaster();
    if (pid) process.kill(pid, 'SIGKILL');
    return;
  }
  const roles = victim === 'both' ? (['web', 'worker'] as const) : ([victim] as const);
  await Promise.all(roles.map((role) => running[role]!.kill()));
  await pause(Math.random() * 300);
  // Both at once, as a service manager would.
  await Promise.all(roles.map(async (role) => { running[role] = await desk.start(role); }));
}

/** Starts again what ended without having been killed, and says so: that is a trouble of its own. */
async function raise(desk: Desk, running: Record<'web' | 'worker', DeskProcess | null>): Promise<string[]> {
  const fallen: string[] = [];
  for (const role of ['web', 'worker'] as const) {
    const one = running[role];
    if (!one || one.alive()) continue;
    fallen.push(`the ${role} ended by itself:\n${one.output().slice(-1500)}`);
    running[role] = await desk.start(role);
  }
  return fallen;
}

async function rest(pool: pg.Pool, ms: number): Promise<string[]> {
  let left: string[] = ['the database does not answer'];
  for (const end = performance.now() + ms; performance.now() < end; await pause(200)) {
    left = await unfinished(pool).catch(() => left);
    if (!left.length) return [];
  }
  return [`after ${ms / 1000} s there are still ${left.join(', ')}`];
}
