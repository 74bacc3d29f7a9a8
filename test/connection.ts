import type pg from 'pg';
import { inject } from 'vitest';

/**
 * The database server of this worker. Files that run at the same time do not share one: a transaction in any of its
 * databases holds back whoever reads the journal in another.
 */
export function connection(): pg.PoolConfig {
  const all = inject('connections');
  return all[(Number(process.env.VITEST_POOL_ID) - 1) % all.length]!;
}
