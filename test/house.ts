import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type pg from 'pg';
import { openHouse, type House } from '../src/app/house.ts';
import { clock } from '../src/core/server/clock.ts';
import { readConfig, useConfig, type Config } from '../src/core/server/config.ts';
import { log } from '../src/core/server/log.ts';
import { queueDueMail } from '../src/core/server/mail-queue.ts';
import { openSecrets } from '../src/core/server/secrets.ts';
import { cloneMigrated } from './cluster.ts';
import { connection } from './connection.ts';

export interface TestHouse extends House {
  readonly database: pg.PoolConfig;
  /** Runs followers, due jobs and due clocks until nothing is left to do. */
  settle(): Promise<void>;
  /** Moves time forward ("2m30s", "3h", "1d") and settles. */
  advance(by: string): Promise<void>;
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const spanOf = (text: string): number => [...text.matchAll(/(\d+)(ms|[smhd])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * units[unit!]!, 0);

/** The whole product on a database of its own, without background work: `settle` runs that by hand. */
export async function openTestHouse(options: { config?: Partial<Config>; channels?: boolean; work?: boolean } = {}): Promise<TestHouse> {
  log.set('error');
  const data = await mkdtemp(join(tmpdir(), 'baton-house-'));
  useConfig({ ...readConfig({}, data), data, port: 0, smtpPort: 0, rateLimit: 100_000, ...options.config });
  openSecrets(join(data, 'secret'));
  const database = await cloneMigrated(connection());
  // However many a test starts at once, they wait for a connection, also on a machine that is busy with other things.
  const house = await openHouse({ database: { ...database.options, connectionTimeoutMillis: 60_000 }, web: true, work: options.work ?? false, channels: options.channels ?? false });
  const settle = async () => {
    await house.activity?.flush();
    for (let round = 0; round < 100; round++) {
      const facts = await house.followerRunner.drain();
      await queueDueMail(house.db);
      const due = await dueJobs(house);
      if (due) await house.jobRunner.once();
      const clocks = await house.clockRunner.once();
      if (!facts && !due && !clocks) return;
    }
    throw new Error('the house does not settle: some work makes new work for ever');
  };
  return {
    ...house, database: database.options, settle,
    async advance(by) {
      const ms = spanOf(by);
      clock.shift(ms);
      await sql`update graphile_worker._private_jobs set run_at = run_at - make_interval(secs => ${ms / 1000}) where locked_at is null`.execute(house.db);
      await settle();
    },
    async close() {
      await house.close();
      await database.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function dueJobs(house: House): Promise<number> {
  const rows = await sql<{ n: number }>`select count(*) as n from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts and locked_at is null`.execute(house.db);
  return rows.rows[0]!.n;
}
