import { sql } from 'kysely';
import { tooMany } from '../refusals.ts';
import { clock } from './clock.ts';
import type { Db } from './db.ts';
import { refuse } from './refusals.ts';

/** At most `max` attempts in any stretch of `seconds`. */
export interface Limit { readonly max: number; readonly seconds: number }
const slices = 10;
// One more than the time has: the oldest one lies partly inside of it, and counts until all of it is past.
const kept = slices + 1;

/**
 * Counts one attempt under a key and says whether it is still within the limit; one that is not does not count. The limit
 * slides: attempts are counted in tenths of its time, each forgotten when all of it is past, so that no burst over an edge
 * is let in twice. Counted in the database, outside the caller's transaction, so that neither a rollback, a restart nor a
 * second process forgets it. `count` rises by one beyond the limit with each attempt that is refused in a row.
 */
export async function attempt(db: Db, key: string, limit: Limit): Promise<{ allowed: boolean; retryAfter: number; count: number }> {
  const now = clock.now();
  const slice = limit.seconds / slices;
  const row = await sql<{ since: string; counts: number[]; refused: number }>`/* hot */
    insert into limits as l (key, since, counts) values (${key}, ${now}::timestamptz, array[1])
    on conflict (key) do update set (since, counts, refused) = (
      select at, case when fits then array[coalesce(counts[1], 0) + 1] || counts[2:] else counts end, case when fits then 0 else l.refused + 1 end
      from (select at, counts, coalesce((select sum(n) from unnest(counts) n), 0) < ${limit.max}::int as fits
        from (select began + passed * ${slice}::float8 * interval '1 second' as at, (array_fill(0, array[least(passed, ${kept}::int)::int]) || l.counts)[1:${kept}::int] as counts
          from (select least(l.since, ${now}::timestamptz) as began, greatest(0, floor(extract(epoch from ${now}::timestamptz - l.since)::float8 / ${slice}::float8)) as passed) t) t) t)
    returning since, counts, refused`.execute(db);
  const { since, counts, refused } = row.rows[0]!;
  const allowed = refused === 0;
  return { allowed, retryAfter: allowed ? 0 : waitFor(counts, limit, (now.getTime() - Date.parse(since)) / 1000), count: counts.reduce((a, b) => a + b, 0) + refused };
}

/** Seconds until enough of the oldest slices are past that one more fits; `into` of the newest one are past already. */
function waitFor(counts: readonly number[], { max, seconds }: Limit, into: number): number {
  let left = counts.reduce((a, b) => a + b, 0);
  let oldest = counts.length - 1;
  while (oldest > 0 && left - counts[oldest]! >= max) left -= counts[oldest--]!;
  return Math.max(1, Math.ceil((kept - oldest) * (seconds / slices) - into));
}

/** Counts one attempt and refuses with `request.too-many` beyond the limit. */
export async function limit(db: Db, key: string, of: Limit): Promise<void> {
  const { allowed, retryAfter } = await attempt(db, key, of);
  if (!allowed) refuse(tooMany, { retryAfter });
}

/** Takes one attempt out of the count again, when it turned out to be a good one. */
export const giveBack = (db: Db, key: string) => sql`update limits set counts[1] = greatest(counts[1] - 1, 0) where key = ${key}`.execute(db);
export const sweepLimits = (db: Db) => db.deleteFrom('limits').where('since', '<', clock.iso(-48 * 3600_000)).execute();
