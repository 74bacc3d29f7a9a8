import { sql } from 'kysely';
import type { AnySchema, In, Out } from '../contract.ts';
import { clock } from './clock.ts';
import type { Db, Reads } from './db.ts';
import type { JobRow } from './job-runner.ts';

export interface JobContext { readonly db: Db; readonly attempt: number; readonly lastAttempt: boolean; readonly signal: AbortSignal }
export interface Job<S extends AnySchema = AnySchema> {
  readonly name: string;
  readonly schema: S;
  readonly attempts: number;
  /** Jobs of one queue run one after another. */
  queue?(payload: Out<S>): string;
  run(payload: Out<S>, context: JobContext): Promise<void>;
  /** A crontab line (UTC) for jobs that repeat. */
  readonly every?: string;
}

/** Background work with a name. It may run more than once: it must be safe to repeat. */
export const job = <S extends AnySchema>(name: string, schema: S, options: { attempts?: number; queue?: (payload: Out<S>) => string; every?: string }, run: Job<S>['run']): Job<S> =>
  ({ name, schema, attempts: options.attempts ?? 12, queue: options.queue, every: options.every, run });

/**
 * Enqueues work in the caller's transaction: it exists when the change commits and not otherwise.
 * `at` delays it; the same `key` replaces a job that still waits.
 */
export async function enqueue<S extends AnySchema>(tx: Reads, to: Pick<Job<S>, 'name' | 'attempts' | 'queue'>, payload: In<S>, options: { at?: Date; key?: string } = {}): Promise<void> {
  // The queue keeps the database's own time; a moved test clock is taken out again.
  const at = options.at ? new Date(options.at.getTime() - clock.shifted()) : null;
  await sql`/* later */ select graphile_worker.add_job(${to.name}, ${JSON.stringify(payload)}::json, ${to.queue?.(payload as Out<S>) ?? null}::text,
    ${at}::timestamptz, ${to.attempts}::int, ${options.key ?? null}::text)`.execute(tx);
}

/** Enqueues the same work for several payloads in one statement. */
export async function enqueueAll<S extends AnySchema>(tx: Reads, to: Pick<Job<S>, 'name' | 'attempts'>, payloads: readonly In<S>[]): Promise<void> {
  if (!payloads.length) return;
  await sql`/* later */ select graphile_worker.add_job(${to.name}, p, null::text, null::timestamptz, ${to.attempts}::int, null::text) from json_array_elements(${JSON.stringify(payloads)}::json) p`.execute(tx);
}

/** Jobs that used up their attempts, newest first: shown to admins, who may run them again. */
export async function deadJobs(db: Reads, limit = 100): Promise<JobRow[]> {
  const rows = await sql<JobRow>`select id::text, task_identifier as name, last_error as reason, attempts, updated_at as at
    from graphile_worker.jobs where attempts >= max_attempts and locked_at is null order by updated_at desc limit ${limit}`.execute(db);
  return rows.rows;
}
/** Runs such a job again from its first attempt; false when there is none. */
export async function reviveJob(db: Reads, id: string): Promise<boolean> {
  const { rows } = await sql`select id from graphile_worker.reschedule_jobs(
    array(select id from graphile_worker.jobs where id = ${id}::bigint and attempts >= max_attempts and locked_at is null), run_at := now(), attempts := 0)`.execute(db);
  return rows.length > 0;
}
