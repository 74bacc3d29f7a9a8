import { sql } from 'kysely';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { databaseTrouble, transact, type Db, type Tx } from '../../core/server/db.ts';
import { log } from '../../core/server/log.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { wakeFor } from './clock-waking.ts';
import { change, restart } from './clocks.ts';
import { ClockRanOut, ClockWarned } from './contract.ts';
import { act, hold } from './on-clock.ts';
import { dueNow, nextOf, retryMs } from './rules.ts';
import { clockColumns, tables } from './tables.ts';

const actor = system('clock');
const batch = 200;
const lanes = 4;

/** `busy`: somebody holds the ticket or the clock right now; it is tried again shortly. `renewed`: its time began anew, it is due again later. */
type Outcome = 'fired' | 'renewed' | 'busy' | 'not-due' | 'failed';

/**
 * Does what is due, each clock in a transaction of its own, so that one that fails is in nobody's way. Any number of
 * processes may do this at once: a clock is locked while it acts, and what it did commits with its new state.
 */
export async function fireDue(db: Db): Promise<{ fired: number; busy: number }> {
  const due = await tables(db).selectFrom('clocks').select(['id', 'ticket_id', 'kind', 'about_id']).where('next_at', '<=', clock.iso()).orderBy('next_at').limit(batch).execute();
  const waiting = due.values();
  const outcomes: Outcome[] = [];
  let trouble: unknown;
  await Promise.all(Array.from({ length: Math.min(lanes, due.length) }, async () => {
    for (const one of waiting) {
      if (trouble !== undefined) return;
      try { outcomes.push(await fire(db, one)); } catch (error) { trouble ??= error; }
    }
  }));
  if (trouble !== undefined) throw trouble;
  const count = (what: Outcome) => outcomes.filter((o) => o === what).length;
  return { fired: count('fired') + count('renewed') + count('failed'), busy: count('busy') };
}

interface Due { readonly id: string; readonly ticket_id: string | null; readonly kind: string; readonly about_id: string }

async function fire(db: Db, due: Due): Promise<Outcome> {
  try {
    return await transact(db, (tx) => fireOne(tx, due));
  } catch (error) {
    if (databaseTrouble(error)) throw error;
    await putOff(db, due.id, error);
    return 'failed';
  }
}

async function fireOne(tx: Tx, { id, ticket_id: ticketId, kind, about_id: aboutId }: Due): Promise<Outcome> {
  const ticket = ticketId ? await lockForDue(tx, ticketId, true) : null;
  if (ticketId && !ticket) return 'busy';
  const held = await hold(tx, kind, aboutId);
  if (held === 'busy') return 'busy';
  const row = await tables(tx).selectFrom('clocks').select(clockColumns).where('id', '=', id).forUpdate().skipLocked().executeTakeFirst();
  if (!row) return 'busy';
  const now = clock.ms();
  if (row.state !== 'running' || !row.next_at || Date.parse(row.next_at) > now) return 'not-due';
  if (held.renewedAt !== null && held.renewedAt > row.running_since!) return (await restart(tx, id, held.renewedAt)) ? 'renewed' : 'not-due';
  const times = { warnAt: row.warn_at === null ? null : Date.parse(row.warn_at), warned: row.warned_at !== null, dueAt: Date.parse(row.due_at), tries: row.tries };
  const what = dueNow(times, now);
  const clean = { tries: 0, trouble: null };
  if (what === 'warn') {
    const after = await change(tx, actor, ticket, row, { ...clean, warned_at: clock.iso(), next_at: row.due_at }, 'warned', ClockWarned);
    await act(tx, 'warned', after);
  } else if (what === 'run-out') {
    const after = await change(tx, actor, ticket, row, { ...clean, state: 'ran-out', used_ms: row.budget_ms, running_since: null, ran_out_at: clock.iso(), next_at: null }, 'ran-out', ClockRanOut);
    await act(tx, 'ranOut', after);
  } else {
    // Moved between two tries of one that failed: nothing is due yet.
    await tables(tx).updateTable('clocks').set({ ...clean, next_at: new Date(nextOf(times)) }).where('id', '=', id).execute();
    return 'not-due';
  }
  return 'fired';
}

/** After a failure it is tried again, later each time, and shown to admins from the fifth on. */
async function putOff(db: Db, id: string, error: unknown): Promise<void> {
  const row = await tables(db).selectFrom('clocks').select(['tries', 'kind', 'due_at']).where('id', '=', id).executeTakeFirst();
  const tries = (row?.tries ?? 0) + 1;
  // What fails before it is due does not make it late.
  const [soon, due] = [clock.ms() + retryMs(tries), row ? Date.parse(row.due_at) : 0];
  const next = due > clock.ms() ? Math.min(soon, due) : soon;
  log.warn('a clock could not act', { clock: id, kind: row?.kind, tries, error });
  await tables(db).updateTable('clocks').set({ tries, trouble: String(error).slice(0, 500), next_at: new Date(next) }).where('id', '=', id).where('state', '=', 'running').execute();
}

/** When the next clock has something to do; null: none runs. */
export async function nextFiring(db: Db): Promise<number | null> {
  const { rows: [row] } = await sql<{ next: string }>`/* hot */ select next_at as next from clocks where next_at is not null order by next_at limit 1`.execute(db);
  return row ? Date.parse(row.next) : null;
}

/** Lets a clock that failed try again at once; false when none such is there. */
export async function retryNow(tx: Tx, id: string): Promise<boolean> {
  const row = await tables(tx).updateTable('clocks').set({ next_at: clock.now() }).where('id', '=', id).where('state', '=', 'running').where('tries', '>', 0).returning('id').executeTakeFirst();
  if (row) await wakeFor(tx, clock.ms());
  return row !== undefined;
}
