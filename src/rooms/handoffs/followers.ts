import { system } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { joins } from '../../core/server/journal.ts';
import { PersonDeactivated } from '../people/contract.ts';
import { lockForDue } from '../tickets/due-times.ts';
import { Assigned, Closed, Given, Merged, Taken, Undone } from '../tickets/contract.ts';
import { withdrawRecord } from './decisions.ts';
import { openOn } from './handoff-answers.ts';
import { openStates, tables } from './tables.ts';

/** What was on its way to somebody when the ticket went elsewhere or ended is withdrawn with it. */
async function letGo(tx: Tx, ticketId: string, why: 'closed' | 'merged' | 'moved', stay: boolean): Promise<void> {
  const open = await openOn(tx, ticketId);
  if (open) await withdrawRecord(tx, system(why), open, why, stay);
}

const moved = async (tx: Tx, ticketId: string, via?: string): Promise<void> => (via === 'handoff' ? undefined : await letGo(tx, ticketId, 'moved', true));

/** Somebody who left cannot accept: what was offered to them goes back to whoever offered it. */
async function receiverLeft(tx: Tx, personId: string): Promise<void> {
  const ids = await tables(tx).selectFrom('handoffs').select('ticket_id').where('to_person', '=', personId).where('state', 'in', [...openStates]).orderBy('ticket_id').execute();
  for (const { ticket_id: ticketId } of ids) {
    await lockForDue(tx, ticketId);
    const open = await openOn(tx, ticketId);
    if (open?.to_person === personId) await withdrawRecord(tx, system('receiver-left'), open, 'receiver-left');
  }
}

export const followers = [
  joins(Closed, (tx, fact) => letGo(tx, fact.about.id, 'closed', false)),
  joins(Merged, (tx, fact) => letGo(tx, fact.about.id, 'merged', true)),
  joins(Assigned, (tx, fact) => moved(tx, fact.about.id, fact.data.via)),
  joins(Given, (tx, fact) => moved(tx, fact.about.id, fact.data.via)),
  joins(Taken, (tx, fact) => moved(tx, fact.about.id)),
  joins(Undone, (tx, fact) => (fact.data.set.ownerId !== undefined || fact.data.set.teamId !== undefined ? moved(tx, fact.about.id) : Promise.resolve())),
  joins(PersonDeactivated, (tx, fact) => receiverLeft(tx, fact.about.id)),
] as const;
