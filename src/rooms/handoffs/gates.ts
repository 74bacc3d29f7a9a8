import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { answers, replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from '../people/access.ts';
import { mayAssign, mayGive, mayMerge, mayTake } from '../tickets/contract.ts';
import { entryContents } from '../tickets/queries.ts';
import { contextNeeded, mergeAway, Offered, openAlready, Overridden, Reassigned } from './contract.ts';
import { handoffShape, handoffsShaped, openOn } from './handoff-answers.ts';
import { tables } from './tables.ts';

/** How long a plain act of one's own may be undone; after that the ticket moves with its context. */
const undoMs = 5 * 60_000;
interface Move { readonly ticketId: string; readonly ownerId: string | null; readonly via?: string; readonly undoes?: string }

/**
 * A ticket somebody owns changes hands only with its context, whoever asks: screens, API, bulk, undo or rules. What comes
 * through a handoff, a reassignment, an override, an approval or an escalation brings its own.
 */
async function withContext(tx: Tx, _actor: Actor, move: Move): Promise<void> {
  if (move.via) return;
  const open = await openOn(tx, move.ticketId);
  if (open) refuse(openAlready, { handoff: handoffShape(open) });
  if (move.ownerId === null || (move.undoes !== undefined && Date.parse(move.undoes) >= clock.ms() - undoMs)) return;
  const { number } = await tables(tx).selectFrom('tickets').select('number').where('id', '=', move.ticketId).executeTakeFirstOrThrow();
  refuse(contextNeeded, { ticketId: move.ticketId, ownerId: move.ownerId, number });
}

/** Merging is no way around it either: the matter of a ticket somebody owns does not end up with somebody else, or with nobody, without a word. */
const mergedWithContext = answers(mayMerge, async (tx, actor, { ownerId, teamId, intoId }) => {
  if (ownerId === null || actor.kind === 'system') return;
  const into = await tables(tx).selectFrom('tickets').select(['owner_id', 'number']).where('id', '=', intoId).executeTakeFirst();
  if (!into || into.owner_id === ownerId || (actor.kind === 'person' && (actor.id === into.owner_id || runs(actor, teamId)))) return;
  refuse(mergeAway, { ticketId: intoId, ownerId: into.owner_id, number: into.number });
});

export const gates = [answers(mayAssign, withContext), answers(mayGive, withContext), answers(mayTake, withContext), mergedWithContext] as const;

const withWords = new Set<string>([Offered.name, Reassigned.name]);

/** What stands in a timeline's entries of handoffs: their words, for those who may see the ticket, as it is now. */
const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const records = await byIds(db, entries.filter((e) => withWords.has(e.name)).map((e) => e.id));
  const reasons = await overrideReasons(db, entries.filter((e) => e.name === Overridden.name).map((e) => e.id));
  return Object.fromEntries([...(await handoffsShaped(db, actor, records)).map((h) => [h.id, h] as const), ...reasons]);
});

const byIds = async (db: Reads, ids: readonly string[]) => (ids.length ? await tables(db).selectFrom('handoffs').selectAll().where('id', 'in', [...ids]).execute() : []);
const overrideReasons = async (db: Reads, ids: readonly string[]) =>
  (ids.length ? await tables(db).selectFrom('ownership_overrides').select(['id', 'reason']).where('id', 'in', [...ids]).execute() : []).map((o) => [o.id, { reason: o.reason }] as const);

export const handoffReplies = [contents] as const;
