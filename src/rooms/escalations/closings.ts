import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { runs } from '../people/access.ts';
import { workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import type { ClosingWords } from '../tickets/contract.ts';
import { familyOf } from '../tickets/families.ts';
import { close as closeTicket } from '../tickets/states.ts';
import type { Ticket } from '../tickets/tables.ts';
import { locked, lockedById, type Found } from './access.ts';
import { minutesOf, pathOf } from './climbs.ts';
import { EscalationClosed, EscalationLearned, EscalationOverridden, escalationSettings, EscalationTold, EscalationUntold, ForceOverridden, notAnAnswer, notTold, notYours, wrongState } from './contract.ts';
import { nextDue, noMoreDue } from './due-times.ts';
import { letGo } from './guests.ts';
import { forcedTag } from './forced.ts';
import { keepWords } from './kept-words.ts';
import type { Escalation, State, Urgency } from './rules.ts';
import { openStates, tables } from './tables.ts';

export interface Telling { readonly messageId: string | null; readonly reason: string | null }
export interface Learned { readonly lesson: NonNullable<Escalation['lesson']>; readonly words: string }

/** Deliveries that do not count as having told anybody. */
const lost = ['cancelled', 'failed', 'bounced'] as const;

/** Replies to the customer sent after the answer, on the ticket or those merged into it: what can be linked, first one first. */
export async function offersFor(db: Reads, it: { readonly ticket_id: string; readonly answered_at: string | null }): Promise<{ messageId: string; at: string; personId: string | null; words: string }[]> {
  if (!it.answered_at) return [];
  const found = await tables(db).selectFrom('messages').select(['id', 'at', 'person_id', 'text']).where('ticket_id', 'in', await familyOf(db, it.ticket_id)).where('direction', '=', 'out')
    .where('at', '>', it.answered_at).where('delivery', 'not in', [...lost]).where('person_id', 'is not', null).orderBy('at').orderBy('id').limit(20).execute();
  return found.map((m) => ({ messageId: m.id, at: m.at, personId: m.person_id, words: m.text.replace(/\s+/g, ' ').trim().slice(0, 160) }));
}

const answeredStates: readonly string[] = ['answered', 'told'];
function mustBeAnswered({ it, may }: Found & { may: { tell: boolean } }): void {
  if (!answeredStates.includes(it.state)) refuse(wrongState, { state: it.state as State });
  if (!may.tell) refuse(notYours);
}

/** Links the reply that told the customer, or keeps why they were not told (E5). */
export async function tellCustomer(tx: Tx, actor: PersonActor, id: string, what: Telling): Promise<void> {
  const one = await locked(tx, actor, id);
  mustBeAnswered(one);
  await link(tx, actor, one, what);
}

async function link(tx: Tx, actor: PersonActor, { it, ticket }: Found, { messageId, reason }: Telling): Promise<void> {
  if (!messageId && !reason) refuse(notTold);
  if (messageId && !(await offersFor(tx, it)).some((m) => m.messageId === messageId)) refuse(notAnAnswer);
  if (it.state === 'told' && it.told_message_id === messageId && it.untold_reason === (messageId ? null : reason)) return;
  await tables(tx).updateTable('escalations').set({ state: 'told', told_at: clock.now(), told_by: actor.id, told_message_id: messageId, untold_reason: messageId ? null : reason }).where('id', '=', it.id).execute();
  const uid = newId();
  if (!messageId) await keepWords(tx, uid, it.id, reason!);
  await tell(tx, actor, ticket, EscalationTold, { escalationId: it.id, messageId }, { uid });
}

/** Closes the loop. Refused until a message after the answer is linked, or why there is none. */
export async function close(tx: Tx, actor: PersonActor, id: string, what: Telling & { readonly learned: Learned | null }): Promise<void> {
  const one = await locked(tx, actor, id);
  if (one.it.state === 'closed') return;
  mustBeAnswered(one);
  if (what.messageId || what.reason || one.it.state !== 'told') await link(tx, actor, one, what);
  const learned = what.learned ? { lesson: what.learned.lesson, lesson_words: what.learned.words } : {};
  await tables(tx).updateTable('escalations').set({ ...learned, state: 'closed', closed_at: clock.now(), closed_by: actor.id }).where('id', '=', id).execute();
  await noMoreDue(tx, id, 'closed');
  await tell(tx, actor, one.ticket, EscalationClosed, { escalationId: id, helperId: one.it.answered_by, lesson: what.learned?.lesson ?? null });
  await letGo(tx, id, one.ticket);
}

/** Keeps what would have let us solve it ourselves (E6). */
export async function learn(tx: Tx, actor: PersonActor, id: string, what: Learned): Promise<void> {
  const { it, ticket, may } = await locked(tx, actor, id);
  if (it.state !== 'closed') refuse(wrongState, { state: it.state as State });
  if (!may.learn) refuse(notYours);
  await tables(tx).updateTable('escalations').set({ lesson: what.lesson, lesson_words: what.words }).where('id', '=', id).execute();
  await tell(tx, actor, ticket, EscalationLearned, { escalationId: id, lesson: what.lesson });
}

/** The reply that told the customer was taken back or did not arrive: they were not told, and a closed loop is open again. */
export async function untell(tx: Tx, messageId: string, actor: Parameters<typeof tell>[1], why: 'taken-back' | 'failed'): Promise<void> {
  const linked = await tables(tx).selectFrom('escalations').select('id').where('told_message_id', '=', messageId).where('state', 'in', ['told', 'closed']).execute();
  for (const { id } of linked) {
    const { it, ticket } = await lockedById(tx, id);
    const reopened = it.state === 'closed' ? { closed_at: null, closed_by: null } : {};
    await tables(tx).updateTable('escalations').set({ ...reopened, state: 'answered', told_at: null, told_by: null, told_message_id: null }).where('id', '=', id).execute();
    await nextDue(tx, { escalationId: id, ticket, stage: 'tell', minutes: minutesOf(await pathOf(tx, it.path_id), 'answer', it.urgency), urgency: it.urgency as Urgency, personId: it.closer_id });
    await tell(tx, actor, ticket, EscalationUntold, { escalationId: id, messageId, why, closerId: it.closer_id }, { also: [`person:${it.closer_id}`] });
  }
}

/** A lead ends what is open, and with `closing` closes the ticket: an exception that stands on the timeline with who and why. */
export async function override(tx: Tx, actor: PersonActor, ticketId: string, reason: string, closing?: ClosingWords): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, ticketId);
  if (!runs(actor, ticket.team_id)) refuse(notYours);
  const { forced } = await readSettings(tx, escalationSettings, null);
  const tag = await forcedTag(tx, ticket, forced);
  for (const { id } of await openOn(tx, ticketId)) await end(tx, actor, id, reason);
  if (tag) {
    const uid = newId();
    await keepWords(tx, uid, null, reason);
    await tell(tx, actor, ticket, ForceOverridden, { tag: tag.tag }, { uid });
  }
  return closing ? await closeTicket(tx, actor, ticketId, { closing }) : ticket;
}

export const openOn = async (db: Reads, ticketId: string) =>
  await tables(db).selectFrom('escalations as e').innerJoin('escalation_paths as p', 'p.id', 'e.path_id').select(['e.id', 'p.name', 'e.state', 'e.closer_id', 'e.ticket_id'])
    .where('e.ticket_id', 'in', await familyOf(db, ticketId)).where('e.state', 'in', [...openStates]).orderBy('e.id').execute();

async function end(tx: Tx, actor: PersonActor, id: string, reason: string): Promise<void> {
  const { it, ticket, asked } = await lockedById(tx, id);
  await tables(tx).updateTable('escalations').set({ state: 'closed', overridden: true, closed_at: clock.now(), closed_by: actor.id, untold_reason: it.told_message_id ? null : reason }).where('id', '=', id).execute();
  await noMoreDue(tx, id, 'overridden');
  const uid = newId();
  await keepWords(tx, uid, id, reason);
  await tell(tx, actor, ticket, EscalationOverridden, { escalationId: id, closerId: it.closer_id, asked: [...asked] }, { uid, also: [`person:${it.closer_id}`] });
  await letGo(tx, id, ticket);
}
