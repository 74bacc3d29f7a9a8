import { newId } from '../../core/ids.ts';
import type { Actor } from '../../core/server/actor.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { workableOne } from './access.ts';
import { change, unchangedSince, type How } from './changes.ts';
import { Closed, mayClose, mayReopen, mayWait, MessageReceived, Reopened, ticketSettings, Waiting, wakeTooEarly, Woke } from './contract.ts';
import { about, keepIfClaimed } from './owners.ts';
import type { TicketRow } from './rules.ts';
import { tables, type Ticket, type TicketPatch } from './tables.ts';
import { ticketColumns } from './ticket-row.ts';

type Reason = NonNullable<TicketRow['waitingFor']>;
const hourMs = 3600_000;
const farthestMs = 2 * 366 * 24 * hourMs;

/** Columns of a ticket that waits for nothing, and of one that is not closed. */
export const awake = { status: 'open', waiting_for: null, waiting_note: '', wake_at: null, closed_at: null, closed_for: null } as const satisfies TicketPatch;
export const wakeJob = { name: 'tickets.wake', attempts: 12 } as const;

/** Lets a ticket wait, always with a wake-up: the one asked for, or what its team has set for the reason. */
export async function waitUntil(tx: Tx, actor: Actor, id: string, reason: Reason, until: string | undefined, note: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  await unchangedSince(tx, ticket, how.version, ['status', 'waitingFor', 'wakeAt'], [MessageReceived.name]);
  const { wakeAfterHours } = await readSettings(tx, ticketSettings, ticket.team_id);
  const at = until ? Date.parse(until) : clock.ms() + wakeAfterHours[reason] * hourMs;
  if (!(at > clock.ms() && at < clock.ms() + farthestMs)) refuse(wakeTooEarly);
  const wakeAt = new Date(at).toISOString();
  if (ticket.status === 'waiting' && ticket.waiting_for === reason && ticket.wake_at === wakeAt && ticket.waiting_note === note) return ticket;
  const owned = await keepIfClaimed(tx, actor, ticket);
  await ask(tx, actor, mayWait, { ...about(owned), for: reason, until: wakeAt });
  await remindAt(tx, id, wakeAt);
  return await change(tx, actor, owned, { status: 'waiting', waiting_for: reason, waiting_note: note, wake_at: wakeAt, closed_at: null, closed_for: null }, Waiting, { for: reason, until: wakeAt, note }, how);
}

/** Enqueues the wake-up; a sweeper catches whatever is missed. */
export const remindAt = (tx: Tx, ticketId: string, wakeAt: string): Promise<void> => enqueue(tx, wakeJob, { ticketId }, { at: new Date(wakeAt), key: `wake:${ticketId}` });

/** Wakes a ticket whose time has come; exactly once, however often it is called (W-L19). */
export async function wake(tx: Tx, id: string): Promise<boolean> {
  const ticket = await tables(tx).selectFrom('tickets').select(ticketColumns).where('id', '=', id).where('status', '=', 'waiting').where('wake_at', '<=', clock.iso()).forUpdate().executeTakeFirst();
  if (!ticket) return false;
  await change(tx, system('wake-up'), ticket, { ...awake, ...(await presentOwner(tx, ticket)) }, Woke, { waitedFor: ticket.waiting_for as Reason });
  return true;
}

/** Closes a ticket, if every room above lets it. Refused when a customer wrote after the version the caller saw. */
export async function close(tx: Tx, actor: Actor, id: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  if (ticket.status === 'closed') return ticket;
  await unchangedSince(tx, ticket, how.version, ['status'], [MessageReceived.name]);
  const owned = await keepIfClaimed(tx, actor, ticket);
  const entryId = newId();
  await ask(tx, actor, mayClose, { ...about(owned), closing: how.closing, said: how.said, entryId });
  return await change(tx, actor, owned, { status: 'closed', waiting_for: null, waiting_note: '', wake_at: null, closed_at: clock.iso(), closed_for: how.closing?.reasonId ?? null }, Closed, how.closing ? { reasonId: how.closing.reasonId } : {}, { act: how.act, uid: entryId });
}

/** Opens a closed or waiting ticket by hand. */
export async function reopen(tx: Tx, actor: Actor, id: string, how: How = {}): Promise<Ticket> {
  const ticket = await workableOne(tx, actor, id);
  if (ticket.status === 'open') return ticket;
  await unchangedSince(tx, ticket, how.version, ['status']);
  await ask(tx, actor, mayReopen, about(ticket));
  return await change(tx, actor, ticket, { ...awake, ...(await presentOwner(tx, ticket)) }, Reopened, { why: 'by-hand', was: ticket.status as TicketRow['status'] }, how);
}

/** An owner who has left meanwhile cannot answer for it: back into the team's queue. */
export async function presentOwner(tx: Tx, ticket: Ticket): Promise<{ owner_id?: null }> {
  if (!ticket.owner_id) return {};
  const owner = await tables(tx).selectFrom('people').select('deactivated_at').where('id', '=', ticket.owner_id).executeTakeFirst();
  return owner?.deactivated_at === null ? {} : { owner_id: null };
}
