import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { background, failedAgain } from '../background-contract.ts';
import { notFound } from '../refusals.ts';
import { clock } from './clock.ts';
import { config } from './config.ts';
import { databaseTrouble, type Db, type Reads } from './db.ts';
import { parkedFacts, retryParked } from './followers.ts';
import { deadJobs, reviveJob } from './jobs.ts';
import type { Follow } from './journal.ts';
import { log } from './log.ts';
import { refuse } from './refusals.ts';
import { implement, type Route } from './serve.ts';

/** What the core is told of the house it stands in. */
export interface Standing { readonly follows: readonly Follow[]; readonly version: string; queueAge(db: Reads): Promise<number> }

/** What background work gave up on, with the way to try again, and how the server stands: for admins. */
export const backgroundRoutes = ({ follows, version, queueAge }: Standing): Route[] => implement('system', background, {
  list: async ({ db }) => ({ facts: await parkedFacts(db), jobs: await deadJobs(db) }),
  async retryFact({ db, params }) {
    if (!(await tryAgain(db, follows, params.follower, params.factId))) refuse(notFound);
    return { ok: true as const };
  },
  async retryJob({ tx, params }) {
    if (!(await reviveJob(tx, params.id))) refuse(notFound);
    return { ok: true as const };
  },
  async system({ db }) {
    const { rows: [found] } = await sql<{ version: string; bytes: number; files: number; fileBytes: number }>`select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes,
      (select count(*) from blobs)::int as files, (select coalesce(sum(bytes), 0) from blobs)::float8 as "fileBytes"`.execute(db);
    const { version: database, bytes, files, fileBytes } = found!;
    return { version, node: process.versions.node, database: { version: database, embedded: !config().databaseUrl, bytes }, files: { count: files, bytes: fileBytes }, disk: await diskRoom(), queueSeconds: Math.round(await queueAge(db)) };
  },
});

/** The follower's own failure is written down and told; the database being away is not its failure. */
async function tryAgain(db: Db, follows: readonly Follow[], follower: string, factId: number): Promise<boolean> {
  try {
    return await retryParked(db, follows, follower, factId);
  } catch (error) {
    if (databaseTrouble(error)) throw error;
    log.warn('follower failed again', { follower, number: factId, error });
    const reason = String(error);
    await db.updateTable('parked_facts').set((e) => ({ attempts: e('attempts', '+', 1), reason, at: clock.now() })).where('follower', '=', follower).where('fact_id', '=', factId).execute();
    return refuse(failedAgain, { reason });
  }
}

async function diskRoom() {
  try {
    const { bavail, blocks, bsize } = await statfs(config().data);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}
