import { system, type Actor, type PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Tx } from '../../../core/server/db.ts';
import { readSettings } from '../../../core/server/settings.ts';
import { start, stopAbout } from '../../clocks/clocks.ts';
import { customerById } from '../../customers/queries.ts';
import { changeable } from '../../promises/access.ts';
import { keepPromise, makePromise, reopenPromise } from '../../promises/promises.ts';
import type { PromiseRecord } from '../../promises/tables.ts';
import { readable, workableOne } from '../../tickets/access.ts';
import { tell } from '../../tickets/changes.ts';
import { familyOf } from '../../tickets/families.ts';
import type { Ticket } from '../../tickets/tables.ts';
import { also, endOffer, offer, offerRanOut, said, whyNot, type Due } from './callback-offers.ts';
import { CallbackAttended, CallbackSoon, phoneSettings } from './contract.ts';
import { earlyMs, remindMs } from './rules.ts';
import { tables } from './tables.ts';

const by = system('phone');
/** Ten minutes before it warns, at its time it runs out; the second reminder is a clock of its own. About the promise, not on the ticket, whose due time is the promise's. */
const kinds = ['callback', 'callback-near'] as const;

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
  await endOffer(tx, actor, id);
  for (const kind of kinds) await stopAbout(tx, actor, id, 'moved', kind);
  await tables(tx).updateTable('callbacks').set({ attended_at: null, attended_by: null, call_id: null }).where('promise_id', '=', id).execute();
  if (promise.state === 'open') await watch(tx, actor, promise);
}

/** A callback with the ticket on which it is made: where its own was merged away, the one on which work goes on. */
async function callbackOn(tx: Tx, id: string): Promise<{ promise: PromiseRecord; ticket: Ticket }> {
  const { promise, ticket } = await changeable(tx, by, id);
  return { promise, ticket: await wherever(tx, ticket) };
}
export async function wherever(tx: Tx, ticket: Ticket): Promise<Ticket> {
  let at = ticket;
  while (at.merged_into) at = await readable(tx, by, at.merged_into);
  return at;
}

/** Its owner is reminded: ten minutes before, two minutes before. Where they work here no longer, others are asked at once. */
export async function remind(tx: Tx, id: string, minutes: number): Promise<void> {
  const { promise, ticket } = await callbackOn(tx, id);
  if (promise.state !== 'open') return;
  if ((await whyNot(tx, ticket, promise.owner_id)) === 'gone') return await offer(tx, ticket, promise, 'gone');
  await tell(tx, by, ticket, CallbackSoon, { ...said(promise), minutes }, also(promise.owner_id));
}

/** Its time: the owner is told, or, where they cannot make it, others are asked. */
export async function timeToCall(tx: Tx, id: string): Promise<void> {
  const { promise, ticket } = await callbackOn(tx, id);
  if (promise.state !== 'open') return;
  const why = await whyNot(tx, ticket, promise.owner_id);
  if (why) return await offer(tx, ticket, promise, why);
  await tell(tx, by, ticket, CallbackSoon, { ...said(promise), minutes: 0 }, also(promise.owner_id));
}

/** Nobody took it in time: the leads of whoever works the ticket are told. */
export async function nobodyTook(tx: Tx, id: string): Promise<void> {
  const { promise, ticket } = await callbackOn(tx, id);
  await offerRanOut(tx, ticket, promise);
}

/** Given to somebody else: it is offered no longer. Where its time is there they are told, unless they took it themselves. */
export async function passedOn(tx: Tx, actor: Actor, id: string): Promise<void> {
  await endOffer(tx, actor, id);
  const { promise } = await changeable(tx, by, id);
  if (Date.parse(promise.due_at) <= clock.ms() && !(actor.kind === 'person' && actor.id === promise.owner_id)) await timeToCall(tx, id);
}

/**
 * A call on a ticket is the callback that is about due there, or late, on it or one merged into it: it counts as made from the
 * call's begin. One that was promised after the call is not meant. Answers which, if any.
 */
export async function attend(tx: Tx, actor: PersonActor, ticket: Ticket, call: { callId: string; at: number }): Promise<string | null> {
  const due = await tables(tx).selectFrom('promises as p').innerJoin('callbacks as c', 'c.promise_id', 'p.id').select(['p.id', 'p.owner_id', 'p.due_at']).where('p.ticket_id', 'in', await familyOf(tx, ticket.id)).where('c.attended_at', 'is', null)
    .where('p.kept_at', 'is', null).where('p.state', 'in', ['open', 'broken']).where('p.due_at', '<=', new Date(call.at + earlyMs).toISOString()).where('p.made_at', '<=', new Date(call.at).toISOString())
    .orderBy((e) => e('p.owner_id', '!=', actor.id)).orderBy('p.due_at').limit(1).executeTakeFirst();
  if (!due) return null;
  await tables(tx).updateTable('calls').set({ promise_id: due.id }).where('id', '=', call.callId).execute();
  await made(tx, actor, ticket, due, call);
  return due.id;
}

/** The call that was discarded was one: the callback it had counted for is made again, where it is still owed. */
export async function attendAgain(tx: Tx, actor: PersonActor, ticket: Ticket, promiseId: string, call: { callId: string; at: number }): Promise<void> {
  const owed = await tables(tx).selectFrom('promises as p').innerJoin('callbacks as c', 'c.promise_id', 'p.id').select(['p.id', 'p.owner_id', 'p.due_at']).where('p.id', '=', promiseId).where('c.attended_at', 'is', null)
    .where('p.kept_at', 'is', null).where('p.state', 'in', ['open', 'broken']).executeTakeFirst();
  if (owed) await made(tx, actor, ticket, owed, call);
}

async function made(tx: Tx, actor: PersonActor, ticket: Ticket, p: Due, { callId, at }: { callId: string; at: number }): Promise<void> {
  await tables(tx).updateTable('callbacks').set({ attended_at: new Date(at), attended_by: actor.id, call_id: callId }).where('promise_id', '=', p.id).execute();
  await keepPromise(tx, actor, p.id);
  await attended(tx, actor, ticket, p, actor.id, at);
}

async function attended(tx: Tx, actor: Actor, ticket: Ticket, p: Due, personId: string, at: number): Promise<void> {
  await endOffer(tx, actor, p.id);
  await tell(tx, actor, ticket, CallbackAttended, { ...said(p), personId, at: new Date(at).toISOString() }, also(p.owner_id, personId));
}

/** Somebody says that it was made, without a call that is written down. */
export async function keptByHand(tx: Tx, actor: Actor, id: string): Promise<void> {
  const open = await tables(tx).selectFrom('callbacks').select('promise_id').where('promise_id', '=', id).where('attended_at', 'is', null).executeTakeFirst();
  if (!open || actor.kind !== 'person') return;
  const { promise, ticket } = await callbackOn(tx, id);
  await tables(tx).updateTable('callbacks').set({ attended_at: clock.now(), attended_by: actor.id }).where('promise_id', '=', id).execute();
  await attended(tx, actor, ticket, promise, actor.id, clock.ms());
}

/** The call it was made by was none: it is owed as before. */
export async function unattend(tx: Tx, actor: Actor, id: string, callId: string): Promise<void> {
  const row = await tables(tx).selectFrom('callbacks').select('promise_id').where('promise_id', '=', id).where('call_id', '=', callId).executeTakeFirst();
  if (row) await reopenPromise(tx, actor, id);
}
