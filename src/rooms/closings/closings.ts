import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import type { AttemptsRule, Need, Reason } from './rules.ts';
import { tables } from './tables.ts';

interface Kept { readonly ticketId: string; readonly reason: Pick<Reason, 'id' | 'name'> | null; readonly noteId: string | null; readonly waived: readonly Need[] }

/** Keeps that a ticket is closed: why, with which last note, and what had been waived. `id` is that of the entry. */
export async function keep(tx: Tx, actor: Actor, id: string, { ticketId, reason, noteId, waived }: Kept): Promise<void> {
  await end(tx, ticketId, null);
  await tables(tx).insertInto('closings').values({
    id, ticket_id: ticketId, reason_id: reason?.id ?? null, reason: reason?.name ?? '', note_id: noteId, person_id: actor.kind === 'person' ? actor.id : null, at: clock.now(),
    waived: JSON.stringify(waived.map(({ kind, words, waived: why }) => ({ kind, words, why }))),
  }).execute();
}

/** It is closed no longer. That it was stays. */
export async function end(tx: Tx, ticketId: string, by: string | null): Promise<void> {
  await tables(tx).updateTable('closings').set({ ended_at: clock.now(), ended_by: by }).where('ticket_id', '=', ticketId).where('ended_at', 'is', null).execute();
}

/** Opening it again is taken back: the last closing stands once more. */
export async function endNot(tx: Tx, ticketId: string): Promise<void> {
  const last = await tables(tx).selectFrom('closings').select('id').where('ticket_id', '=', ticketId).orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (last) await tables(tx).updateTable('closings').set({ ended_at: null, ended_by: null }).where('id', '=', last.id).execute();
}

/** The reason a ticket was last closed for, as it is now; null when it was none. */
export async function lastReasonOf(db: Reads, ticketId: string): Promise<Reason | null> {
  const row = await tables(db).selectFrom('closings as c').innerJoin('close_reasons as r', 'r.id', 'c.reason_id').selectAll('r').where('c.ticket_id', '=', ticketId).orderBy('c.at', 'desc').orderBy('c.id', 'desc').limit(1).executeTakeFirst();
  return row ? { id: row.id, name: row.name, note: row.note, subtasks: row.subtasks, promises: row.promises, approvals: row.approvals, attempts: row.attempts as AttemptsRule | null } : null;
}
