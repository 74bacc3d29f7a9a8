import { transact, type Db } from '../../core/server/db.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { follows } from '../../core/server/journal.ts';
import { TeamCalendarChosen } from '../calendars/contract.ts';
import { onClock } from '../clocks/on-clock.ts';
import { CompanyChanged, CustomerChanged, CustomersMerged, CustomersUnmerged } from '../customers/contract.ts';
import { Assigned, Closed, Given, Merged, MergedIn, MessageMovedIn, MessageReceived, PriorityChanged, Reopened, Replied, ReplyCancelled, SplitOff, TagsChanged, Taken, TicketOpened, Undone, Unmerged, UnmergedFrom, Waiting, Woke } from '../tickets/contract.ts';
import { SlaAtRisk, SlaMissed } from './contract.ts';
import { targetSaid } from './misses.ts';
import { settleAll } from './settle-all.ts';
import { activePolicies, concerned, settle } from './settling.ts';
import { tables } from './tables.ts';

const onTickets = [Assigned, Closed, Given, Merged, MergedIn, MessageMovedIn, MessageReceived, PriorityChanged, Reopened, Replied, ReplyCancelled, SplitOff, TagsChanged, Taken, TicketOpened, Undone, Unmerged, UnmergedFrom, Waiting, Woke] as const;
const wider = [CompanyChanged, CustomersMerged, CustomersUnmerged, TeamCalendarChosen] as const;

async function ofCustomer(db: Db, customerId: string): Promise<void> {
  const rows = await tables(db).selectFrom('tickets').select('id').where('customer_id', '=', customerId).where('status', 'in', ['open', 'waiting']).limit(500).execute();
  for (const { id } of rows) await transact(db, (tx) => settle(tx, id));
}

/** After what decides about a service level: the ticket's clocks are brought in line. Beside the command, so that nobody waits for it. */
const settled = follows('sla', [...onTickets, CustomerChanged, ...wider], async (db, fact) => {
  if (fact.about.kind === 'ticket') return (await concerned(db, fact.about.id)) ? await transact(db, (tx) => settle(tx, fact.about.id)) : undefined;
  if (!(await activePolicies(db)).length) return;
  if (fact.name === CustomerChanged.name) return await ofCustomer(db, fact.about.id);
  await enqueue(db, settleAll, { after: null }, { key: 'sla.settle-all' });
});

export const followers = [settled] as const;
export const onClocks = [onClock('sla.*', { warned: (tx, c) => targetSaid(tx, c, SlaAtRisk), ranOut: (tx, c) => targetSaid(tx, c, SlaMissed) })] as const;
