import { system } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { calendarOf } from '../calendars/queries.ts';
import { start, stopAbout } from '../clocks/clocks.ts';
import type { Ticket } from '../tickets/tables.ts';
import type { Urgency } from './rules.ts';
import { tables } from './tables.ts';

/** The kind of clock an escalation runs: one at a time, for whatever has to happen next. */
export const clockKind = 'escalation';
export type Stage = 'acknowledge' | 'answer' | 'tell';
const labels: Record<Stage, string> = { acknowledge: 'escalation to be acknowledged', answer: 'escalation to be answered', tell: 'customer to be told' };

export interface Due { readonly escalationId: string; readonly ticket: Ticket; readonly stage: Stage; readonly minutes: number; readonly urgency: Urgency; /** Whose it is, where it is one person's. */ readonly personId: string | null }

/**
 * Starts the time for the next thing that has to happen and stops what ran before. Urgent and high ones count every
 * hour, the others the working hours of the ticket's team. Answers when it is due.
 */
export async function nextDue(tx: Tx, due: Due): Promise<string> {
  await stopAbout(tx, system('escalation'), due.escalationId, 'went-on', clockKind);
  const calendarId = due.urgency === 'urgent' || due.urgency === 'high' ? null : (await calendarOf(tx, due.ticket.team_id)).id;
  const clock = await start(tx, system('escalation'), {
    kind: clockKind, label: labels[due.stage], aboutId: due.escalationId, ticketId: due.ticket.id, personId: due.personId, teamId: due.ticket.team_id,
    budgetMs: due.minutes * 60_000, calendarId, warn: { share: 0.75 }, data: { stage: due.stage },
  });
  await tables(tx).updateTable('escalations').set({ due_at: clock.due_at }).where('id', '=', due.escalationId).execute();
  return clock.due_at;
}

/** Nothing has to happen any more. */
export async function noMoreDue(tx: Tx, escalationId: string, outcome: string): Promise<void> {
  await stopAbout(tx, system('escalation'), escalationId, outcome, clockKind);
  await tables(tx).updateTable('escalations').set({ due_at: null }).where('id', '=', escalationId).execute();
}
