import type { Actor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { refuse } from '../../core/server/refusals.ts';
import { clock } from '../../core/server/clock.ts';
import { workableOne } from './access.ts';
import { change, tell, type How } from './changes.ts';
import { cannotSplit, childOwner, FollowedUp, mayOpenChild, MessageMovedIn, SplitOff, type Child } from './contract.ts';
import { familyOf, linkTo } from './families.ts';
import { messageRow, type Mailbox } from './messages.ts';
import { newestWords } from './newest-words.ts';
import { about } from './owners.ts';
import { meet, participantsOf } from './participants.ts';
import { snippetOf } from './rules.ts';
import { tables, type Ticket } from './tables.ts';
import { openTicket } from './tickets.ts';

/** What the new ticket is to be: in the same team, about a new matter and in the queue, unless said otherwise. */
type Wanted = Pick<Child, 'id' | 'subject'> & Partial<Pick<Child, 'teamId' | 'matter' | 'ownerId'>>;

/** A new matter on an old ticket: the customer's message becomes the first of a new ticket, linked both ways (Q12). Answers the new one. */
export async function split(tx: Tx, actor: Actor, id: string, what: Wanted & { messageId: string }, how: How = {}): Promise<Ticket> {
  const source = await workableOne(tx, actor, id);
  const message = await messageRow(tx, what.messageId);
  if (message?.direction !== 'in' || source.message_count < 2 || !(await familyOf(tx, id)).includes(message.ticket_id)) return refuse(cannotSplit);
  const wanted = await mayOpen(tx, actor, source, { kind: 'split', matter: 'new', ownerId: null, ...what }, how);
  const ticket = await openTicket(tx, actor, {
    id: wanted.id, teamId: wanted.teamId ?? source.team_id, ownerId: wanted.ownerId, subject: wanted.subject, customerId: message.customer_id, channel: message.channel, splitFrom: id,
    first: { snippet: snippetOf(message.text), at: new Date(message.at), from: 'customer' },
  });
  await tables(tx).updateTable('messages').set({ ticket_id: ticket.id }).where('id', '=', message.id).execute();
  if (message.ticket_id !== id) await tables(tx).updateTable('tickets').set((e) => ({ message_count: e('message_count', '-', 1) })).where('id', '=', message.ticket_id).execute();
  await tables(tx).insertInto('ticket_links').values({ ticket_id: id, other_id: ticket.id, kind: 'split', at: clock.now(), not_for: notFor(source, wanted) }).execute();
  const sender = message.sender as Mailbox;
  if (message.customer_id) await meet(tx, actor, ticket, { address: sender.address, name: sender.name, customerId: message.customer_id }, 'requester');
  await tell(tx, actor, ticket, MessageMovedIn, { messageId: message.id, link: linkTo(source, 'split-from') });
  await change(tx, actor, source, { ...(await newestWords(tx, source)), message_count: source.message_count - 1 }, SplitOff, { messageId: message.id, link: linkTo(ticket, 'split-to'), matter: wanted.matter });
  return ticket;
}

/** A ticket opened from another one for the same customer, without a message of it; linked both ways (Q12). Nothing written on the older one goes along. Answers the new one. */
export async function followUp(tx: Tx, actor: Actor, id: string, what: Wanted, how: How = {}): Promise<Ticket> {
  const source = await workableOne(tx, actor, id);
  const wanted = await mayOpen(tx, actor, source, { kind: 'follow-up', matter: 'new', ownerId: null, ...what }, how);
  const ticket = await openTicket(tx, actor, {
    id: wanted.id, teamId: wanted.teamId ?? source.team_id, ownerId: wanted.ownerId, subject: wanted.subject, customerId: source.customer_id, channel: source.channel, followUpOf: id,
  });
  await tables(tx).insertInto('ticket_links').values({ ticket_id: id, other_id: ticket.id, kind: 'follow-up', at: clock.now(), not_for: notFor(source, wanted) }).execute();
  const requester = (await participantsOf(tx, await familyOf(tx, id))).find((p) => p.role === 'requester');
  if (requester?.customerId) await meet(tx, actor, ticket, { address: requester.address, name: requester.name, customerId: requester.customerId }, 'requester');
  await tell(tx, actor, ticket, FollowedUp, { link: linkTo(source, 'follow-up-of'), matter: wanted.matter });
  await tell(tx, actor, source, FollowedUp, { link: linkTo(ticket, 'follow-up'), matter: wanted.matter });
  return ticket;
}

/** A new matter is not for the owner of the first ticket, unless it was given to them here. */
const notFor = (source: Ticket, wanted: Child): string | null => (wanted.matter === 'new' && wanted.ownerId !== source.owner_id ? source.owner_id : null);

/** Looks whether the new ticket may go to whom it is meant for, and asks higher rooms. */
async function mayOpen<C extends Child>(tx: Tx, actor: Actor, source: Ticket, wanted: C, how: How): Promise<C> {
  if (wanted.ownerId !== null && wanted.ownerId !== actor.id && wanted.ownerId !== source.owner_id) refuse(childOwner);
  await ask(tx, actor, mayOpenChild, { ...about(source), wanted, via: how.via });
  return wanted;
}
