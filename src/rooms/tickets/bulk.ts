import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { workable } from './access.ts';
import { undoable, type Act } from './changes.ts';
import type { change } from './contract.ts';
import { assign, giveToTeam, take } from './owners.ts';
import { close, reopen, waitUntil } from './states.ts';
import type { Ticket } from './tables.ts';
import { changeTags, setPriority } from './tickets.ts';

export type BulkChange = Out<typeof change>;

/** One change for many tickets, all or none, as one act with one undo. Every ticket goes through the same verb as alone. */
export async function bulk(tx: Tx, actor: PersonActor, id: string, ticketIds: readonly string[], what: BulkChange): Promise<string[]> {
  const ids = [...new Set(ticketIds)].sort();
  await workable(tx, actor, ids);
  await undoable(tx, actor, async (act) => { for (const ticketId of ids) await apply(tx, actor, ticketId, what, act); }, id);
  return ids;
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
