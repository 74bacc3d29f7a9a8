import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { Refused, refusedOr } from '../../core/server/refusals.ts';
import { workable } from './access.ts';
import { undoable, type Act } from './changes.ts';
import type { change, leftOut } from './contract.ts';
import { assign, giveToTeam, take } from './owners.ts';
import { close, reopen, waitUntil } from './states.ts';
import type { Ticket } from './tables.ts';
import { changeTags, setPriority } from './tickets.ts';

export type BulkChange = Out<typeof change>;

type LeftOut = Out<typeof leftOut>;
interface Bulk { readonly ids: string[]; readonly undoId: string | null; readonly refused: LeftOut[] }

/** One change for many tickets, all or none, as one act with one undo. Every ticket goes through the same verb as alone. */
export async function bulk(tx: Tx, actor: PersonActor, id: string, ticketIds: readonly string[], what: BulkChange): Promise<Bulk> {
  const ids = [...new Set(ticketIds)].sort();
  await workable(tx, actor, ids);
  const { undoId } = await undoable(tx, actor, async (act) => { for (const ticketId of ids) await apply(tx, actor, ticketId, what, act); }, id);
  return { ids, undoId, refused: [] };
}

/** The same for those that can be changed: the others stay as they are, and each is answered with why. */
export async function bulkPartly(tx: Tx, actor: PersonActor, id: string, ticketIds: readonly string[], what: BulkChange): Promise<Bulk> {
  const refused: LeftOut[] = [];
  // In one order, so that two bulk acts never wait for each other in a circle.
  const ids = [...new Set(ticketIds)].sort();
  const { undoId } = await undoable(tx, actor, async (act) => {
    for (const ticketId of ids) {
      const before = act.changes.length;
      const outcome = await refusedOr(tx, () => apply(tx, actor, ticketId, what, act));
      if (!(outcome instanceof Refused)) continue;
      act.changes.length = before;
      refused.push({ ticketId, code: outcome.refusal.code, say: outcome.refusal.say, data: outcome.data ?? null });
    }
  }, id);
  return { ids: ids.filter((one) => !refused.some((left) => left.ticketId === one)), undoId, refused };
}

function apply(tx: Tx, actor: PersonActor, id: string, what: BulkChange, act: Act): Promise<Ticket> {
  switch (what.kind) {
    case 'take': return take(tx, actor, id, { act, reason: what.reason });
    case 'assign': return assign(tx, actor, id, what.personId, undefined, { act, reason: what.reason });
    case 'give': return giveToTeam(tx, actor, id, what.teamId, { act });
    case 'close': return close(tx, actor, id, { act, closing: what.closing });
    case 'reopen': return reopen(tx, actor, id, { act });
    case 'wait': return waitUntil(tx, actor, id, what.for, what.until, what.note, { act });
    case 'priority': return setPriority(tx, actor, id, what.priority, { act });
    case 'tags': return changeTags(tx, actor, id, what.add, what.remove, { act });
  }
}
