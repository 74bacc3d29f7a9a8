import { joins } from '../../core/server/journal.ts';
import { onClock } from '../clocks/on-clock.ts';
import { CustomerVerified, VerificationRevoked } from '../customers/contract.ts';
import { PersonDeactivated, TeamChanged } from '../people/contract.ts';
import { tell } from '../tickets/changes.ts';
import { sees } from '../tickets/access.ts';
import { ticketColumns } from '../tickets/ticket-row.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { overdue, personLeft, teamGone } from './asks.ts';
import { IdentityNoted } from './contract.ts';
import { tables } from './tables.ts';

/** On the timeline of the ticket it was noted on, where that is the customer's and the actor sees it. */
async function noteIdentity(tx: Tx, actor: Actor, customerId: string, said: { verificationId: string; how: 'callback' | 'security-question' | 'known-address' | 'document' | 'other'; ticketId: string | null }, takenBack: boolean): Promise<void> {
  const ticket = said.ticketId === null ? undefined : await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', said.ticketId).where('customer_id', '=', customerId).executeTakeFirst();
  if (ticket && (await sees(tx, actor, ticket))) await tell(tx, actor, ticket, IdentityNoted, { customerId, verificationId: said.verificationId, how: said.how, takenBack });
}

export const followers = [
  joins(CustomerVerified, (tx, fact, actor) => noteIdentity(tx, actor, fact.about.id, fact.data, false)),
  joins(VerificationRevoked, (tx, fact, actor) => noteIdentity(tx, actor, fact.about.id, fact.data, true)),
  joins(PersonDeactivated, (tx, fact, actor) => personLeft(tx, actor, fact.about.id)),
  joins(TeamChanged, async (tx, fact, actor) => { if (fact.data.set.archivedAt) await teamGone(tx, actor, fact.about.id); }),
] as const;

/** A question or request whose time is over: said once, in the transaction of its clock. */
export const onClocks = [onClock('ask', { ranOut: (tx, clock) => overdue(tx, clock.about_id) })] as const;
