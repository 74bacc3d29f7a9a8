import { setTimeout as pause } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import type { AnySchema, Fact, In, Out, Told } from '../contract.ts';
import { newId } from '../ids.ts';
import type { Actor } from './actor.ts';
import { clock } from './clock.ts';
import { afterCommit, type Db, type Reads, type Tx } from './db.ts';

/** A fact as followers meet it, with the topics of those who may hear it. Its number rises with time, not with commit order. */
export interface Recorded<D = unknown> extends Omit<Told, 'data'> {
  readonly data: D;
  readonly audience: readonly string[];
}
/** A fact as it is written down: its place and who hears it are the database's to know. */
export type Happened<D = unknown> = Omit<Recorded<D>, 'seq' | 'number' | 'audience'>;
/** Topics, or a question for them that is answered where the fact is written. */
export type Hearers = readonly string[] | RawBuilder<string[]>;
/** A place in the journal's safe order. */
export interface Place { readonly xid: string; readonly id: number }

export interface Join { readonly how: 'joins'; readonly fact: Fact; readonly run: (tx: Tx, fact: Happened<never>, actor: Actor) => Promise<void> }
export interface Follow { readonly how: 'follows'; readonly name: string; readonly facts: readonly Fact[]; readonly run: (db: Db, fact: Recorded<never>) => Promise<void> }
export type Follower = Join | Follow;

/** Acts in the same transaction as the fact: both happen or neither. */
export const joins = <D extends AnySchema>(fact: Fact<string, D>, run: (tx: Tx, fact: Happened<Out<D>>, actor: Actor) => Promise<void>): Join =>
  ({ how: 'joins', fact, run: run as Join['run'] });

/** Acts after commit, at least once, in order; must be safe to run twice. `name` keeps its place and never changes. */
export const follows = <F extends Fact>(name: string, facts: readonly F[], run: (db: Db, fact: Recorded<Out<F['data']>>) => Promise<void>): Follow =>
  ({ how: 'follows', name, facts, run: run as Follow['run'] });

const joined = new Map<string, Join[]>();
/** Called once, by the house: tells the journal who joins which fact. */
export function wireJoins(followers: readonly Follower[]): void {
  joined.clear();
  for (const f of followers) if (f.how === 'joins') joined.set(f.fact.name, [...(joined.get(f.fact.name) ?? []), f]);
}

/**
 * Writes down that something happened, in the transaction of the change. `to` lists the topics that may hear it:
 * `person:ID`, `team:ID`, `staff` (every teammate) or `admins`.
 */
export async function record<D extends AnySchema>(
  tx: Tx, actor: Actor, fact: Fact<string, D>, what: { about: string; to: Hearers; data: In<D>; uid?: string; at?: Date },
): Promise<void> {
  const at = what.at ?? clock.now();
  const uid = what.uid ?? newId();
  await tx.insertInto('facts').values({
    uid, at, name: fact.name, about_kind: fact.about, about_id: what.about,
    actor_kind: actor.kind, actor_id: actor.id, audience: 'length' in what.to ? [...what.to] : what.to, shown: fact.shown, data: JSON.stringify(what.data),
  }).execute();
  if (!afterCommit(tx, 'facts', announce)) await sql`select pg_notify('facts', '')`.execute(tx);
  const happened: Happened = { id: uid, name: fact.name, at: at.toISOString(), about: { kind: fact.about, id: what.about }, actor: { kind: actor.kind, id: actor.id }, shown: fact.shown, data: what.data };
  for (const join of joined.get(fact.name) ?? []) await join.run(tx, happened as Happened<never>, actor);
}

const announcing = new WeakMap<Db, { again: boolean }>();
const restMs = 15;
/**
 * Wakes everybody who waits for facts, in all processes. After the commit, as notifying inside makes commits wait for
 * each other, and one for many: the first at once, what comes shortly after it together. A lost one costs two seconds.
 */
function announce(db: Db): void {
  const running = announcing.get(db);
  if (running) { running.again = true; return; }
  const state = { again: false };
  announcing.set(db, state);
  void sql`select pg_notify('facts', '')`.execute(db).catch(() => undefined).then(() => pause(restMs)).then(() => {
    announcing.delete(db);
    if (state.again) announce(db);
  });
}

export const factColumns = sql.join(['id', 'xid', 'uid', 'at', 'name', 'about_kind', 'about_id', 'actor_kind', 'actor_id', 'shown', 'audience', 'data'].map((c) => sql.ref(c)));
export interface Row { id: number; xid: string; uid: string; at: string; name: string; about_kind: string; about_id: string; actor_kind: string; actor_id: string | null; shown: boolean; audience: string[]; data: unknown }

export const shape = (row: Row): Recorded => ({
  seq: `${row.xid}.${row.id}`, id: row.uid, number: row.id, name: row.name, at: row.at,
  about: { kind: row.about_kind, id: row.about_id }, actor: { kind: row.actor_kind, id: row.actor_id }, shown: row.shown, audience: row.audience, data: row.data,
});

/** Whether `a` lies at or behind `b` in the safe order. */
export const reached = (a: Place, b: Place): boolean => { const [x, y] = [BigInt(a.xid), BigInt(b.xid)]; return x > y || (x === y && a.id >= b.id); };
export const seqOf = (place: Place): string => `${place.xid}.${place.id}`;
export function placeOf(seq: string): Place | null {
  const match = /^(\d{1,20})\.(\d{1,19})$/.exec(seq);
  return match ? { xid: match[1]!, id: Number(match[2]) } : null;
}

/**
 * Facts after a place, in the safe order: only those below the oldest writing transaction still running,
 * so a transaction that commits late is never skipped (its facts have a higher place than any yet read).
 */
export async function readFacts(db: Reads, after: Place, limit: number, names?: readonly string[]): Promise<Recorded[]> {
  const { rows } = await sql<Row>`/* hot */ select ${factColumns} from facts where ${safe(after)}
    ${names ? sql`and name = any(${[...names]}::text[])` : sql``} order by xid, id limit ${sql.lit(limit)}`.execute(db);
  return rows.map(shape);
}
const safe = ({ xid, id }: Place) => sql`(xid, id) > (${xid}::xid8, ${id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())`;

/** As `readFacts`, and whether younger facts wait for an older transaction: one question. */
export async function readOn(db: Reads, after: Place, limit: number): Promise<{ facts: Recorded[]; waiting: boolean }> {
  const { rows } = await sql<Row & { waiting: boolean }>`/* hot */ select w.waiting, ${factColumns} from (select ${waiting(sql`pg_snapshot_xmin(pg_current_snapshot())`)} as waiting) w
    left join lateral (select ${factColumns} from facts where ${safe(after)} order by xid, id limit ${sql.lit(limit)}) f on true order by xid, id`.execute(db);
  return { facts: rows.filter((r) => (r.id as number | null) !== null).map(shape), waiting: rows[0]!.waiting };
}

const edge = sql`from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin offset 0) edge
    left join lateral (select xid, id from facts where xid < edge.xmin order by xid desc, id desc limit 1) f on true`;
function waiting(xmin: RawBuilder<unknown>) { return sql<boolean>`coalesce((select newest.xid >= ${xmin} from facts newest order by newest.xid desc, newest.id desc limit 1), false)`; }

/** Two steps down one index, however long the journal: it is asked at every wake-up. */
export const horizonQuery = sql<Place & { readonly waiting: boolean }>`/* hot */
    select coalesce(f.xid, '0'::xid8)::text as xid, coalesce(f.id, 0)::bigint as id,
           ${waiting(sql`edge.xmin`)} as waiting
    ${edge}`;

/** The newest place that is safe to have read up to; `waiting` tells that younger facts wait for an older transaction. */
export const horizon = async (db: Reads): Promise<Place & { waiting: boolean }> => (await horizonQuery.execute(db)).rows[0]!;

/** The newest place that is safe to have read up to, and the names of the facts between `after` and there: one question for all who follow. */
export async function newsAfter(db: Reads, after: Place): Promise<Place & { names: ReadonlySet<string> }> {
  const { rows: [row] } = await sql<Place & { names: string[] }>`/* hot */ select coalesce(f.xid, '0'::xid8)::text as xid, coalesce(f.id, 0)::bigint as id, array(select distinct name from facts where ${safe(after)}) as names ${edge}`.execute(db);
  const { xid, id, names } = row!;
  return { xid, id, names: new Set(names) };
}
