import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { reachable } from '../shifts/availability.ts';
import { visible } from '../tickets/access.ts';
import { seenRows } from '../tickets/queries.ts';
import type { TicketRow } from '../tickets/rules.ts';
import { handoffSettings, type carriedPromise, type handoff } from './contract.ts';
import { mayAccept, mayDecline, mayWithdraw, type HandoffRow, type Mood, type Urgency } from './rules.ts';
import { openStates, tables, type HandoffRecord } from './tables.ts';

export type Handoff = Out<typeof handoff>;
export interface OneHandoff { readonly handoff: Handoff; readonly ticket: TicketRow }

/** A handoff without its words: what facts carry. */
export const handoffShape = (r: HandoffRecord): HandoffRow => ({
  id: r.id, ticketId: r.ticket_id, how: r.how as HandoffRow['how'], state: r.state as HandoffRow['state'], senderId: r.sender_id, ownerId: r.owner_id, fromTeam: r.from_team, toTeam: r.to_team, toPerson: r.to_person,
  reason: r.reason, urgency: r.urgency as Urgency, offeredAt: r.offered_at, dueAt: r.due_at, step: r.step, endedAt: r.ended_at, endedBy: r.ended_by,
});

/** The words of a reason in a team; a key that was taken off the list stands for itself. */
export async function reasonWords(db: Reads, teamId: string): Promise<(key: string) => string> {
  const { reasons } = await readSettings(db, handoffSettings, teamId);
  return (key) => reasons.find((r) => r.key === key)?.say ?? key;
}

/** Handoffs as they are answered to somebody who may see their tickets. */
export async function handoffsShaped(db: Reads, actor: PersonActor, records: readonly HandoffRecord[]): Promise<Handoff[]> {
  const say = new Map<string, (key: string) => string>();
  for (const teamId of new Set(records.map((r) => r.from_team))) say.set(teamId, await reasonWords(db, teamId));
  const standIns = new Map<string, string | null>();
  for (const r of records) if (r.to_person && r.ended_at === null && r.to_person !== actor.id && !standIns.has(r.to_person)) standIns.set(r.to_person, await reachable(db, r.to_person));
  return records.map((r) => {
    const row = handoffShape(r);
    const standsIn = r.to_person !== null && standIns.get(r.to_person) === actor.id;
    return {
      ...row, reasonSay: say.get(r.from_team)!(r.reason), issue: r.issue, done: r.done, next: r.next_step, mood: r.mood as Mood, promised: r.promised, promises: r.promises as unknown as Out<typeof carriedPromise>[], why: r.why, declineReason: r.decline_reason,
      answer: r.answered_at === null ? null : { had: r.had_enough!, missing: r.missing, at: r.answered_at },
      may: { accept: mayAccept(actor, row, standsIn), decline: mayDecline(actor, row, standsIn), withdraw: mayWithdraw(actor, row), answer: r.state === 'accepted' && r.ended_by === actor.id },
    };
  });
}

export async function handoffById(db: Reads, actor: PersonActor, id: string): Promise<Handoff> {
  return (await handoffsShaped(db, actor, [await tables(db).selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()]))[0]!;
}

/** Handoffs with the tickets they are about, as far as the actor may see those. */
export async function withTickets(db: Reads, actor: PersonActor, records: readonly HandoffRecord[]): Promise<OneHandoff[]> {
  const tickets = new Map((await seenRows(db, actor, records.map((r) => r.ticket_id))).map((t) => [t.id, t]));
  return (await handoffsShaped(db, actor, records.filter((r) => tickets.has(r.ticket_id)))).map((one) => ({ handoff: one, ticket: tickets.get(one.ticketId)! }));
}

/** Open handoffs on tickets the actor may see, first one first (W-G4). */
export async function openHandoffs(db: Reads, actor: PersonActor): Promise<HandoffRecord[]> {
  return await tables(db).selectFrom('handoffs as h').innerJoin('tickets as t', 't.id', 'h.ticket_id').selectAll('h').where('h.state', 'in', [...openStates]).where(visible(actor)).orderBy('h.offered_at').orderBy('h.id').limit(1000).execute();
}

/** What waits for the actor's yes, and what they are answerable for until somebody says yes. */
export async function myHandoffs(db: Reads, actor: PersonActor): Promise<{ toMe: OneHandoff[]; fromMe: OneHandoff[] }> {
  const all = await withTickets(db, actor, await openHandoffs(db, actor));
  return { toMe: all.filter(({ handoff: h }) => h.may.accept), fromMe: all.filter(({ handoff: h }) => !h.may.accept && (h.senderId === actor.id || h.ownerId === actor.id)) };
}

/** The open handoff of a ticket. */
export const openOn = async (db: Reads, ticketId: string): Promise<HandoffRecord | undefined> =>
  await tables(db).selectFrom('handoffs').selectAll().where('ticket_id', '=', ticketId).where('state', 'in', [...openStates]).executeTakeFirst();
