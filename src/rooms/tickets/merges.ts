import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { workable } from './access.ts';
import { change, type How } from './changes.ts';
import { mayMerge, Merged, MergedIn, mergeItself, notMerged, otherCustomer, Unmerged, UnmergedFrom } from './contract.ts';
import { linkTo } from './families.ts';
import { newestWords } from './newest-words.ts';
import { about } from './owners.ts';
import { awake, presentOwner, remindAt } from './states.ts';
import { tables, type Ticket, type TicketPatch } from './tables.ts';

const root = async (db: Reads, customerId: string | null): Promise<string | null> =>
  customerId && (await tables(db).selectFrom('customers').select((e) => e.fn.coalesce('merged_into', 'id').as('id')).where('id', '=', customerId).executeTakeFirst())!.id;

/** Merges a duplicate into another ticket; the actor needs rights on both (W-G3). Answers the other one. */
export async function merge(tx: Tx, actor: Actor, id: string, intoId: string, anyway = false, how: How = {}): Promise<Ticket> {
  if (id === intoId) refuse(mergeItself);
  const [gone, kept] = (await workable(tx, actor, [id, intoId])) as [Ticket, Ticket];
  if (!anyway && (await root(tx, gone.customer_id)) !== (await root(tx, kept.customer_id))) refuse(otherCustomer);
  await ask(tx, actor, mayMerge, { ...about(gone), intoId });
  const closed: TicketPatch = { status: 'closed', waiting_for: null, waiting_note: '', wake_at: null, closed_at: gone.closed_at ?? clock.iso(), merged_into: intoId };
  const merged = await change(tx, actor, gone, closed, Merged, { intoId, number: kept.number, link: linkTo(kept, 'merged-into') }, how);
  // The matter goes on where it went on in either of the two.
  const alive = kept.status === 'closed' && gone.status !== 'closed' ? { ...awake, ...(await presentOwner(tx, kept)) } : {};
  const patch = { ...alive, ...(await newestWords(tx, kept)), message_count: kept.message_count + gone.message_count };
  return await change(tx, actor, kept, patch, MergedIn, { link: linkTo(merged, 'merged-in') }, how.act ? { act: { id: how.act.id, changes: [] } } : {});
}

/** Takes a merged ticket out again: open, or as it was `before` the merge. Entries go back with it, as they never left. */
export async function unmerge(tx: Tx, actor: Actor, id: string, before: TicketPatch = awake): Promise<Ticket> {
  const [gone] = (await workable(tx, actor, [id], { merged: true })) as [Ticket];
  if (!gone.merged_into) return refuse(notMerged);
  const [kept] = (await workable(tx, actor, [gone.merged_into])) as [Ticket];
  const out = await change(tx, actor, gone, { ...before, ...(await presentOwner(tx, gone)), merged_into: null }, Unmerged, { fromId: kept.id, number: kept.number }, { whole: true });
  if (out.status === 'waiting') await remindAt(tx, out.id, out.wake_at!);
  await change(tx, actor, kept, { ...(await newestWords(tx, kept)), message_count: kept.message_count - gone.message_count }, UnmergedFrom, { otherId: id, number: gone.number });
  return out;
}
