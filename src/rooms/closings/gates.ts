import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { answers, replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { richText } from '../../core/server/rich-text.ts';
import { addNote } from '../notes/notes.ts';
import { Closed, mayClose, type ClosingWords } from '../tickets/contract.ts';
import { dropSaid } from '../tickets/drafts.ts';
import { entryContents } from '../tickets/queries.ts';
import { standing } from './checklists.ts';
import { keep, lastReasonOf } from './closings.ts';
import { notYet } from './contract.ts';
import { closingsByIds } from './queries.ts';
import { reasonNeeded } from './rules.ts';
import { tables } from './tables.ts';

/**
 * Nothing closes before all that its reason asks for is settled (Q9), whichever way somebody closes it. The last note
 * becomes one of the ticket, and why it was closed is kept.
 */
const closing = answers(mayClose, async (tx, actor, { ticketId, teamId, closing: why, entryId, undoes, said }) => {
  const noteText = why?.note ? richText(why.note).text.trim() : '';
  const again = undoes ? await lastReasonOf(tx, ticketId) : undefined;
  const { needs, reason, noteId } = await standing(tx, actor, { ticketId, teamId }, { reasonId: why?.reasonId ?? null, noteText, again, said });
  const unmet = needs.filter((one) => one.required);
  // Where none is asked for, one that is given is still one of the list.
  if (why && !reason && !unmet.some((one) => one.kind === 'reason')) unmet.unshift(reasonNeeded);
  if (unmet.length) {
    const { number } = await tables(tx).selectFrom('tickets').select('number').where('id', '=', ticketId).executeTakeFirstOrThrow();
    refuse(notYet, { ticketId, number, reasonId: reason?.id ?? null, unmet });
  }
  const written = why && noteText && actor.kind === 'person' ? await lastWords(tx, actor, ticketId, why) : null;
  if (entryId) await keep(tx, actor, entryId, { ticketId, reason, noteId: written ?? noteId, waived: needs.filter((one) => one.waived !== null) });
});

/** The last note becomes one of the ticket; the draft it was is let go, a draft of another stays. */
async function lastWords(tx: Tx, actor: PersonActor, ticketId: string, { note, fileIds }: ClosingWords): Promise<string> {
  const id = newId();
  await dropSaid(tx, actor, ticketId, 'note', { html: note, fileIds });
  await addNote(tx, actor, ticketId, { id, html: note, fileIds, pinned: false, keepDraft: true });
  return id;
}

export const gates = [closing] as const;

/** Why it was closed, in the entry that says so. That the viewer sees the ticket has been looked at. */
export const contents = replies(entryContents, async (db, actor, { entries }) =>
  (actor.kind === 'person' ? Object.fromEntries((await closingsByIds(db, entries.filter((e) => e.name === Closed.name).map((e) => e.id))).map((one) => [one.id, one])) : {}));
