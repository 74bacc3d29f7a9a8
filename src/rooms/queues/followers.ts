import type { Fact } from '../../core/contract.ts';
import { system } from '../../core/server/actor.ts';
import { joins, type Follower } from '../../core/server/journal.ts';
import type { Tx } from '../../core/server/db.ts';
import { onClock, type OnClock } from '../clocks/on-clock.ts';
import { PersonDeactivated } from '../people/contract.ts';
import { ticketFacts } from '../tickets/contract.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { back, overtaken } from './claims.ts';
import { clockKind, hold, renew, warn } from './leases.ts';
import { claimColumns, tables, type ClaimRecord } from './tables.ts';

const actor = system('claims');

/** A claim that is not over, with its ticket, both locked, the ticket first. */
async function lockedClaim(tx: Tx, claimId: string): Promise<{ row: ClaimRecord; ticket: Ticket } | null> {
  const found = await tables(tx).selectFrom('claims').select('ticket_id').where('id', '=', claimId).where('ended_at', 'is', null).executeTakeFirst();
  if (!found) return null;
  const ticket = await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', found.ticket_id).forUpdate().executeTakeFirstOrThrow();
  const row = await tables(tx).selectFrom('claims').select(claimColumns).where('id', '=', claimId).where('ended_at', 'is', null).forUpdate().executeTakeFirst();
  return row ? { row, ticket } : null;
}

async function lose(tx: Tx, claimId: string, how: 'idle' | 'left'): Promise<void> {
  const one = await lockedClaim(tx, claimId);
  if (one && !one.row.protected_at) await back(tx, actor, one.row, one.ticket, how);
}

export const followers: readonly Follower[] = [
  // Whatever ends a claim says so in the row's change; most facts cost a look at an object.
  ...ticketFacts.map((fact) => joins(fact as Fact, async (tx, { about, data }, by) => {
    if ((data as { set?: { claimedBy?: string | null } }).set?.claimedBy === null) await overtaken(tx, by, about.id);
  })),
  joins(PersonDeactivated, async (tx, { about }) => {
    const theirs = await tables(tx).selectFrom('claims').select('id').where('person_id', '=', about.id).where('ended_at', 'is', null).orderBy('ticket_id').execute();
    for (const { id } of theirs) await lose(tx, id, 'left');
  }),
];

export const onClocks: readonly OnClock[] = [onClock(clockKind, { hold, warned: (tx, one) => warn(tx, one.about_id), ranOut: (tx, one) => lose(tx, one.about_id, 'idle') })];
export const onActivity = [renew] as const;
