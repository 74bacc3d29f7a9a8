import type pg from 'pg';
import { z } from 'zod';

/** A job as backups keep it: what is to be done and when, not which worker held it. */
const keptJob = z.object({
  name: z.string(), payload: z.unknown(), queue: z.string().nullable(), at: z.string(), attempts: z.number(), max: z.number(), key: z.string().nullable(), priority: z.number(), error: z.string().nullable(),
});
export const keptJobs = z.array(keptJob);
export type KeptJob = z.infer<typeof keptJob>;

export async function jobsOf(client: pg.ClientBase): Promise<KeptJob[]> {
  const { rows: [there] } = await client.query<{ there: boolean }>(`select to_regclass('graphile_worker._private_jobs') is not null as there`);
  if (!there?.there) return [];
  const { rows } = await client.query<KeptJob>(
    `select t.identifier as name, j.payload, q.queue_name as queue, j.run_at as at, j.attempts, j.max_attempts as max, j.key, j.priority, j.last_error as error
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by j.id`);
  return rows;
}

/** Puts jobs into an empty queue: those that wait go on when they are due, those that gave up stay for a person to look at. */
export async function putJobs(client: pg.ClientBase, jobs: readonly KeptJob[]): Promise<void> {
  await client.query('delete from graphile_worker._private_jobs');
  for (const job of jobs) {
    await client.query(
      `with made as (select id from graphile_worker.add_job($1, $2::json, $3, $4::timestamptz, $5::int, $6, $7::int))
       select id from made`, [job.name, JSON.stringify(job.payload), job.queue, job.at, job.max, job.key, job.priority]).then(({ rows }) =>
      client.query('update graphile_worker._private_jobs set attempts = $2, last_error = $3 where id = $1', [(rows[0] as { id: number }).id, job.attempts, job.error]));
  }
}
