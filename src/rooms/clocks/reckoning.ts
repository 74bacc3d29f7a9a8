import { system } from '../../core/server/actor.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { paceOf, times } from './business-time.ts';
import { wakeFor } from './clock-waking.ts';
import { change, running } from './clocks.ts';
import { ClockMoved } from './contract.ts';
import type { Warning } from './rules.ts';
import { clockColumns, tables } from './tables.ts';

export const reckonJob = { name: 'clocks.reckon-anew', attempts: 12 } as const;
const actor = system('calendar');

/** After a calendar changed: what runs by it is due when the rest of its time has passed by the new hours. Safe to repeat. */
export async function reckonAnew(db: Db, calendarId: string, signal: AbortSignal): Promise<void> {
  const rows = await tables(db).selectFrom('clocks').select('id').where('calendar_id', '=', calendarId).where('state', '=', 'running').orderBy('id').execute();
  for (const { id } of rows) {
    if (signal.aborted) throw new Error('stopped in the middle');
    await transact(db, (tx) => reckonOne(tx, id));
  }
}

async function reckonOne(tx: Tx, id: string): Promise<void> {
  const { ticket_id } = await tables(tx).selectFrom('clocks').select('ticket_id').where('id', '=', id).executeTakeFirstOrThrow();
  const ticket = ticket_id ? await lockForDue(tx, ticket_id) : null;
  const row = await tables(tx).selectFrom('clocks').select(clockColumns).where('id', '=', id).where('state', '=', 'running').forUpdate().executeTakeFirst();
  if (!row) return;
  const since = Date.parse(row.running_since!);
  const { dueAt, warnAt } = times(await paceOf(tx, row.calendar_id), since, row.budget_ms, row.used_ms, row.warn as Warning | null);
  if (new Date(dueAt).toISOString() === row.due_at) return;
  const after = await change(tx, actor, ticket, row, { ...running(row, since, dueAt, warnAt), running_since: row.running_since }, 'moved', ClockMoved, { was: row.due_at, why: 'calendar' });
  await wakeFor(tx, Date.parse(after.next_at!));
}
