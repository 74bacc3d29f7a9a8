import { sql } from 'kysely';
import { system } from '../../core/server/actor.ts';
import { joins, type Follower } from '../../core/server/journal.ts';
import type { Tx } from '../../core/server/db.ts';
import { onClock, type OnClock } from '../clocks/on-clock.ts';
import { MembersChanged, PersonChanged, PersonDeactivated, TeamChanged } from '../people/contract.ts';
import type { Ticket } from '../tickets/tables.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import { back } from './claims.ts';
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

/** Nobody showed a sign of life and nobody answered. A call that began meanwhile keeps it. */
async function tooLong(tx: Tx, claimId: string): Promise<void> {
  const one = await lockedClaim(tx, claimId);
  if (one && !one.row.protected_at) await back(tx, actor, one.row, one.ticket, 'idle');
}

/** Who may no longer own what they work on: gone, made a collaborator, or without sight of the team. */
const unfit = sql<boolean>`(p.deactivated_at is not null or p.role = 'collaborator'
  or not (p.role = 'admin' or t.visibility = 'open' or exists (select from members m where m.team_id = c.team_id and m.person_id = c.person_id)))`;

/** Claims of who may not work there any more go back, whatever they are just doing. `whoever`: also of those who might still see it. */
async function left(tx: Tx, of: { readonly personIds?: readonly string[]; readonly teamId?: string }, whoever = false): Promise<void> {
  let theirs = tables(tx).selectFrom('claims as c').innerJoin('people as p', 'p.id', 'c.person_id').innerJoin('teams as t', 't.id', 'c.team_id').select('c.id').where('c.ended_at', 'is', null);
  if (of.personIds) theirs = theirs.where('c.person_id', 'in', [...of.personIds]);
  if (of.teamId) theirs = theirs.where('c.team_id', '=', of.teamId);
  for (const { id } of await (whoever ? theirs : theirs.where(unfit)).orderBy('c.ticket_id').execute()) {
    const one = await lockedClaim(tx, id);
    if (one) await back(tx, actor, one.row, one.ticket, 'left');
  }
}

export const followers: readonly Follower[] = [
  joins(PersonDeactivated, (tx, { about }) => left(tx, { personIds: [about.id] })),
  joins(PersonChanged, async (tx, { about, data }) => { if (data.set.role) await left(tx, { personIds: [about.id] }); }),
  joins(MembersChanged, async (tx, { about, data }) => { if (data.left.length) await left(tx, { personIds: data.left, teamId: about.id }, true); }),
  joins(TeamChanged, async (tx, { about, data }) => { if (data.set.visibility === 'closed') await left(tx, { teamId: about.id }); }),
];

export const onClocks: readonly OnClock[] = [onClock(clockKind, { hold, warned: (tx, one) => warn(tx, one.about_id), ranOut: (tx, one) => tooLong(tx, one.about_id) })];
export const onActivity = [renew] as const;
