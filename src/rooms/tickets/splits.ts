import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { clock } from '../../core/server/clock.ts';
import { workableOne } from './access.ts';
import { change, tell } from './changes.ts';
import { cannotSplit, maySplit, MessageMovedIn, SplitOff } from './contract.ts';
import { familyOf, linkTo } from './families.ts';
import { messageRow, type Mailbox } from './messages.ts';
import { newestWords } from './newest-words.ts';
import { about } from './owners.ts';
import { meet } from './participants.ts';
import { snippetOf } from './rules.ts';
import { tables, type Ticket } from './tables.ts';
import { openTicket } from './tickets.ts';

/** A new matter on an old ticket: the customer's message becomes the first of a new ticket, linked both ways (Q12). Answers the new one. */
export async function split(tx: Tx, actor: Actor, id: string, what: { id: string; messageId: string; subject: string; teamId?: string }): Promise<Ticket> {
  const source = await workableOne(tx, actor, id);
  const message = await messageRow(tx, what.messageId);
  if (message?.direction !== 'in' || source.message_count < 2 || !(await familyOf(tx, id)).includes(message.ticket_id)) return refuse(cannotSplit);
  await ask(tx, actor, maySplit, { ...about(source), messageId: message.id });
  const ticket = await openTicket(tx, actor, {
    id: what.id, teamId: what.teamId ?? source.team_id, subject: what.subject, customerId: message.customer_id, channel: message.channel, splitFrom: id,
    first: { snippet: snippetOf(message.text), at: new Date(message.at), from: 'customer' },
  });
  await tables(tx).updateTable('messages').set({ ticket_id: ticket.id }).where('id', '=', message.id).execute();
  if (message.ticket_id !== id) await tables(tx).updateTable('tickets').set((e) => ({ message_count: e('message_count', '-', 1) })).where('id', '=', message.ticket_id).execute();
  await tables(tx).insertInto('ticket_links').values({ ticket_id: id, other_id: ticket.id, kind: 'split', at: clock.now() }).execute();
  const sender = message.sender as Mailbox;
  if (message.customer_id) await meet(tx, actor, ticket, { address: sender.address, name: sender.name, customerId: message.customer_id }, 'requester');
  await tell(tx, actor, ticket, MessageMovedIn, { messageId: message.id, link: linkTo(source, 'split-from') });
  await change(tx, actor, source, { ...(await newestWords(tx, source)), message_count: source.message_count - 1 }, SplitOff, { messageId: message.id, link: linkTo(ticket, 'split-to') });
  return ticket;
}
