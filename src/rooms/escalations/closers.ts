import { system } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { tell } from '../tickets/changes.ts';
import type { Ticket } from '../tickets/tables.ts';
import { EscalationCloserChanged } from './contract.ts';
import { peopleAt } from './ladders.ts';
import { tables, type Record } from './tables.ts';

const present = async (db: Reads, personId: string): Promise<'here' | 'away' | 'deactivated'> => {
  const person = await tables(db).selectFrom('people').select('deactivated_at').where('id', '=', personId).executeTakeFirst();
  if (!person || person.deactivated_at) return 'deactivated';
  return (await availabilityOf(db, [personId])).get(personId)!.away ? 'away' : 'here';
};

/**
 * Who owns closing the loop now. When that one left or is away the ticket's owner takes it over, else the leads of its
 * team, else an admin; with nobody there it stays where it was. Everybody concerned is told.
 */
export async function closerNow(tx: Tx, it: Pick<Record, 'id' | 'closer_id' | 'raised_by'>, ticket: Ticket): Promise<string> {
  const state = await present(tx, it.closer_id);
  if (state === 'here') return it.closer_id;
  const owner = ticket.owner_id && ticket.owner_id !== it.closer_id && (await present(tx, ticket.owner_id)) === 'here' ? [ticket.owner_id] : [];
  const others = owner.length ? owner : [...(await peopleAt(tx, { kind: 'leads', teamId: ticket.team_id }, it.closer_id)), ...(state === 'deactivated' ? await peopleAt(tx, { kind: 'admins' }, it.closer_id) : [])];
  const to = others[0];
  if (!to || to === it.closer_id) return it.closer_id;
  await tables(tx).updateTable('escalations').set({ closer_id: to }).where('id', '=', it.id).execute();
  await tell(tx, system('escalation'), ticket, EscalationCloserChanged, { escalationId: it.id, from: it.closer_id, to, why: state }, { also: [`person:${to}`] });
  return to;
}
