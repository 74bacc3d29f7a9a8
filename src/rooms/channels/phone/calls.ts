import type { Out } from '../../../core/contract.ts';
import { system, type Actor, type PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Tx } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { readSettings } from '../../../core/server/settings.ts';
import { start, stopAbout } from '../../clocks/clocks.ts';
import { customerById } from '../../customers/queries.ts';
import { verificationOf } from '../../customers/verifications.ts';
import { protectClaim, unprotectClaim } from '../../queues/leases.ts';
import { setBySource } from '../../shifts/availability.ts';
import { sees, workableOne } from '../../tickets/access.ts';
import { tell } from '../../tickets/changes.ts';
import { waitUntil } from '../../tickets/states.ts';
import type { Ticket } from '../../tickets/tables.ts';
import { ownCall } from './access.ts';
import { callById } from './call-answers.ts';
import { attend, attendAgain, scheduleCallback, unattend, wherever } from './callbacks.ts';
import { CallChanged, CallDiscarded, CallEnded, CallLogged, callOver, CallRestored, callRuns, CallStarted, changedMeanwhile, notThen, onACall, phoneSettings, ticketGone, wrongOutcome, type phone } from './contract.ts';
import { fits, quietAt, reached, type Channel, type Outcome } from './rules.ts';
import { tables, type CallRecord } from './tables.ts';

type Body<K extends 'start' | 'log' | 'wrapUp' | 'change'> = Out<(typeof phone)[K]['spec']['body']>;
type Why = 'person' | 'limit' | 'left';
const longestAgoMs = 30 * 24 * 3600_000;
const said = (c: Pick<CallRecord, 'id' | 'person_id' | 'channel' | 'direction'>) => ({ callId: c.id, personId: c.person_id, channel: c.channel as Channel, direction: c.direction as 'out' | 'in' });
const mine = (c: Pick<CallRecord, 'person_id'>) => ({ also: [`person:${c.person_id}`] });

/** What is known of a ticket's customer as a call begins: how they were verified, and whether it is quiet where they are. */
async function carried(tx: Tx, ticket: Ticket, at: number) {
  const { quietFrom, quietTo, maxCallMinutes } = await readSettings(tx, phoneSettings, ticket.team_id);
  const [verified, customer] = [await verificationOf(tx, ticket.customer_id), ticket.customer_id ? await customerById(tx, ticket.customer_id) : null];
  const quiet = customer?.zone ? quietAt({ from: quietFrom, to: quietTo }, at, customer.zone) : false;
  return { maxCallMinutes, row: { customer_id: ticket.customer_id, team_id: ticket.team_id, quiet, ...(verified?.valid ? { verified_how: verified.how, verified_at: verified.at } : {}) } };
}

/** Begins a call: one at a time, held by the database. Others see the caller as on a call, their claim does not run out, and a callback that is about due counts as made. */
export async function startCall(tx: Tx, actor: PersonActor, ticketId: string, what: Body<'start'>): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const { maxCallMinutes, row } = await carried(tx, ticket, clock.ms());
  const begun = await tables(tx).insertInto('calls').values({ id: what.id, ticket_id: ticketId, person_id: actor.id, channel: 'phone', direction: what.direction, number: what.phone, started_at: clock.now(), ...row })
    .onConflict((c) => c.column('person_id').where('ended_at', 'is', null).doNothing()).returning('id').executeTakeFirst();
  if (!begun) return await refuseSecond(tx, actor.id);
  const call = { id: what.id, person_id: actor.id, channel: 'phone', direction: what.direction };
  const budgetMs = maxCallMinutes * 60_000;
  await protectClaim(tx, actor, actor.id);
  await start(tx, actor, { kind: 'call', label: 'call', aboutId: what.id, personId: actor.id, budgetMs });
  await tell(tx, actor, ticket, CallStarted, said(call), { uid: what.id, ...mine(call) });
  await setBySource(tx, actor, actor.id, 'call', { state: 'on-a-call', until: clock.iso(budgetMs) });
  await attend(tx, actor, ticket, { callId: what.id, at: clock.ms() });
}

async function refuseSecond(tx: Tx, personId: string): Promise<never> {
  const on = await tables(tx).selectFrom('calls as c').innerJoin('tickets as t', 't.id', 'c.ticket_id').leftJoin('customers as k', 'k.id', 't.customer_id').select(['c.id', 'c.ticket_id', 't.number', 'k.name'])
    .where('c.person_id', '=', personId).where('c.ended_at', 'is', null).executeTakeFirstOrThrow();
  return refuse(onACall, { callId: on.id, ticketId: on.ticket_id, number: Number(on.number), customerName: on.name ?? '' });
}

/** Hangs up. One that is over stays as it is, so that two tabs may do it at once. */
export async function endCall(tx: Tx, actor: Actor, id: string, why: Why = 'person', at: number = clock.ms()): Promise<void> {
  const { call, ticket } = await ownCall(tx, actor, id);
  if (call.ended_at !== null) return;
  await over(tx, actor, call, ticket, why, at, {});
}

async function over(tx: Tx, actor: Actor, call: CallRecord, ticket: Ticket, why: Why, at: number, more: { discarded_at?: Date; wrapped_at?: Date }): Promise<void> {
  await unprotectClaim(tx, actor, call.person_id);
  await stopAbout(tx, actor, call.id, 'ended', 'call');
  const seconds = Math.max(0, Math.round((at - Date.parse(call.started_at)) / 1000));
  await tables(tx).updateTable('calls').set((e) => ({ ended_at: new Date(Date.parse(call.started_at) + seconds * 1000), ended_why: why, seconds, version: e('version', '+', 1), ...more })).where('id', '=', call.id).execute();
  await setBySource(tx, actor, call.person_id, 'call', null);
  if (!more.discarded_at) await tell(tx, actor, ticket, CallEnded, { ...said(call), why, seconds }, mine(call));
}

/** A call that ran for as long as its team lets one run ends by itself, and was no longer than that, however late it is noticed. */
export const callTooLong = (tx: Tx, id: string, dueAt: string): Promise<void> => endCall(tx, system('phone'), id, 'limit', Math.min(clock.ms(), Date.parse(dueAt)));

/** Somebody who left is on no call. */
export async function callerLeft(tx: Tx, personId: string): Promise<void> {
  const on = await tables(tx).selectFrom('calls').select('id').where('person_id', '=', personId).where('ended_at', 'is', null).executeTakeFirst();
  if (on) await endCall(tx, system('phone'), on.id, 'left');
}

/** Nobody was called: it leaves the lists, and a callback it had counted for is owed again. */
export async function discardCall(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { call, ticket } = await ownCall(tx, actor, id);
  if (call.discarded_at !== null) return;
  if (call.wrapped_at !== null) refuse(callOver);
  if (call.ended_at === null) await over(tx, actor, call, ticket, 'person', clock.ms(), { discarded_at: clock.now(), wrapped_at: clock.now() });
  else await tables(tx).updateTable('calls').set({ discarded_at: clock.now(), wrapped_at: clock.now() }).where('id', '=', id).execute();
  if (call.promise_id) await unattend(tx, actor, call.promise_id, id);
  await tell(tx, actor, ticket, CallDiscarded, said(call), mine(call));
}

/** It was a call after all: over since it was discarded, to be wrapped up; a callback it had counted for is made, unless something else became of that. */
export async function restoreCall(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { call, ticket } = await ownCall(tx, actor, id);
  if (call.discarded_at === null) return;
  await tables(tx).updateTable('calls').set((e) => ({ discarded_at: null, wrapped_at: null, version: e('version', '+', 1) })).where('id', '=', id).execute();
  await tell(tx, actor, ticket, CallRestored, said(call), mine(call));
  if (call.promise_id) await attendAgain(tx, actor, ticket, call.promise_id, { callId: id, at: Date.parse(call.started_at) });
}

/**
 * Says how a call went and what comes next: a callback, or waiting, in the same step, on the ticket where work goes on by now. Said
 * once more it is set right. With the `version` that was read, what was written in another window since is not written over.
 */
export async function wrapUp(tx: Tx, actor: PersonActor, id: string, what: Body<'wrapUp'>): Promise<void> {
  const { call, ticket } = await ownCall(tx, actor, id);
  if (call.ended_at === null) refuse(callRuns);
  if (what.version !== undefined && what.version !== call.version) await refuseOld(tx, actor, id);
  if (!fits(call.channel as Channel, what.outcome)) refuse(wrongOutcome);
  await tables(tx).updateTable('calls').set((e) => ({
    outcome: what.outcome, notes: what.notes, next: what.next.kind, wrapped_at: call.wrapped_at ?? clock.now(), version: e('version', '+', 1), ...(what.readBack ? { read_back: JSON.stringify(what.readBack) } : {}), ...shortened(call, what.seconds),
  })).where('id', '=', id).execute();
  await tell(tx, actor, ticket, CallChanged, { ...said(call), outcome: what.outcome, wrapped: true }, mine(call));
  if (what.next.kind !== 'callback' && what.next.kind !== 'wait') return;
  const on = await wherever(tx, ticket);
  if (!(await sees(tx, actor, on))) refuse(ticketGone);
  if (what.next.kind === 'callback') await scheduleCallback(tx, actor, on.id, { id: what.next.id, dueAt: what.next.dueAt, ownerId: what.next.ownerId, phone: call.number, text: '' });
  else await waitUntil(tx, actor, on.id, what.next.for, what.next.until, what.next.note);
}

/** One that ended too late, as nobody hung up, was as long as whoever made it says: at most as long as it ran. */
const shortened = (call: CallRecord, seconds: number | undefined) =>
  (seconds === undefined ? {} : { seconds: Math.min(seconds, call.seconds ?? 0), ended_at: new Date(Date.parse(call.started_at) + Math.min(seconds, call.seconds ?? 0) * 1000) });

const refuseOld = async (tx: Tx, actor: PersonActor, id: string): Promise<never> => refuse(changedMeanwhile, { call: await callById(tx, actor, id) });

/**
 * Keeps what is written while one talks, and sets right what was said afterwards. What is typed before it is wrapped up is
 * nobody's news; one's other windows read it when they are looked at.
 */
export async function changeCall(tx: Tx, actor: PersonActor, id: string, { version, notes, readBack, outcome, direction }: Body<'change'>): Promise<void> {
  const { call, ticket } = await ownCall(tx, actor, id);
  if (call.version !== version) await refuseOld(tx, actor, id);
  if (outcome !== undefined && !fits(call.channel as Channel, outcome)) refuse(wrongOutcome);
  const set = { ...(notes === undefined ? {} : { notes }), ...(readBack ? { read_back: JSON.stringify(readBack) } : {}), ...(outcome ? { outcome } : {}), ...(direction ? { direction } : {}) };
  await tables(tx).updateTable('calls').set((e) => ({ ...set, version: e('version', '+', 1) })).where('id', '=', id).execute();
  if (call.wrapped_at === null && !outcome && !direction) return;
  await tell(tx, actor, ticket, CallChanged, { ...said({ ...call, direction: direction ?? call.direction }), outcome: (outcome ?? call.outcome) as Outcome | null, wrapped: call.wrapped_at !== null }, mine(call));
}

/** Writes a call down that was made, or an attempt of another kind. A callback that was about due then counts as made. */
export async function logCall(tx: Tx, actor: PersonActor, ticketId: string, what: Body<'log'>): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  if (!fits(what.channel, what.outcome)) refuse(wrongOutcome);
  const at = what.startedAt === undefined ? clock.ms() - what.seconds * 1000 : Date.parse(what.startedAt);
  // The clock of a browser may be a little ahead.
  if (at + what.seconds * 1000 > clock.ms() + 120_000 || at < clock.ms() - longestAgoMs) refuse(notThen);
  const { row } = await carried(tx, ticket, at);
  const call = { id: what.id, person_id: actor.id, channel: what.channel, direction: what.direction };
  await tables(tx).insertInto('calls').values({
    ...call, ticket_id: ticketId, number: what.phone, started_at: new Date(at), ended_at: new Date(at + what.seconds * 1000), ended_why: 'person', seconds: what.seconds, outcome: what.outcome, notes: what.notes, wrapped_at: clock.now(), ...row,
  }).execute();
  await tell(tx, actor, ticket, CallLogged, { ...said(call), outcome: what.outcome }, { uid: what.id, ...mine(call) });
  // One of theirs that nobody answered is no calling back.
  if (what.channel === 'phone' && (what.direction === 'out' || reached(what.outcome))) await attend(tx, actor, ticket, { callId: what.id, at });
}
