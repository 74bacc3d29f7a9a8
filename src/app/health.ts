import { sql } from 'kysely';
import type { Db, Reads } from '../core/server/db.ts';
import { gauge } from '../core/server/metrics.ts';

/** For how many seconds the oldest job that is due has waited; 0 when none does. */
export async function queueAge(db: Reads): Promise<number> {
  const { rows } = await sql<{ age: number | null }>`select extract(epoch from now() - min(run_at))::float8 as age from graphile_worker._private_jobs
    where run_at < now() and locked_at is null and attempts < max_attempts`.execute(db);
  return rows[0]?.age ?? 0;
}

const count = async (rows: Promise<{ n: number } | undefined>): Promise<number> => Number((await rows)?.n ?? 0);

let measured: Db | null = null;

/** Puts how background work stands among the metrics (W-N6); looked up when they are read. Channels measure their own. */
export function measureHealth(of: Db): void {
  const known = measured !== null;
  measured = of;
  if (known) return;
  const db = () => measured!;
  gauge('queue_age_seconds', 'For how long the oldest due job has waited', () => queueAge(db()));
  gauge('facts_parked', 'Facts a follower could not digest', () => count(db().selectFrom('parked_facts').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirst()));
  gauge('clocks_stuck', 'Due times that could not act five times or more', () => count(sql<{ n: number }>`select count(*) as n from clocks where tries >= 5 and next_at is not null`.execute(db()).then((r) => r.rows[0])));
  gauge('jobs_dead', 'Jobs that used up their attempts', () => count(sql<{ n: number }>`select count(*) as n from graphile_worker._private_jobs where attempts >= max_attempts and locked_at is null`.execute(db()).then((r) => r.rows[0])));
}
