import type { Out } from '../../core/contract.ts';
import type { Reads } from '../../core/server/db.ts';
import type { NextDue } from '../tickets/due-times.ts';
import type { clock } from './contract.ts';
import { clockColumns, tables, type ClockRecord } from './tables.ts';

export type Clock = Out<typeof clock>;

/** A clock as it leaves the house. */
export const shape = (row: ClockRecord): Clock => ({
  id: row.id, kind: row.kind, label: row.label, aboutId: row.about_id, ticketId: row.ticket_id, personId: row.person_id, teamId: row.team_id, state: row.state as Clock['state'],
  startedAt: row.started_at, dueAt: row.due_at, warnAt: row.warn_at, calendarId: row.calendar_id, budgetMs: row.budget_ms, usedMs: row.used_ms, pausedAt: row.paused_at, pauseReason: row.pause_reason,
  warnedAt: row.warned_at, ranOutAt: row.ran_out_at, stoppedAt: row.stopped_at, outcome: row.outcome,
});

/** What a ticket's list row shows: of all its clocks that are not stopped the one due first, paused ones last. */
export async function nextDueOf(db: Reads, ticketId: string): Promise<NextDue | null> {
  const row = await tables(db).selectFrom('clocks').select(clockColumns).where('ticket_id', '=', ticketId).where('state', '<>', 'stopped')
    .orderBy((e) => e('state', '=', 'paused')).orderBy('due_at').orderBy('id').limit(1).executeTakeFirst();
  return row ? dueOf(row) : null;
}

const dueOf = (row: ClockRecord): NextDue => ({
  clockId: row.id, kind: row.kind, label: row.label, startedAt: row.started_at, dueAt: row.due_at, warnAt: row.warn_at,
  pausedAt: row.paused_at, pauseReason: row.pause_reason, personId: row.person_id, teamId: row.team_id,
});
const sooner = (a: NextDue, b: NextDue): boolean => (a.dueAt === b.dueAt ? a.clockId < b.clockId : Date.parse(a.dueAt) < Date.parse(b.dueAt));

/** What is due next after one clock of a ticket changed, `before` being what was: looked up only where the two do not tell. */
export async function nextAfter(db: Reads, ticketId: string, before: NextDue | null, row: ClockRecord): Promise<NextDue | null> {
  const now = dueOf(row);
  const runs = row.state === 'running' || row.state === 'ran-out';
  if (before === null) return row.state === 'stopped' ? null : now;
  if (before.clockId === row.id) return runs && before.pausedAt === null && !sooner(before, now) ? now : await nextDueOf(db, ticketId);
  if (runs) return before.pausedAt !== null || sooner(now, before) ? now : before;
  return row.state === 'stopped' || before.pausedAt === null ? before : await nextDueOf(db, ticketId);
}

/** The clocks of a record that are not stopped, the next due first; of one kind, if it is given. */
export const clocksAbout = (db: Reads, aboutId: string, kind?: string): Promise<ClockRecord[]> => tables(db).selectFrom('clocks').select(clockColumns)
  .where('about_id', '=', aboutId).where('state', '<>', 'stopped').$if(kind !== undefined, (q) => q.where('kind', '=', kind!)).orderBy('due_at').orderBy('id').execute();
