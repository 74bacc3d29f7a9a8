import type { Out } from '../../core/contract.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { tell } from './changes.ts';
import { FollowingChanged, type follower } from './contract.ts';
import { tables, type Ticket } from './tables.ts';

type Placed = Pick<Ticket, 'id' | 'team_id' | 'owner_id'>;

/**
 * Makes somebody a follower: by their own act, or because they were mentioned, escalated or answered (N5).
 * Who muted a ticket stays muted unless they unmute it themselves. Callers have looked that the actor sees the ticket.
 */
export async function follow(tx: Tx, actor: Actor, ticket: Placed, personId: string, muted?: boolean): Promise<void> {
  const row = await tables(tx).insertInto('ticket_followers').values({ ticket_id: ticket.id, person_id: personId, muted: muted ?? false, at: clock.now() })
    .onConflict((c) => (muted === undefined ? c.doNothing() : c.columns(['ticket_id', 'person_id']).doUpdateSet({ muted }).where('ticket_followers.muted', '!=', muted))).returning('muted').executeTakeFirst();
  if (row) await tell(tx, actor, ticket, FollowingChanged, { personId, following: true, muted: row.muted }, { also: [`person:${personId}`] });
}

/** Ends following. Who saw the ticket only by following it no longer does. */
export async function unfollow(tx: Tx, actor: Actor, ticket: Placed, personId: string): Promise<void> {
  const gone = await tables(tx).deleteFrom('ticket_followers').where('ticket_id', '=', ticket.id).where('person_id', '=', personId).returning('person_id').executeTakeFirst();
  if (gone) await tell(tx, actor, ticket, FollowingChanged, { personId, following: false, muted: false }, { also: [`person:${personId}`] });
}

export const followersOf = async (db: Reads, ticketId: string): Promise<Out<typeof follower>[]> =>
  (await tables(db).selectFrom('ticket_followers').select(['person_id', 'muted']).where('ticket_id', '=', ticketId).orderBy('at').orderBy('person_id').execute()).map((f) => ({ personId: f.person_id, muted: f.muted }));
