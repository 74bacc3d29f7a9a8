import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCronItems, run, runMigrations, runOnce, Logger, type Runner, type Task, type TaskList, type WorkerEvents } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import { clock } from './clock.ts';
import { databaseTrouble, type Db } from './db.ts';
import type { Job } from './jobs.ts';
import { log } from './log.ts';
import { jobSeconds } from './metrics.ts';
import { alive, birthOf } from './postgres/living.ts';

export interface JobRow { readonly id: string; readonly name: string; readonly reason: string | null; readonly attempts: number; readonly at: string }

const quiet = new Logger(() => (level, message, meta) => {
  if (level === 'error') log.error('job failed', { message, error: meta?.error });
  else if (level === 'warning') log.warn(message);
});

const beatMs = 10_000;
const deadAfterMs = 45_000;
/** This process, told apart from every other one, also from a later one with its number. */
const here = { host: hostname(), pid: process.pid, birth: birthOf(process.pid) };

/** Whether a process of this machine, as written down by it, is gone; of other machines nobody here knows. */
function goneFromHere(written: string | null): boolean {
  const [host, pid, birth] = (written ?? '').split('|');
  if (host !== here.host || !pid || !birth) return false;
  return !alive(Number(pid)) || birthOf(Number(pid)) !== birth;
}

function taskOf(db: Db, job: Job): Task {
  return async (payload, helpers) => {
    const end = jobSeconds.startTimer({ job: job.name });
    try {
      const data = z.parse(job.schema as unknown as z.core.$ZodType, payload ?? {});
      const { attempts, max_attempts } = helpers.job;
      await job.run(data, { db, attempt: attempts, lastAttempt: attempts >= max_attempts, signal: helpers.abortSignal ?? new AbortController().signal });
    } finally {
      end();
    }
  };
}

/** Runs the jobs of one process, and frees those that a dead process held: at once on the same machine, within a minute elsewhere. */
export class JobRunner {
  private runner: Runner | null = null;
  private beat: NodeJS.Timeout | null = null;
  private readonly tasks: TaskList;
  private open: () => Promise<void> = async () => undefined;
  private stopped = false;
  private renewing: Promise<void> | null = null;
  private readonly db: Db;
  private readonly pool: pg.Pool;
  private readonly jobs: readonly Job[];

  constructor(db: Db, pool: pg.Pool, jobs: readonly Job[]) {
    this.db = db;
    this.pool = pool;
    this.jobs = jobs;
    this.tasks = Object.fromEntries(jobs.map((j) => [j.name, taskOf(db, j)]));
  }

  static prepare = (pool: pg.Pool): Promise<void> => runMigrations({ pgPool: pool, logger: quiet });

  async start(concurrency: number): Promise<void> {
    const beating = () => this.heartbeat().catch((error: Error) => log.warn('heartbeat failed', { reason: error.message }));
    await beating();
    this.beat = setInterval(() => void beating(), beatMs);
    this.beat.unref();
    // Items, not a crontab text, which does not take the dots in our names.
    const parsedCronItems = parseCronItems(this.jobs.filter((j) => j.every).map((j) => ({ task: j.name, match: j.every!, options: { maxAttempts: j.attempts } })));
    this.open = async () => {
      const events: WorkerEvents = new EventEmitter();
      // Listened to before it runs: jobs are held under the name of the pool, which is known from then on only.
      events.on('pool:create', ({ workerPool }) => void this.adopt(workerPool.id));
      events.on('pool:listen:error', () => this.renew());
      const runner = await run({ pgPool: this.pool, taskList: this.tasks, concurrency, events, noHandleSignals: true, pollInterval: 2000, parsedCronItems, logger: quiet, gracefulShutdownAbortTimeout: 20_000 });
      runner.promise.then(() => this.renew(), () => this.renew());
      this.runner = runner;
    };
    await this.open().catch((error: unknown) => {
      if (!databaseTrouble(error)) throw error;
      this.renew();
    });
  }

  /**
   * After trouble with the database the runner is replaced by one of another name, and what the old one still holds is
   * free: it may have been given a job, or have finished one, without either side knowing.
   */
  renew(): void {
    if (this.stopped || this.renewing) return;
    const old = { runner: this.runner, names: [...this.held] };
    this.held.clear();
    // Ended here: who stops meanwhile has none left to stop.
    this.runner = null;
    this.renewing = (async () => {
      await Promise.race([old.runner?.stop().catch(() => undefined), pause(30_000, undefined, { ref: false })]);
      for (let said = false; !this.stopped; said = true) {
        try {
          if (old.names.length) await this.free(old.names);
          return await this.open();
        } catch (error) {
          if (!said) log.warn('jobs wait for the database', { reason: String(error) });
          await pause(500, undefined, { ref: false });
        }
      }
    })().finally(() => { this.renewing = null; });
  }

  /** Runs everything that is due, then returns; for tests. */
  once = (): Promise<void> => runOnce({ pgPool: this.pool, taskList: this.tasks, noHandleSignals: true, logger: quiet });

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.beat) clearInterval(this.beat);
    await this.renewing;
    await this.runner?.stop();
    this.runner = null;
    if (this.held.size) await this.db.deleteFrom('workers').where('id', 'in', [...this.held]).execute().catch(() => undefined);
  }

  /** Names under which this process holds jobs. */
  private readonly held = new Set<string>();
  private async adopt(name: string): Promise<void> {
    this.held.add(name);
    await this.heartbeat().catch(() => undefined);
  }

  /** Says "these live", and takes the jobs of those that have not said so for 45 s. */
  private async heartbeat(): Promise<void> {
    for (const id of this.held) {
      await this.db.insertInto('workers').values({ id, beat_at: clock.now(), process: `${here.host}|${here.pid}|${here.birth}` }).onConflict((c) => c.column('id').doUpdateSet({ beat_at: clock.now() })).execute();
    }
    const silent = await sql<{ id: string }>`select distinct j.locked_by as id from graphile_worker.jobs j left join workers w on w.id = j.locked_by
      where j.locked_by is not null and j.locked_at < now() - interval '45 seconds'
        and (w.id is null or w.beat_at < ${new Date(clock.ms() - deadAfterMs)})`.execute(this.db);
    const gone = (await this.db.selectFrom('workers').select(['id', 'process']).execute()).filter((w) => goneFromHere(w.process));
    const dead = [...new Set([...silent.rows, ...gone].map((w) => w.id))];
    if (!dead.length) return;
    log.warn('freeing jobs of dead workers', { workers: dead.length });
    await this.free(dead);
  }

  private async free(names: readonly string[]): Promise<void> {
    await sql`select graphile_worker.force_unlock_workers(${[...names]}::text[])`.execute(this.db);
    await this.db.deleteFrom('workers').where('id', 'in', [...names]).execute();
  }
}
