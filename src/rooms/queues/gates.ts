import type { Actor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { answers, replies } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { claimEnded, mayAssign, mayClose, mayGive, mayMerge, mayTake, mayWait } from '../tickets/contract.ts';
import { entryContents } from '../tickets/queries.ts';
import { overtaken } from './claims.ts';
import { claimed, GivenBack, PickedOut } from './contract.ts';
import { inTurn } from './picks.ts';
import { tables } from './tables.ts';

interface About { readonly ticketId: string; readonly claimedBy: string | null; readonly via?: string }

/** What somebody works on is left to them: nobody else takes, gives, ends or merges it meanwhile. A lead who moves it with a reason may, and what the product itself does goes on. */
export async function nobodyElse(_tx: Tx, actor: Actor, { ticketId, claimedBy, via }: About): Promise<void> {
  if (claimedBy !== null && actor.kind === 'person' && actor.id !== claimedBy && via !== 'override') refuse(claimed, { ticketId, personId: claimedBy });
}

export const gates = [
  answers(mayTake, nobodyElse), answers(mayAssign, nobodyElse), answers(mayGive, nobodyElse), answers(mayWait, nobodyElse), answers(mayClose, nobodyElse), answers(mayMerge, nobodyElse),
  answers(mayTake, inTurn),
  // Not asked but told: whatever moved it, in whichever room, ends the claim in the same transaction.
  answers(claimEnded, (tx, actor, { ticketId }) => overtaken(tx, actor, ticketId)),
  answers(mayAssign, async (tx, actor, move) => { if (actor.id === move.to) await inTurn(tx, actor, move); }),
] as const;

/** The words on a timeline: why one was taken out of its turn, and why a lead put one back. */
export const contents = replies(entryContents, async (db, actor, { entries }) => {
  if (actor.kind !== 'person') return {};
  const picks = await reasons(db, 'queue_picks', entries.filter((e) => e.name === PickedOut.name).map((e) => [e.id, (e.data as { pickId: string }).pickId]));
  const released = entries.filter((e) => e.name === GivenBack.name && (e.data as { how: string }).how === 'released').map((e): [string, string] => [e.id, (e.data as { claimId: string }).claimId]);
  return { ...picks, ...(await reasons(db, 'claims', released)) };
});

async function reasons(db: Reads, from: 'queue_picks' | 'claims', entries: readonly (readonly [string, string])[]): Promise<Record<string, { reason: string }>> {
  if (!entries.length) return {};
  const ids = entries.map(([, id]) => id);
  const rows = from === 'claims' ? await tables(db).selectFrom('claims').select(['id', 'end_reason as reason']).where('id', 'in', ids).execute() : await tables(db).selectFrom('queue_picks').select(['id', 'reason']).where('id', 'in', ids).execute();
  const words = new Map(rows.map((r) => [r.id, r.reason]));
  return Object.fromEntries(entries.flatMap(([entryId, id]) => (words.has(id) ? [[entryId, { reason: words.get(id)! }]] : [])));
}
