import { sql } from 'kysely';
import { clock } from './clock.ts';
import { databaseTrouble, type Db, type Reads, type Tx } from './db.ts';
import { factColumns, horizon, reached, readFacts, shape, type Follow, type Place, type Recorded, type Row } from './journal.ts';
import { log } from './log.ts';

const batch = 100;
const tries = 5;
const keepEveryMs = 250;

/** How many facts a follower handled, and up to where nothing is left for it. */
export interface Caught { readonly handled: number; readonly place: Place | null }

/**
 * Brings one follower up to date: reads facts in the safe order from its place and runs it on each.
 * Only one process works for a follower at a time, so any number of workers may call this; one does the work, the rest pass.
 * `known`: up to there nothing is for this follower, so that what concerns others is not read over and over.
 */
export async function catchUp(db: Db, follow: Follow, known: Place | null = null, looked?: Place): Promise<Caught> {
  // Looked up before the facts are read: all that lies before it is seen by that read.
  const edge = looked ?? (await horizon(db));
  // The lock is an advisory one: a row lock would take a transaction number and hold back every reader of the journal.
  const { trouble, ...caught } = await db.transaction().execute(async (lock): Promise<Caught & { trouble?: unknown }> => {
    await sql`/* later */ select set_config('baton.free', pg_try_advisory_xact_lock(hashtextextended(${`follower ${follow.name}`}, 0))::text, true)`.execute(lock);
    const stand = await standOf(lock, follow, known ?? nowhere);
    if (!stand) return { handled: 0, place: null };
    const { kept, facts } = stand;
    const from = known && reached(known, kept) ? known : kept;
    const run = await digestAll(db, follow, facts, from);
    const place = run.trouble === undefined && facts.length < batch && reached(edge, run.place) ? edge : run.place;
    // Passing over what is not for it is written down only now and then.
    if (run.handled || place.id - kept.id > 1000) await keepPlace(lock, follow, place);
    return { ...run, place };
  });
  if (trouble !== undefined) throw trouble;
  return caught;
}

const nowhere: Place = { xid: '0', id: 0 };

/** Where a follower stands and what comes next for it, for whoever holds its lock: asked after the lock, so that nothing another process did is missed. */
async function standOf(lock: Tx, follow: Follow, known: Place): Promise<{ kept: Place; facts: Recorded[] } | null> {
  const ahead = sql`(xid, id) > (${known.xid}::xid8, ${known.id}::bigint)`;
  const { rows } = await sql<Row & { kept_xid: string; kept_id: number }>`/* hot */ select p.kept_xid, p.kept_id, ${factColumns}
    from (select xid as kept_xid, id as kept_id, case when ${ahead} then xid else ${known.xid}::xid8 end as from_xid, case when ${ahead} then id else ${known.id}::bigint end as from_id
      from follower_places where name = ${follow.name} and current_setting('baton.free', true) = 'true') p
    left join lateral (select ${factColumns} from facts where (xid, id) > (p.from_xid, p.from_id) and xid < pg_snapshot_xmin(pg_current_snapshot()) and name = any(${follow.facts.map((f) => f.name)}::text[]) order by xid, id limit ${sql.lit(batch)}) f on true order by xid, id`.execute(lock);
  return rows[0] ? { kept: { xid: rows[0].kept_xid, id: rows[0].kept_id }, facts: rows.filter((r) => (r.id as number | null) !== null).map(shape) } : null;
}

/** In order; the place is kept every so often, so that not much is done twice after a crash. Stops when the database is in trouble. */
async function digestAll(db: Db, follow: Follow, facts: readonly Recorded[], from: Place): Promise<{ handled: number; place: Place; trouble?: unknown }> {
  let place = from;
  let handled = 0;
  let keptAt = performance.now();
  try {
    for (const fact of facts) {
      await digest(db, follow, fact);
      place = { xid: fact.seq.split('.')[0]!, id: fact.number };
      handled++;
      if (performance.now() - keptAt < keepEveryMs) continue;
      await keepPlace(db, follow, place);
      keptAt = performance.now();
    }
    return { handled, place };
  } catch (trouble) {
    return { handled, place, trouble };
  }
}

const keepPlace = (db: Reads, follow: Follow, { xid, id }: Place) => db.updateTable('follower_places').set({ xid, id, at: clock.now() }).where('name', '=', follow.name).execute();

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

/** Makes what this transaction has recorded so far history: followers go on after it and never hear of it. For data that is brought in. */
export const passOver = (tx: Tx) => sql`update follower_places set (xid, id) = (select xid, id from facts order by xid desc, id desc limit 1) where exists (select from facts)`.execute(tx);

/** Facts that a follower could not digest, newest first. */
export const parkedFacts = (db: Reads, limit = 100) => db.selectFrom('parked_facts as p').innerJoin('facts as f', 'f.id', 'p.fact_id')
  .select(['p.follower', 'p.fact_id as factId', 'f.name', 'f.at as happenedAt', 'p.attempts', 'p.reason', 'p.at']).orderBy('p.at', 'desc').limit(limit).execute();

/** Hands a parked fact to its follower once more; on success it is no longer parked. */
export async function retryParked(db: Db, all: readonly Follow[], follower: string, factId: number): Promise<boolean> {
  const follow = all.find((f) => f.name === follower);
  const row = await db.selectFrom('parked_facts as p').innerJoin('facts as f', 'f.id', 'p.fact_id').select(['f.xid', 'f.id']).where('p.follower', '=', follower).where('p.fact_id', '=', factId).executeTakeFirst();
  if (!follow || !row) return false;
  const [fact] = await readFacts(db, { xid: String(row.xid), id: row.id - 1 }, 1);
  if (!fact || fact.number !== factId) return false;
  await follow.run(db, fact as Recorded<never>);
  await db.deleteFrom('parked_facts').where('follower', '=', follower).where('fact_id', '=', factId).execute();
  return true;
}
