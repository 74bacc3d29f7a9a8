import { sql } from 'kysely';
import { system, type Actor, type PersonActor } from '../../core/server/actor.ts';
import type { Sign } from '../../core/server/activity.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { pause, restart, start } from '../clocks/clocks.ts';
import type { Held } from '../clocks/on-clock.ts';
import { LeaseChanged } from './contract.ts';
import { backOf } from './claim-answers.ts';
import { claimColumns, tables, type ClaimRecord } from './tables.ts';

/** The clock of a claim: it warns when nobody showed a sign of life for the idle time, and runs out when nobody answered. */
export const clockKind = 'claim';
const lease = system('claims');

/** Begins the time of a claim. Its clock is nobody's work, so it stands in no list of what is due. */
export async function startLease(tx: Tx, actor: PersonActor, of: Pick<ClaimRecord, 'id' | 'idle_seconds' | 'warn_seconds'>): Promise<void> {
  await start(tx, actor, { kind: clockKind, label: 'working on it', aboutId: of.id, budgetMs: (of.idle_seconds + of.warn_seconds) * 1000, warn: { beforeMs: of.warn_seconds * 1000 }, to: [`person:${actor.id}`] });
}

/** Tells somebody's browsers how the time of what they work on stands now. */
async function tell(tx: Tx, actor: Actor, row: ClaimRecord): Promise<void> {
  const back = backOf(row);
  const data = { claimId: row.id, ticketId: row.ticket_id, activeAt: row.active_at, warnedAt: row.warned_at, backAt: back === null ? null : new Date(back).toISOString(), protectedAt: row.protected_at };
  await record(tx, actor, LeaseChanged, { about: row.id, to: [`person:${row.person_id}`], data });
}

/**
 * Writes down signs of life of many people at once; several tabs are one person. Nothing is told: the clock looks here before it
 * warns. Who had been asked whether they go on does so.
 */
export async function renew(db: Db, signs: readonly Sign[]): Promise<void> {
  if (!signs.length) return;
  const people = signs.map((s) => s.personId);
  const { rows } = await sql<{ id: string; warned: boolean }>`/* hot */ with those as (
      select c.id, s.at from unnest(${people}::uuid[], ${signs.map((s) => s.at)}::timestamptz[]) as s(person, at) join claims c on c.person_id = s.person
      where c.ended_at is null and c.active_at < s.at order by c.id for update of c)
    update claims c set active_at = those.at from those where c.id = those.id returning c.id, c.warned_at is not null as warned`.execute(db);
  for (const { id, warned } of rows) if (warned) await transact(db, (tx) => goOn(tx, lease, id));
}

/** Goes on: the time of a claim begins anew. The ticket is locked by the caller, or nothing of it changes. */
export async function goOn(tx: Tx, actor: Actor, claimId: string): Promise<void> {
  const row = await tables(tx).updateTable('claims').set({ active_at: clock.now(), warned_at: null }).where('id', '=', claimId).where('ended_at', 'is', null).returning(claimColumns).executeTakeFirst();
  if (!row) return;
  if (!row.protected_at) await anew(tx, row);
  await tell(tx, actor, row);
}

async function anew(tx: Tx, row: ClaimRecord): Promise<void> {
  for (const one of await clocksAbout(tx, row.id, clockKind)) await restart(tx, one.id, row.active_at);
}

const openOf = (db: Reads, personId: string) => tables(db).selectFrom('claims').select(claimColumns).where('person_id', '=', personId).where('ended_at', 'is', null).orderBy('id').forUpdate().execute();

/** A live call: no time passes for what somebody works on, until `unprotectClaim`. */
export async function protectClaim(tx: Tx, actor: Actor, personId: string): Promise<void> {
  for (const before of await openOf(tx, personId)) {
    if (before.protected_at) continue;
    const row = await tables(tx).updateTable('claims').set({ protected_at: clock.now(), active_at: clock.now(), warned_at: null }).where('id', '=', before.id).returning(claimColumns).executeTakeFirstOrThrow();
    for (const one of await clocksAbout(tx, row.id, clockKind)) await pause(tx, actor, one.id, 'On a call');
    await tell(tx, actor, row);
  }
}

/** The call is over: the time begins anew. */
export async function unprotectClaim(tx: Tx, actor: Actor, personId: string): Promise<void> {
  for (const before of await openOf(tx, personId)) {
    if (!before.protected_at) continue;
    const row = await tables(tx).updateTable('claims').set({ protected_at: null, active_at: clock.now() }).where('id', '=', before.id).returning(claimColumns).executeTakeFirstOrThrow();
    await anew(tx, row);
    await tell(tx, actor, row);
  }
}

// ── What the clock does ──────────────────────────────────────────────────────

/**
 * Locks the ticket and the claim before the clock, as everybody does, and says since when it is quiet. Nobody loses a ticket
 * without having been asked: where the house stood still over the warning, it begins with that.
 */
export async function hold(tx: Tx, claimId: string): Promise<Held> {
  const row = await tables(tx).selectFrom('tickets as t').innerJoin('claims as c', 'c.ticket_id', 't.id').select(['c.active_at', 'c.idle_seconds', 'c.warn_seconds', 'c.warned_at'])
    .where('c.id', '=', claimId).where('c.ended_at', 'is', null).forUpdate(['t', 'c']).skipLocked().executeTakeFirst();
  if (!row) return (await tables(tx).selectFrom('claims').select('id').where('id', '=', claimId).where('ended_at', 'is', null).executeTakeFirst()) ? 'busy' : { renewedAt: null };
  const missed = row.warned_at === null && Date.parse(row.active_at) + (row.idle_seconds + row.warn_seconds) * 1000 <= clock.ms();
  if (!missed) return { renewedAt: row.active_at };
  const from = clock.iso(-row.idle_seconds * 1000);
  await tables(tx).updateTable('claims').set({ active_at: from }).where('id', '=', claimId).execute();
  return { renewedAt: from };
}

/** Asks whether they go on, in every browser of theirs. */
export async function warn(tx: Tx, claimId: string): Promise<void> {
  const row = await tables(tx).updateTable('claims').set({ warned_at: clock.now() }).where('id', '=', claimId).where('ended_at', 'is', null).where('protected_at', 'is', null).returning(claimColumns).executeTakeFirst();
  if (row) await tell(tx, lease, row);
}
