import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { shortened, storable } from '../../core/text.ts';
import { audience, mustOwn, reachableTeam, workableOne } from './access.ts';
import { change, unchangedSince, type How } from './changes.ts';
import { PriorityChanged, SubjectChanged, TagsChanged, TicketOpened } from './contract.ts';
import type { TicketRow } from './rules.ts';
import { tables, type Ticket } from './tables.ts';
import { priorityOf, rank, rowOf, ticketColumns } from './ticket-row.ts';

export interface NewTicket {
  readonly id: string;
  readonly teamId: string;
  readonly subject: string;
  readonly customerId: string | null;
  readonly channel: string;
  readonly priority?: TicketRow['priority'];
  readonly tags?: readonly string[];
  readonly ownerId?: string | null;
  /** The first message, when it is already there. */
  readonly first?: { readonly snippet: string; readonly at: Date; readonly from: 'customer' | 'us' };
  readonly splitFrom?: string;
  readonly followUpOf?: string;
}

export const subjectFrom = (subject: string): string => shortened(storable(subject).replace(/\s+/g, ' ').trim() || '(no subject)', 300);

/** Opens a ticket in a team's queue, or owned by somebody. It begins with a number of its own. */
export async function openTicket(tx: Tx, actor: Actor, what: NewTicket): Promise<Ticket> {
  await reachableTeam(tx, actor, what.teamId);
  if (what.ownerId) await mustOwn(tx, what.ownerId, what.teamId);
  const at = clock.now();
  const tags = [...new Set(what.tags ?? [])].sort();
  const ticket = await tables(tx).insertInto('tickets').values({
    id: what.id, subject: subjectFrom(what.subject), status: 'open', team_id: what.teamId, owner_id: what.ownerId ?? null, priority: rank(what.priority ?? 'normal'), tags, customer_id: what.customerId, channel: what.channel,
    snippet: what.first?.snippet ?? '', message_count: what.first ? 1 : 0, last_message_at: what.first?.at ?? at, last_from: what.first?.from ?? 'us', made_at: at, queued_at: what.ownerId ? null : at,
  }).returning(ticketColumns).executeTakeFirstOrThrow();
  await rememberTags(tx, ticket.team_id, tags);
  await record(tx, actor, TicketOpened, { about: ticket.id, to: audience(ticket), data: { set: await rowOf(tx, ticket.id), customerId: ticket.customer_id, channel: ticket.channel, splitFrom: what.splitFrom, followUpOf: what.followUpOf } });
  return ticket;
}

/** Sets how pressing a ticket is. */
export async function setPriority(tx: Tx, actor: Actor, id: string, priority: TicketRow['priority'], how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  await unchangedSince(tx, ticket, how.version, ['priority']);
  const from = priorityOf(ticket.priority);
  return from === priority ? ticket : await change(tx, actor, ticket, { priority: rank(priority) }, PriorityChanged, { from, to: priority }, how);
}

/** Sets the tags as a whole. */
export async function setTags(tx: Tx, actor: Actor, id: string, tags: readonly string[], how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  await unchangedSince(tx, ticket, how.version, ['tags']);
  return await writeTags(tx, actor, ticket, tags, how);
}

/** Adds and removes some tags, whatever the others are: for bulk acts and rules. */
export async function changeTags(tx: Tx, actor: Actor, id: string, add: readonly string[], remove: readonly string[], how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  return await writeTags(tx, actor, ticket, [...ticket.tags.filter((t) => !remove.includes(t)), ...add], how);
}

async function writeTags(tx: Tx, actor: Actor, ticket: Ticket, wanted: readonly string[], how: How): Promise<Ticket> {
  const tags = [...new Set(wanted)].sort().slice(0, 20);
  const added = tags.filter((t) => !ticket.tags.includes(t));
  const removed = ticket.tags.filter((t) => !tags.includes(t));
  if (!added.length && !removed.length) return ticket;
  await rememberTags(tx, ticket.team_id, added);
  return await change(tx, actor, ticket, { tags }, TagsChanged, { added, removed }, how);
}

async function rememberTags(tx: Tx, teamId: string, tags: readonly string[]): Promise<void> {
  if (!tags.length) return;
  await tables(tx).insertInto('ticket_tags').values([...tags].sort().map((tag) => ({ team_id: teamId, tag, at: clock.now() }))).onConflict((c) => c.columns(['team_id', 'tag']).doUpdateSet({ at: clock.now() })).execute();
}

/** Changes what the ticket is called; mail threads go on under the old subject. */
export async function setSubject(tx: Tx, actor: Actor, id: string, subject: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  await unchangedSince(tx, ticket, how.version, ['subject']);
  const to = subjectFrom(subject);
  return to === ticket.subject ? ticket : await change(tx, actor, ticket, { subject: to }, SubjectChanged, { from: ticket.subject, to }, how);
}
