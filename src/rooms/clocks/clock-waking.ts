import { sql } from 'kysely';
import { clock } from '../../core/server/clock.ts';
import { afterCommit, type Tx } from '../../core/server/db.ts';

/** Runners look at least so often by themselves. */
export const longestSleepMs = 30_000;
export const channel = 'clocks';

/** Wakes the runners for a clock that is due before they would look by themselves; others they find in time. */
export async function wakeFor(tx: Tx, at: number): Promise<void> {
  if (at > clock.ms() + longestSleepMs + 1000) return;
  const say = sql`select pg_notify(${channel}, '')`;
  if (!afterCommit(tx, channel, (db) => void say.execute(db).catch(() => undefined))) await say.execute(tx);
}
