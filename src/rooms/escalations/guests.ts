import { sql } from 'kysely';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { actorFor } from '../people/access.ts';
import { sees } from '../tickets/access.ts';
import { follow, unfollow } from '../tickets/following.ts';
import type { Ticket } from '../tickets/tables.ts';
import { openStates, tables } from './tables.ts';

/** Notes down who is asked at a step. Who could not see the ticket follows it as a guest while the escalation is open. */
export async function welcome(tx: Tx, escalationId: string, ticket: Ticket, people: readonly string[], step: number): Promise<void> {
  for (const personId of people) {
    const person = await actorFor(tx, personId);
    if (!person) continue;
    const guest = !(await sees(tx, person, ticket));
    await tables(tx).insertInto('escalation_asked').values({ escalation_id: escalationId, person_id: personId, step, guest, at: clock.now() })
      .onConflict((c) => c.columns(['escalation_id', 'person_id']).doUpdateSet({ step, at: clock.now(), guest: sql<boolean>`escalation_asked.guest or ${guest}` })).execute();
    if (guest) await follow(tx, system('escalation'), ticket, personId);
  }
}

/** The escalation is over: its guests see the ticket no longer, but for those another one still asks. */
export async function letGo(tx: Tx, escalationId: string, ticket: Ticket, only?: readonly string[]): Promise<void> {
  if (only?.length === 0) return;
  const guests = await tables(tx).updateTable('escalation_asked').set({ guest: false }).where('escalation_id', '=', escalationId).where('guest', '=', true)
    .$if(only !== undefined, (q) => q.where('person_id', 'in', [...only!])).returning('person_id').execute();
  for (const { person_id } of guests) {
    const other = await tables(tx).selectFrom('escalation_asked as a').innerJoin('escalations as e', 'e.id', 'a.escalation_id').select('e.id')
      .where('a.person_id', '=', person_id).where('e.ticket_id', '=', ticket.id).where('e.id', '!=', escalationId).where('e.state', 'in', [...openStates]).executeTakeFirst();
    if (other) await tables(tx).updateTable('escalation_asked').set({ guest: true }).where('escalation_id', '=', other.id).where('person_id', '=', person_id).execute();
    else await unfollow(tx, system('escalation'), ticket, person_id);
  }
}
