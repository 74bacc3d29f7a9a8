import { newId } from '../../../core/ids.ts';
import { system, type Actor, type PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Tx } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { readSettings } from '../../../core/server/settings.ts';
import { start, stopAbout } from '../../clocks/clocks.ts';
import { customerById } from '../../customers/queries.ts';
import { runs } from '../../people/access.ts';
import { activeLeads } from '../../people/queries.ts';
import { changeable } from '../../promises/access.ts';
import { keepPromise, makePromise, passPromise, reopenPromise } from '../../promises/promises.ts';
import type { PromiseRecord } from '../../promises/tables.ts';
import { availabilityOf, reachable, whoIsThere } from '../../shifts/availability.ts';
import { mayBeGiven } from '../../shifts/eligibility.ts';
import { tell } from '../../tickets/changes.ts';
import { workableOne } from '../../tickets/access.ts';
import type { Ticket } from '../../tickets/tables.ts';
import { CallbackAttended, CallbackOffered, CallbackSoon, CallbackTaken, CallbackUntaken, notOffered, offerTaken, phoneSettings } from './contract.ts';
import { earlyMs, remindMs } from './rules.ts';
import { tables } from './tables.ts';

const by = system('phone');
/** Ten minutes before it warns, at its time it runs out; the second reminder is a clock of its own. About the promise, not on the ticket, whose due time is the promise's. */
const kinds = ['callback', 'callback-near'] as const;
const offerKind = 'callback-offer';
type Due = Pick<PromiseRecord, 'id' | 'owner_id' | 'due_at'>;
const said = (p: Due) => ({ promiseId: p.id, ownerId: p.owner_id, dueAt: p.due_at });
const also = (...people: readonly string[]) => ({ also: people.map((p) => `person:${p}`) });

/** Promises to call at a time. Its owner is reminded, and where they cannot make it, it is passed on. */
export async function scheduleCallback(tx: Tx, actor: Actor, ticketId: string, what: { id: string; dueAt: string; ownerId?: string | undefined; phone: string; text: string }): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  const { graceMinutes } = await readSettings(tx, phoneSettings, ticket.team_id);
  const name = ticket.customer_id ? (await customerById(tx, ticket.customer_id))?.name : '';
  const text = what.text || `Call ${name || 'the customer'} back`;
  await makePromise(tx, actor, ticketId, { id: what.id, text, dueAt: what.dueAt, ...(what.ownerId ? { ownerId: what.ownerId } : {}), to: { kind: 'customer', id: null }, saidIn: null, kind: 'callback', graceMs: graceMinutes * 60_000 });
  await tables(tx).insertInto('callbacks').values({ promise_id: what.id, ticket_id: ticketId, team_id: ticket.team_id, number: what.phone }).execute();
  const { owner_id } = await tables(tx).selectFrom('promises').select('owner_id').where('id', '=', what.id).executeTakeFirstOrThrow();
  await watch(tx, actor, { id: what.id, owner_id, due_at: what.dueAt });
}

/** Starts the clocks of a callback: what lies behind already is left out. */
async function watch(tx: Tx, actor: Actor, p: Due): Promise<void> {
  const due = Date.parse(p.due_at);
  const left = due - clock.ms();
  const about = { aboutId: p.id, personId: p.owner_id };
  await start(tx, actor, { kind: kinds[0], label: 'callback', ...about, dueAt: p.due_at, warn: left > remindMs.first ? { beforeMs: remindMs.first } : null });
  if (left > remindMs.second) await start(tx, actor, { kind: kinds[1], label: 'callback', ...about, dueAt: new Date(due - remindMs.second) });
}

/** Another time, or owed once more: its clocks begin anew, an offer of it is over. */
export async function watchAnew(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { promise } = await changeable(tx, by, id);
  await endOffer(tx, actor, id, null);
  for (const kind of kinds) await stopAbout(tx, actor, id, 'moved', kind);
  await tables(tx).updateTable('callbacks').set({ attended_at: null, attended_by: null, call_id: null }).where('promise_id', '=', id).execute();
  if (promise.state === 'open') await watch(tx, actor, promise);
}

/** Its owner is reminded: ten minutes before, two minutes before. */
export async function remind(tx: Tx, id: string, minutes: number): Promise<void> {
  const { promise, ticket } = await changeable(tx, by, id);
  // Noticed late, as after a restart, it is its time that is told.
  if (promise.state === 'open' && Date.parse(promise.due_at) > clock.ms()) await tell(tx, by, ticket, CallbackSoon, { ...said(promise), minutes }, also(promise.owner_id));
}

/** Its time is there: the owner calls, or, where they are in a call or away, it is offered to their cover and those who are there. */
export async function timeToCall(tx: Tx, id: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, by, id);
  if (promise.state !== 'open') return;
  const now = (await availabilityOf(tx, [promise.owner_id])).get(promise.owner_id)!;
  const calling = await tables(tx).selectFrom('calls').select('id').where('person_id', '=', promise.owner_id).where('ended_at', 'is', null).executeTakeFirst();
  if (!calling && !now.away && now.state !== 'on-a-call') return await tell(tx, by, ticket, CallbackSoon, { ...said(promise), minutes: 0 }, also(promise.owner_id));
  await offer(tx, ticket, promise, now.away && !calling ? 'away' : 'on-a-call');
}

async function offer(tx: Tx, ticket: Ticket, p: Due, why: 'on-a-call' | 'away'): Promise<void> {
  const to = await candidates(tx, ticket, p.owner_id);
  const id = newId();
  await tables(tx).insertInto('callback_offers').values({ id, promise_id: p.id, from_id: p.owner_id, to_ids: to, why, at: clock.now() }).execute();
  await tell(tx, by, ticket, CallbackOffered, { ...said(p), offerId: id, to, why }, also(p.owner_id, ...to));
  if (!to.length) return await untaken(tx, ticket, p, id);
  const { offerMinutes } = await readSettings(tx, phoneSettings, ticket.team_id);
  await start(tx, by, { kind: offerKind, aboutId: p.id, personId: p.owner_id, budgetMs: offerMinutes * 60_000 });
}

/** Who stands in for the owner and those of the team: who may be given work now; where nobody is free, who is there and on no call. */
async function candidates(tx: Tx, ticket: Ticket, ownerId: string): Promise<string[]> {
  const cover = await reachable(tx, ownerId);
  const there = [...(cover && cover !== ownerId ? [cover] : []), ...(await whoIsThere(tx, ticket.team_id)).map((p) => p.id)];
  const others = [...new Set(there)].filter((p) => p !== ownerId);
  const [may, states] = [await mayBeGiven(tx, by, others, { teamId: ticket.team_id }), await availabilityOf(tx, others)];
  const free = others.filter((p) => may.get(p)!.ok);
  return (free.length ? free : others.filter((p) => may.get(p)!.mayAsk && states.get(p)!.state !== 'on-a-call')).slice(0, 50);
}

/** Nobody took it for as long as the team says: its leads are told, once. It stays offered. */
export async function offerRanOut(tx: Tx, promiseId: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, by, promiseId);
  const open = await openOffer(tx, promiseId);
  if (open && open.untaken_at === null) await untaken(tx, ticket, promise, open.id);
}

async function untaken(tx: Tx, ticket: Ticket, p: Due, offerId: string): Promise<void> {
  await tables(tx).updateTable('callback_offers').set({ untaken_at: clock.now() }).where('id', '=', offerId).execute();
  const leads = await activeLeads(tx, ticket.team_id);
  await tell(tx, by, ticket, CallbackUntaken, { ...said(p), offerId, leads }, also(p.owner_id, ...leads));
}

const openOffer = (tx: Tx, promiseId: string) => tables(tx).selectFrom('callback_offers').select(['id', 'to_ids', 'untaken_at']).where('promise_id', '=', promiseId).where('ended_at', 'is', null).forUpdate().executeTakeFirst();

async function endOffer(tx: Tx, actor: Actor, promiseId: string, takenBy: string | null): Promise<string | null> {
  const ended = await tables(tx).updateTable('callback_offers').set({ ended_at: clock.now(), taken_by: takenBy }).where('promise_id', '=', promiseId).where('ended_at', 'is', null).returning('id').executeTakeFirst();
  if (ended) await stopAbout(tx, actor, promiseId, takenBy ? 'taken' : 'over', offerKind);
  return ended?.id ?? null;
}

/** The first to take it has it: those it is offered to, and those who lead the team. */
export async function takeCallback(tx: Tx, actor: PersonActor, promiseId: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, actor, promiseId);
  const open = await openOffer(tx, promiseId);
  if (!open) return refuse(offerTaken, { personId: promise.kept_at === null ? promise.owner_id : null });
  if (!open.to_ids.includes(actor.id) && !runs(actor, ticket.team_id)) refuse(notOffered);
  await endOffer(tx, actor, promiseId, actor.id);
  await passPromise(tx, actor, promiseId, actor.id);
  await tell(tx, actor, ticket, CallbackTaken, { ...said({ ...promise, owner_id: actor.id }), offerId: open.id, from: promise.owner_id }, also(promise.owner_id, actor.id));
}

/** A call on a ticket is the callback that is about due there, or late: it counts as made from the call's begin. Answers which, if any. */
export async function attend(tx: Tx, actor: PersonActor, ticket: Ticket, call: { callId: string; at: number }): Promise<string | null> {
  const due = await tables(tx).selectFrom('promises as p').innerJoin('callbacks as c', 'c.promise_id', 'p.id').select(['p.id', 'p.owner_id', 'p.due_at']).where('p.ticket_id', '=', ticket.id).where('c.attended_at', 'is', null)
    .where('p.kept_at', 'is', null).where('p.state', 'in', ['open', 'broken']).where('p.due_at', '<=', new Date(call.at + earlyMs).toISOString()).orderBy((e) => e('p.owner_id', '!=', actor.id)).orderBy('p.due_at').limit(1).executeTakeFirst();
  if (!due) return null;
  await tables(tx).updateTable('callbacks').set({ attended_at: new Date(call.at), attended_by: actor.id, call_id: call.callId }).where('promise_id', '=', due.id).execute();
  await keepPromise(tx, actor, due.id);
  await attended(tx, actor, ticket, due, actor.id, call.at);
  return due.id;
}

async function attended(tx: Tx, actor: Actor, ticket: Ticket, p: Due, personId: string, at: number): Promise<void> {
  await endOffer(tx, actor, p.id, null);
  await tell(tx, actor, ticket, CallbackAttended, { ...said(p), personId, at: new Date(at).toISOString() }, also(p.owner_id, personId));
}

/** Somebody says that it was made, without a call that is written down. */
export async function keptByHand(tx: Tx, actor: Actor, id: string): Promise<void> {
  const open = await tables(tx).selectFrom('callbacks').select('promise_id').where('promise_id', '=', id).where('attended_at', 'is', null).executeTakeFirst();
  if (!open || actor.kind !== 'person') return;
  const { promise, ticket } = await changeable(tx, by, id);
  await tables(tx).updateTable('callbacks').set({ attended_at: clock.now(), attended_by: actor.id }).where('promise_id', '=', id).execute();
  await attended(tx, actor, ticket, promise, actor.id, clock.ms());
}

/** The call it was made by was none: it is owed as before. */
export async function unattend(tx: Tx, actor: Actor, id: string, callId: string): Promise<void> {
  const row = await tables(tx).selectFrom('callbacks').select('promise_id').where('promise_id', '=', id).where('call_id', '=', callId).executeTakeFirst();
  if (row) await reopenPromise(tx, actor, id);
}

/** Withdrawn, or given to somebody by hand: it is offered no longer. */
export const callbackGone = async (tx: Tx, actor: Actor, id: string): Promise<void> => { await endOffer(tx, actor, id, null); };
