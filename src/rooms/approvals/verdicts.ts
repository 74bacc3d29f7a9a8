import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import { Refused, refuse } from '../../core/server/refusals.ts';
import { addNote } from '../notes/notes.ts';
import { actorFor } from '../people/access.ts';
import { readable } from '../tickets/access.ts';
import { actNamed, checked } from './acts.ts';
import { ApprovalDecided, decidedAlready, requesterGone, whyNeeded } from './contract.ts';
import { barTo } from './bars.ts';
import { end, held, say } from './requests.ts';
import { noteOf } from './rules.ts';
import type { ApprovalRecord } from './tables.ts';

export interface Verdict { readonly approve: boolean; readonly answer: string }

/**
 * Approves or refuses a request; of two who decide at once one does, and the other is told who (W-L10). Approving writes
 * the decider's note on the ticket and does the act in the requester's name: all of it or nothing.
 */
export async function decide(tx: Tx, decider: PersonActor, id: string, { approve, answer }: Verdict): Promise<void> {
  const request = await held(tx, id);
  if (request.ticket_id) await readable(tx, decider, request.ticket_id);
  const bar = await barTo(tx, decider, request);
  if (bar) refuse(bar);
  if (request.state !== 'pending') refuse(decidedAlready, { state: request.state as 'approved', byId: request.decided_by });
  if (!approve && !answer) refuse(whyNeeded);
  const noteId = approve ? await carryOut(tx, decider, request, answer) : null;
  await end(tx, decider, request, { state: approve ? 'approved' : 'refused', answer, noteId });
  await say(tx, decider, request, ApprovalDecided, { approved: approve, noteId });
}

/** Writes the note, then does what was asked for, as the one who asked may do it now. Answers the note's id. */
async function carryOut(tx: Tx, decider: PersonActor, request: ApprovalRecord, answer: string): Promise<string | null> {
  const act = actNamed(request.act);
  const requester = (await actorFor(tx, request.requester_id)) ?? refuse(requesterGone);
  const html = noteOf(request.words, answer);
  const noteId = request.ticket_id ? await leadsNote(tx, decider, request.ticket_id, html) : null;
  const done = await act.perform(tx, requester, checked(act, request.data), { id: request.id, by: decider.id })
    .catch((error: unknown) => { throw error instanceof Refused && error.refusal === notFound ? new Refused(requesterGone, undefined) : error; });
  for (const other of done?.notes ?? []) if (other !== request.ticket_id) await leadsNote(tx, decider, other, html);
  return noteId;
}

async function leadsNote(tx: Tx, decider: PersonActor, ticketId: string, html: string): Promise<string> {
  const id = newId();
  await addNote(tx, decider, ticketId, { id, html, fileIds: [], pinned: false, keepDraft: true });
  return id;
}

/** Decides several the same way, each in a transaction of its own; what is refused says why. */
export async function decideMany(db: Db, decider: PersonActor, ids: readonly string[], verdict: Verdict) {
  const items: { id: string; ok: boolean; code: string | null; say: string | null }[] = [];
  for (const id of new Set(ids)) {
    try {
      await transact(db, (tx) => decide(tx, decider, id, verdict));
      items.push({ id, ok: true, code: null, say: null });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      items.push({ id, ok: false, code: error.refusal.code, say: error.refusal.say });
    }
  }
  return { items };
}
