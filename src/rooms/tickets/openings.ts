import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { recognise } from '../customers/customers.ts';
import { customerById, type CustomerBrief } from '../customers/queries.ts';
import type { tickets } from './contract.ts';
import { meet } from './participants.ts';
import { reply } from './replies.ts';
import type { Ticket } from './tables.ts';
import { openTicket } from './tickets.ts';

export type Opening = Out<typeof tickets.open.spec.body>;

/** Opens a ticket for a customer who has not written. They are its requester, so that replies go to them; a message given leaves as the first one. */
export async function openFor(tx: Tx, actor: PersonActor, { message, ...what }: Opening): Promise<Ticket> {
  const customer = (await customerById(tx, what.customerId)) ?? refuse(notFound);
  const ticket = await openTicket(tx, actor, { ...what, customerId: customer.id, channel: 'email' });
  const address = await addressOf(tx, actor, customer, message?.to ?? []);
  if (address) await meet(tx, actor, ticket, { address, name: customer.name, customerId: customer.id }, 'requester');
  return message ? (await reply(tx, actor, ticket.id, { ...message, quote: null, seen: 0, anyway: true })).ticket : ticket;
}

/** Where the customer is written to: the address chosen for them, else their main one. */
async function addressOf(tx: Tx, actor: PersonActor, customer: CustomerBrief, to: readonly { name: string; address: string }[]): Promise<string | null> {
  for (const one of to) if ((await recognise(tx, actor, one)) === customer.id) return one.address;
  return customer.address;
}
