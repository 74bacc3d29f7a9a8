import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { calendarOf } from '../calendars/queries.ts';
import { move, start, stopAbout } from '../clocks/clocks.ts';
import { handoffSettings } from './contract.ts';
import { minutesAfter, type Urgency } from './rules.ts';
import { tables, type HandoffRecord } from './tables.ts';

/** The kind of clock an open handoff has. */
export const clockKind = 'handoff';
type Waiting = Pick<HandoffRecord, 'id' | 'ticket_id' | 'to_person' | 'to_team' | 'urgency'>;

const msAfter = async (tx: Tx, of: Waiting, step: number): Promise<number> =>
  minutesAfter(await readSettings(tx, handoffSettings, of.to_team), of.urgency as Urgency, step) * 60_000;

/** Starts the clock until it grows louder: business time of the receiving team; urgent ones count every hour. Answers when that is. */
export async function startDeadline(tx: Tx, actor: Actor, of: Waiting): Promise<string> {
  const clock = await start(tx, actor, {
    kind: clockKind, label: 'handoff to be accepted', aboutId: of.id, ticketId: of.ticket_id, personId: of.to_person, teamId: of.to_team, budgetMs: await msAfter(tx, of, 0),
    calendarId: of.urgency === 'urgent' ? null : (await calendarOf(tx, of.to_team)).id,
  });
  return await keep(tx, of.id, clock.due_at);
}

/** Lets the clock that ran out run again until the next telling. */
export async function nextDeadline(tx: Tx, actor: Actor, of: Waiting, step: number, clock: { readonly id: string; readonly budgetMs: number }): Promise<string> {
  const moved = await move(tx, actor, clock.id, { budgetMs: clock.budgetMs + (await msAfter(tx, of, step)) });
  return await keep(tx, of.id, moved.due_at);
}

export const endDeadline = (tx: Tx, actor: Actor, handoffId: string, outcome: string): Promise<void> => stopAbout(tx, actor, handoffId, outcome, clockKind);

async function keep(tx: Tx, id: string, dueAt: string): Promise<string> {
  await tables(tx).updateTable('handoffs').set({ due_at: dueAt }).where('id', '=', id).execute();
  return dueAt;
}
