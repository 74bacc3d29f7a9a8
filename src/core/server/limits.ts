import { sql } from 'kysely';
import { tooMany } from '../refusals.ts';
import { clock } from './clock.ts';
import type { Db } from './db.ts';
import { refuse } from './refusals.ts';

export interface Limit { readonly max: number; readonly seconds: number }

/**
 * Counts one attempt under a key and says whether it is still within the limit. Counted in the database,
 * outside the caller's transaction, so that neither a rollback, a restart nor a second process forgets it.
 */
export async function attempt(db: Db, key: string, limit: Limit): Promise<{ allowed: boolean; retryAfter: number; count: number }> {
  const now = clock.now();
  const open = new Date(now.getTime() - limit.seconds * 1000);
  const row = await sql<{ count: number; since: string }>`/* hot */
    insert into limits (key, since, count) values (${key}, ${now}, 1)
    on conflict (key) do update set
      count = case when limits.since < ${open} then 1 else limits.count + 1 end,
      since = case when limits.since < ${open} then ${now} else limits.since end
    returning count, since`.execute(db);
  const { count, since } = row.rows[0]!;
  const retryAfter = Math.max(1, Math.ceil((Date.parse(since) + limit.seconds * 1000 - now.getTime()) / 1000));
  return { allowed: count <= limit.max, retryAfter, count };
}

/** Counts one attempt and refuses with `request.too-many` beyond the limit. */
export async function limit(db: Db, key: string, of: Limit): Promise<void> {
  const { allowed, retryAfter } = await attempt(db, key, of);
  if (!allowed) refuse(tooMany, { retryAfter });
}

/** Takes one attempt out of the count again, when it turned out to be a good one. */
export const giveBack = (db: Db, key: string) => sql`update limits set count = greatest(count - 1, 0) where key = ${key}`.execute(db);
export const sweepLimits = (db: Db) => db.deleteFrom('limits').where('since', '<', clock.iso(-48 * 3600_000)).execute();
