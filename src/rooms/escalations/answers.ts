import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { richText } from '../../core/server/rich-text.ts';
import { addNote } from '../notes/notes.ts';
import { tell } from '../tickets/changes.ts';
import { locked } from './access.ts';
import { closerNow } from './closers.ts';
import { minutesOf, pathOf } from './climbs.ts';
import { EscalationAnswered, thin } from './contract.ts';
import { nextDue } from './due-times.ts';
import { mayHelp } from './escalations.ts';
import { answerGap, loudnessOf, type Escalation, type Urgency } from './rules.ts';
import { tables } from './tables.ts';

interface Written { readonly id: string; readonly html: string }

/** A note on the ticket that belongs to the escalation: mentions, history and the wall to customers are those of notes. */
async function writeNote(tx: Tx, actor: PersonActor, escalationId: string, ticketId: string, what: Written, answer: boolean): Promise<void> {
  await addNote(tx, actor, ticketId, { id: what.id, html: what.html, fileIds: [], pinned: false });
  await tables(tx).insertInto('escalation_notes').values({ note_id: what.id, escalation_id: escalationId, answer }).execute();
}

/** Writes in the thread between who asked and who helps, without owning anything. Whoever may see the ticket may. */
export async function writeInThread(tx: Tx, actor: PersonActor, id: string, what: Written): Promise<void> {
  const { ticket } = await locked(tx, actor, id);
  await writeNote(tx, actor, id, ticket.id, what, false);
}

/** Records what was decided or done (E5). From here it is its closer's: the customer has to be told. */
export async function answer(tx: Tx, actor: PersonActor, id: string, what: Written & { readonly kind: NonNullable<Escalation['answerKind']> }): Promise<void> {
  const { it, ticket, may } = await locked(tx, actor, id);
  mayHelp(actor, it, may.answer, ['raised', 'acknowledged']);
  const gap = answerGap(richText(what.html).text);
  if (gap) refuse(thin, { fields: [{ field: 'answer', say: gap }] });
  await writeNote(tx, actor, id, ticket.id, what, true);
  const acknowledged = it.acknowledged_by ? {} : { acknowledged_by: actor.id, acknowledged_at: clock.now() };
  const closer = await closerNow(tx, it, ticket);
  await tables(tx).updateTable('escalations').set({ ...acknowledged, state: 'answered', answered_by: actor.id, answered_at: clock.now(), answer_kind: what.kind, answer_note_id: what.id, reminders: 0 }).where('id', '=', id).execute();
  await nextDue(tx, { escalationId: id, ticket, stage: 'tell', minutes: minutesOf(await pathOf(tx, it.path_id), 'answer', it.urgency), urgency: it.urgency as Urgency, personId: closer });
  await tell(tx, actor, ticket, EscalationAnswered, { escalationId: id, kind: what.kind, noteId: what.id, closerId: closer, raisedBy: it.raised_by, loud: loudnessOf(it.urgency as Urgency, 0) }, { also: [`person:${closer}`, `person:${it.raised_by}`] });
}
