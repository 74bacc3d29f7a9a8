import { z } from 'zod';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { id } from '../../core/shapes.ts';
import { child } from '../tickets/contract.ts';
import { assign } from '../tickets/owners.ts';
import { followUp, split } from '../tickets/splits.ts';
import { reservedAct, type Place } from './acts.ts';
import type { Policy } from './rules.ts';
import { tables } from './tables.ts';

const data = z.object({ ticketId: id, wanted: child });
type Data = z.output<typeof data>;

/** Where a ticket is now. */
export async function placeOf(db: Reads, ticketId: string): Promise<Place> {
  const ticket = (await tables(db).selectFrom('tickets').select('team_id').where('id', '=', ticketId).executeTakeFirst()) ?? refuse(notFound);
  return { ticketId, teamId: ticket.team_id };
}

const nameOf = async (db: Reads, personId: string): Promise<string> => (await tables(db).selectFrom('people').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? 'somebody';

async function words(db: Reads, { ticketId, wanted }: Data): Promise<string> {
  const { number } = await tables(db).selectFrom('tickets').select('number').where('id', '=', ticketId).executeTakeFirstOrThrow();
  const how = wanted.kind === 'split' ? `Split a message off #${number} into` : `Open a follow-up of #${number},`;
  return `${how} “${wanted.subject}”, ${wanted.matter === 'new' ? 'a new matter' : 'the same matter'}, for ${wanted.ownerId ? await nameOf(db, wanted.ownerId) : 'the queue'}`;
}

async function perform(tx: Tx, requester: PersonActor, { ticketId, wanted }: Data) {
  const how = { via: 'approval' } as const;
  const ticket = wanted.kind === 'split' ? await split(tx, requester, ticketId, wanted, how) : await followUp(tx, requester, ticketId, wanted, how);
  return { notes: [ticket.id] };
}

const standard: Policy = { asks: 'agents', above: null, except: [] };
const shared = { data, standard, about: (db: Reads, { ticketId }: Data) => placeOf(db, ticketId), words, perform };

/** Whether the new ticket would go back to the owner of the first one although it is a new matter: only a lead says so (Q12). */
export const goesBack = ({ wanted }: Data, actor: { readonly id: string }): boolean => wanted.matter === 'new' && wanted.ownerId !== null && wanted.ownerId !== actor.id;

export const childNew = reservedAct({
  ...shared, name: 'tickets.child-new', say: 'Open a ticket for a new matter', help: 'Splitting a message off, or opening a follow-up, about something new.', always: goesBack,
});
export const childSame = reservedAct({ ...shared, name: 'tickets.child-same', say: 'Open another ticket for the same matter', help: 'Splitting a message off, or opening a follow-up, about what the first ticket is about.' });

const back = z.object({ ticketId: id, personId: id });
/** What was opened for a new matter is not given to the owner of the first ticket afterwards either, unless a lead says so. */
export const childBack = reservedAct({
  name: 'tickets.child-back', say: 'Give a new matter to the owner of the first ticket', help: 'Assigning a ticket split off as a new matter to whoever owns the ticket it came from.',
  data: back, standard, about: (db, { ticketId }) => placeOf(db, ticketId),
  words: async (db, { personId }) => `Assign it to ${await nameOf(db, personId)}, who owns the ticket it came from`,
  async perform(tx, requester, { ticketId, personId }) { await assign(tx, requester, ticketId, personId, undefined, { via: 'approval' }); },
});
