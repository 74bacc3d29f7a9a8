import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { attachFiles } from '../../core/server/files.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { storable } from '../../core/text.ts';
import { change, tell } from './changes.ts';
import { DeliveryChanged, MessageReceived, Reopened, Thanked, ticketSettings, type delivery, type mailbox } from './contract.ts';
import { meet } from './participants.ts';
import { snippetOf, type TicketRow } from './rules.ts';
import { awake, presentOwner } from './states.ts';
import { tables, type MessageRecord, type Ticket, type TicketPatch } from './tables.ts';
import { ticketColumns } from './ticket-row.ts';
import { openTicket, subjectFrom } from './tickets.ts';

export type Mailbox = Out<typeof mailbox>;
export type Delivery = Out<typeof delivery>;

/** A message from outside, already parsed, sanitised and ascribed to a customer. */
export interface Incoming {
  /** Of the message; the same id again is the same message. */
  readonly id: string;
  /** The ticket it answers; absent with `open`. A merged one stands for the one it was merged into. */
  readonly ticketId?: string;
  readonly open?: { readonly teamId: string; readonly subject: string; readonly priority?: TicketRow['priority']; readonly id?: string };
  readonly customerId: string;
  readonly channel: string;
  readonly sender: Mailbox;
  readonly recipients: readonly Mailbox[];
  readonly copies: readonly Mailbox[];
  /** Sanitised HTML: what is new, and what it quotes and signs with. */
  readonly html: string;
  readonly foldedHtml: string;
  readonly text: string;
  /** Why it is not certain who wrote it. */
  readonly doubt?: string | null;
  readonly at: Date;
  readonly fileIds?: readonly string[];
  /** Nothing but thanks: does not reopen a closed ticket unless its team wants that. */
  readonly thanksOnly?: boolean;
  /** Written by a machine (an out-of-office notice): shown, but it wakes nothing and nobody is told. */
  readonly quiet?: boolean;
  /** What the sender is on this ticket when they are not part of it yet; a stranger is `proposed`. */
  readonly role?: 'requester' | 'copied' | 'proposed';
}
export interface Received { readonly ticketId: string; readonly number: number; readonly opened: boolean; readonly reopened: boolean }

/** A customer's message opens a ticket or lands on one, which it wakes or reopens. Its files were kept with `madeBy` null. */
export async function receive(tx: Tx, actor: Actor, what: Incoming): Promise<Received> {
  if (what.ticketId) return await land(tx, actor, what, what.ticketId);
  const earlier = await tables(tx).selectFrom('messages as m').innerJoin('tickets as t', 't.id', 'm.ticket_id').select(['t.id', 't.number']).where('m.id', '=', what.id).executeTakeFirst();
  if (earlier) return { ticketId: earlier.id, number: earlier.number, opened: false, reopened: false };
  return await begin(tx, actor, what);
}

async function begin(tx: Tx, actor: Actor, what: Incoming): Promise<Received> {
  const { open } = what;
  if (!open) throw new Error('a message needs a ticket to land on or to open');
  const first = { snippet: snippetOf(what.text), at: what.at, from: 'customer' } as const;
  const ticket = await openTicket(tx, actor, { id: open.id ?? what.id, teamId: open.teamId, subject: subjectFrom(open.subject), priority: open.priority, customerId: what.customerId, channel: what.channel, first });
  await keep(tx, ticket.id, what);
  await meet(tx, actor, ticket, { address: what.sender.address, name: what.sender.name, customerId: what.customerId }, 'requester');
  await tell(tx, actor, ticket, MessageReceived, { messageId: what.id, customerId: what.customerId, channel: what.channel, stranger: false, quiet: what.quiet ?? false }, { uid: what.id });
  return { ticketId: ticket.id, number: ticket.number, opened: true, reopened: false };
}

async function land(tx: Tx, actor: Actor, what: Incoming, ticketId: string): Promise<Received> {
  const { ticket, landed } = await rootOf(tx, ticketId, what.id);
  if (landed) return { ticketId: ticket.id, number: ticket.number, opened: false, reopened: false };
  await keep(tx, ticket.id, what);
  const role = await meet(tx, actor, ticket, { address: what.sender.address, name: what.sender.name, customerId: what.customerId }, what.role ?? 'proposed');
  const patch: TicketPatch = { ...(what.quiet ? {} : lastWords(ticket, what.text, what.at.toISOString(), 'customer')), message_count: ticket.message_count + 1 };
  const after = await change(tx, actor, ticket, patch, MessageReceived, { messageId: what.id, customerId: what.customerId, channel: what.channel, stranger: role === 'proposed' || role === 'refused', quiet: what.quiet ?? false }, { uid: what.id });
  const reopened = !what.quiet && await rouse(tx, actor, after, what);
  return { ticketId: ticket.id, number: ticket.number, opened: false, reopened };
}

/** A customer who writes ends the waiting and reopens what was closed; bare thanks after closing only shows. */
async function rouse(tx: Tx, actor: Actor, ticket: Ticket, what: Incoming): Promise<boolean> {
  if (ticket.status === 'open') return false;
  if (ticket.status === 'closed' && what.thanksOnly && !(await readSettings(tx, ticketSettings, ticket.team_id)).thanksReopens) {
    await tell(tx, actor, ticket, Thanked, { messageId: what.id });
    return false;
  }
  await change(tx, actor, ticket, { ...awake, ...(await presentOwner(tx, ticket)) }, Reopened, { why: 'customer-wrote', was: ticket.status as TicketRow['status'] });
  return true;
}

async function keep(tx: Tx, ticketId: string, what: Incoming): Promise<void> {
  await tables(tx).insertInto('messages').values({
    id: what.id, ticket_id: ticketId, direction: 'in', channel: what.channel, customer_id: what.customerId, sender: JSON.stringify(plain(what.sender)), recipients: JSON.stringify(what.recipients.map(plain)),
    copies: JSON.stringify(what.copies.map(plain)), html: storable(what.html), folded_html: storable(what.foldedHtml), text: storable(what.text), doubt: what.doubt ?? null, delivery: 'received', at: what.at,
  }).execute();
  await attachFiles(tx, what.fileIds ?? [], { kind: 'message', id: what.id }, null);
}

const plain = (m: Mailbox): Mailbox => ({ name: storable(m.name).slice(0, 200), address: storable(m.address).slice(0, 254) });

/** What lists show of the newest message; one that arrives late does not push back the clock. */
export const lastWords = (ticket: Ticket, text: string, at: string, from: 'customer' | 'us'): TicketPatch =>
  at >= ticket.last_message_at ? { snippet: snippetOf(text), last_message_at: at, last_from: from } : {};

/** The ticket a merged one stands for, locked, and whether this message has landed before. */
async function rootOf(tx: Tx, id: string, messageId: string): Promise<{ ticket: Ticket; landed: boolean }> {
  for (let at = id; ;) {
    const row: Ticket & { landed: unknown } = (await tables(tx).selectFrom('tickets').select(ticketColumns).select((e) => e.exists(e.selectFrom('messages').select('messages.id').where('messages.id', '=', messageId)).as('landed')).where('id', '=', at).forUpdate().executeTakeFirst()) ?? refuse(notFound);
    const { landed, ...ticket } = row;
    if (!ticket.merged_into) return { ticket, landed: landed === true };
    at = ticket.merged_into;
  }
}

export const messageColumns = ['id', 'ticket_id', 'direction', 'channel', 'customer_id', 'person_id', 'sender', 'recipients', 'copies', 'html', 'folded_html', 'text', 'doubt', 'delivery', 'delivery_note', 'due_at', 'at'] as const satisfies readonly (keyof MessageRecord)[];
export const messageRow = async (db: Reads, id: string): Promise<MessageRecord | undefined> => await tables(db).selectFrom('messages').select(messageColumns).where('id', '=', id).executeTakeFirst();

/**
 * Notes how the sending of a reply goes on, as its channel learns it. A reply that was taken back stays so.
 * Answers whether anything changed.
 */
export async function setDelivery(tx: Tx, actor: Actor, messageId: string, delivery: Exclude<Delivery, 'received' | 'cancelled'>, note: string | null = null): Promise<boolean> {
  const before = await tables(tx).selectFrom('messages as m').innerJoin('tickets as t', 't.id', 'm.ticket_id').select(['m.delivery', 'm.delivery_note', 'm.person_id', 't.id', 't.team_id', 't.owner_id'])
    .where('m.id', '=', messageId).where('m.direction', '=', 'out').forUpdate('m').executeTakeFirst();
  if (!before || before.delivery === 'cancelled' || (before.delivery === delivery && before.delivery_note === note)) return false;
  await tables(tx).updateTable('messages').set({ delivery, delivery_note: note }).where('id', '=', messageId).execute();
  await tell(tx, actor, before, DeliveryChanged, { messageId, from: before.delivery as Delivery, delivery, note, authorId: before.person_id }, before.person_id ? { also: [`person:${before.person_id}`] } : {});
  return true;
}
