import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { calendarById, openHours } from '../calendars/queries.ts';
import { addBusinessTime, businessTimeBetween } from '../calendars/rules.ts';
import { neverDue } from './contract.ts';
import { warnAfter, type Warning } from './rules.ts';

/** How time passes for a clock: every hour of it, or those of a calendar. Milliseconds since 1970. */
export interface Pace { after(from: number, ms: number): number; between(a: number, b: number): number }

const everyHour: Pace = { after: (from, ms) => from + ms, between: (a, b) => Math.max(0, b - a) };

/** The pace of a calendar; without one, every hour counts. */
export async function paceOf(db: Reads, calendarId: string | null): Promise<Pace> {
  if (!calendarId) return everyHour;
  const hours = await openHours(db, await calendarById(db, calendarId));
  return { after: (from, ms) => addBusinessTime(hours, from, ms) ?? refuse(neverDue), between: (a, b) => businessTimeBetween(hours, a, b) };
}

/** When a clock that runs since `from`, with `usedMs` of its budget gone before, warns and runs out. */
export function times(pace: Pace, from: number, budgetMs: number, usedMs: number, warn: Warning | null): { dueAt: number; warnAt: number | null } {
  const after = warnAfter(budgetMs, warn);
  return { dueAt: pace.after(from, Math.max(0, budgetMs - usedMs)), warnAt: after === null ? null : pace.after(from, Math.max(0, after - usedMs)) };
}
