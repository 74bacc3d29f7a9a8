import { sql } from 'kysely';
import { clock } from './clock.ts';
import { databaseTrouble, type Db } from './db.ts';
import { readFacts, type Follow, type Recorded } from './journal.ts';
import { log } from './log.ts';

const batch = 100;
const tries = 5;

/**
 * Brings one follower up to date: reads facts in the safe order from its place and runs it on each.
 * Only one process works for a follower at a time, so any number of workers may call this; one does the work, the rest pass.
 * Answers how many facts were handled.
 */
export async function catchUp(db: Db, follow: Follow): Promise<number> {
  const names = follow.facts.map((f) => f.name);
  // The lock is an advisory one: a row lock would take a transaction number and hold back every reader of the journal.
  return await db.transaction().execute(async (lock) => {
    const free = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`follower ${follow.name}`}, 0)) as got`.execute(lock);
    if (!free.rows[0]?.got) return 0;
    const place = await lock.selectFrom('follower_places').select(['xid', 'id']).where('name', '=', follow.name).executeTakeFirstOrThrow();
    const facts = await readFacts(lock, { xid: String(place.xid), id: place.id }, batch, names);
    for (const fact of facts) {
      await digest(db, follow, fact);
      await db.updateTable('follower_places').set({ xid: fact.seq.split('.')[0]!, id: fact.number, at: clock.now() }).where('name', '=', follow.name).execute();
    }
    return facts.length;
  });
}

/** Runs the follower on one fact; after several failures the fact is parked with its reason and the next goes on. */
async function digest(db: Db, follow: Follow, fact: Recorded): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await follow.run(db, fact as Recorded<never>);
    } catch (error) {
      if (databaseTrouble(error)) throw error;
      log.warn('follower failed', { follower: follow.name, fact: fact.id, name: fact.name, attempt, error });
      if (attempt < tries) continue;
      await db.insertInto('parked_facts').values({ follower: follow.name, fact_id: fact.number, attempts: attempt, reason: String(error), at: clock.now() })
        .onConflict((c) => c.doNothing()).execute();
      return;
    }
  }
}

/** Gives each follower a place. A new one begins at the end of the journal: it never acts on the past. */
export async function placeFollowers(db: Db, all: readonly Follow[]): Promise<void> {
  for (const follow of all) {
    await sql`insert into follower_places (name, xid, id, at)
      select ${follow.name}, coalesce(max(xid), '0'::xid8), coalesce(max(id), 0), ${clock.now()}
      from (select xid, id from facts order by xid desc, id desc limit 1) f on conflict (name) do nothing`.execute(db);
  }
}

/** Hands a parked fact to its follower once more; on success it is no longer parked. */
export async function retryParked(db: Db, all: readonly Follow[], follower: string, factId: number): Promise<boolean> {
  const follow = all.find((f) => f.name === follower);
  const row = await db.selectFrom('facts').select(['xid', 'id']).where('id', '=', factId).executeTakeFirst();
  if (!follow || !row) return false;
  const [fact] = await readFacts(db, { xid: String(row.xid), id: row.id - 1 }, 1);
  if (!fact || fact.number !== factId) return false;
  await follow.run(db, fact as Recorded<never>);
  await db.deleteFrom('parked_facts').where('follower', '=', follower).where('fact_id', '=', factId).execute();
  return true;
}
