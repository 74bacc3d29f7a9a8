import type { Out } from '../../core/contract.ts';
import { system, type Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { giveTo, move as moveClock, start, stopAbout } from '../clocks/clocks.ts';
import { activeLeads } from '../people/queries.ts';
import { mustOwn, workableOne } from '../tickets/access.ts';
import { tell } from '../tickets/changes.ts';
import type { Ticket } from '../tickets/tables.ts';
import { changeable } from './access.ts';
import { keptNot, noLongerOpen, notAhead, PromiseBroken, PromiseDueSoon, PromiseKept, PromiseMade, PromiseMoved, PromisePassed, PromiseReopened, promiseSettings, PromiseWithdrawn, type promises } from './contract.ts';
import { isAhead, owed, warnBefore, type PromiseKind, type PromiseState } from './rules.ts';
import { tables, type PromiseRecord } from './tables.ts';

export type NewPromise = Out<typeof promises.make.spec.body>;
/** What server code may say besides: a callback, which may be made so long after its time. */
export interface OfKind { readonly kind?: PromiseKind; readonly graceMs?: number }

const kind = 'promise';
/** Of a callback: from its time until it counts as broken. */
const graceKind = 'promise-grace';
const stillOwed = (p: PromiseRecord): void => { if (!owed({ state: p.state, keptAt: p.kept_at })) refuse(noLongerOpen, { state: p.state as PromiseState }); };
const said = (p: Pick<PromiseRecord, 'id' | 'owner_id' | 'kind'>) => ({ promiseId: p.id, kind: p.kind as PromiseKind, ownerId: p.owner_id });
const also = (...people: string[]) => ({ also: people.map((p) => `person:${p}`) });

/** Writes a promise down and starts its clock. Its owner is whoever makes it, unless another is named who can own the ticket. */
export async function makePromise(tx: Tx, actor: Actor, ticketId: string, what: NewPromise & OfKind): Promise<void> {
  const ticket = await workableOne(tx, actor, ticketId);
  if (!isAhead(what.dueAt, clock.ms())) refuse(notAhead);
  const ownerId = what.ownerId ?? (actor.kind === 'person' ? actor.id : ticket.owner_id);
  if (!ownerId) return refuse(notAhead);
  if (what.ownerId && what.ownerId !== ticket.owner_id) await mustOwn(tx, ownerId, ticket.team_id);
  await tables(tx).insertInto('promises').values({
    id: what.id, ticket_id: ticketId, text: what.text, due_at: what.dueAt, owner_id: ownerId, with_ticket: ticket.owner_id === null || ticket.owner_id === ownerId,
    to_kind: what.to.kind, to_id: what.to.kind === 'customer' ? what.to.id ?? ticket.customer_id : what.to.id, said_in: what.saidIn, made_by: actor.kind === 'person' ? actor.id : null, made_at: clock.now(), kind: what.kind ?? 'promise', grace_ms: what.graceMs ?? 0,
  }).execute();
  await tell(tx, actor, ticket, PromiseMade, { promiseId: what.id, kind: what.kind ?? 'promise', ownerId, dueAt: what.dueAt, to: what.to, saidIn: what.saidIn }, also(ownerId));
  await run(tx, actor, ticket, { id: what.id, owner_id: ownerId, due_at: what.dueAt, kind: what.kind ?? 'promise' });
}

async function run(tx: Tx, actor: Actor, ticket: Ticket, p: Pick<PromiseRecord, 'id' | 'owner_id' | 'due_at' | 'kind'>): Promise<void> {
  // The phone reminds of callbacks at times of its own.
  const { warnMinutes } = p.kind === 'callback' ? { warnMinutes: 0 } : await readSettings(tx, promiseSettings, ticket.team_id);
  const warn = warnMinutes ? { beforeMs: warnBefore(clock.ms(), Date.parse(p.due_at), warnMinutes) } : null;
  await start(tx, actor, { kind, label: p.kind, aboutId: p.id, ticketId: ticket.id, personId: p.owner_id, dueAt: p.due_at, warn });
}

/** It was done. One that was broken is kept late: that it was broken stays. */
export async function keepPromise(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, actor, id);
  stillOwed(promise);
  await tables(tx).updateTable('promises').set({ kept_at: clock.now(), state: promise.state === 'broken' ? 'broken' : 'kept' }).where('id', '=', id).execute();
  await stopAbout(tx, actor, id, 'kept');
  await tell(tx, actor, ticket, PromiseKept, { ...said(promise), late: promise.state === 'broken' }, also(promise.owner_id));
}

/** Takes back that it was kept: it is owed again, by the time it had. */
export async function reopenPromise(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, actor, id);
  if (promise.kept_at === null) refuse(keptNot, { state: promise.state as PromiseState });
  await tables(tx).updateTable('promises').set({ kept_at: null, state: promise.state === 'kept' ? 'open' : promise.state }).where('id', '=', id).execute();
  if (promise.state === 'kept') await run(tx, actor, ticket, promise);
  await tell(tx, actor, ticket, PromiseReopened, { ...said(promise), dueAt: promise.due_at }, also(promise.owner_id));
}

/** Renegotiates: another time, with whether those it was given to were told. A broken one is owed by the new time. */
export async function movePromise(tx: Tx, actor: Actor, id: string, to: { dueAt: string; told: boolean; reason: string }): Promise<void> {
  const { promise, ticket } = await changeable(tx, actor, id);
  stillOwed(promise);
  if (!isAhead(to.dueAt, clock.ms())) refuse(notAhead);
  await tables(tx).insertInto('promise_moves').values({ promise_id: id, was: promise.due_at, due_at: to.dueAt, told: to.told, reason: to.reason, by_id: actor.kind === 'person' ? actor.id : null, at: clock.now() }).execute();
  await tables(tx).updateTable('promises').set({ due_at: to.dueAt, state: 'open' }).where('id', '=', id).execute();
  await stopAbout(tx, actor, id, 'moved', graceKind);
  const [running] = await clocksAbout(tx, id, kind);
  if (running) await moveClock(tx, actor, running.id, { dueAt: to.dueAt });
  else await run(tx, actor, ticket, { ...promise, due_at: to.dueAt });
  await tell(tx, actor, ticket, PromiseMoved, { ...said(promise), was: promise.due_at, dueAt: to.dueAt, told: to.told }, also(promise.owner_id));
}

/** Lets somebody else see to it; from then on it stays with them, whoever owns the ticket. */
export async function passPromise(tx: Tx, actor: Actor, id: string, personId: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, actor, id);
  stillOwed(promise);
  if (promise.owner_id === personId) return;
  await mustOwn(tx, personId, ticket.team_id);
  await hand(tx, actor, ticket, promise, personId, ticket.owner_id === personId);
}

/** Everything owed that goes with a ticket goes to its new owner: promises travel with a handoff (H2). */
export async function passWithTicket(tx: Tx, actor: Actor, ticket: Ticket): Promise<void> {
  if (!ticket.owner_id) return;
  const rows = await tables(tx).selectFrom('promises').selectAll().where('ticket_id', '=', ticket.id).where('with_ticket', '=', true).where('owner_id', '<>', ticket.owner_id)
    .where((e) => e.or([e('state', '=', 'open'), e.and([e('state', '=', 'broken'), e('kept_at', 'is', null)])])).orderBy('id').forUpdate().execute();
  for (const row of rows) await hand(tx, actor, ticket, row, ticket.owner_id, true);
}

async function hand(tx: Tx, actor: Actor, ticket: Ticket, promise: PromiseRecord, to: string, withTicket: boolean): Promise<void> {
  await tables(tx).updateTable('promises').set({ owner_id: to, with_ticket: withTicket }).where('id', '=', promise.id).execute();
  for (const one of await clocksAbout(tx, promise.id)) await giveTo(tx, actor, one.id, to);
  await tell(tx, actor, ticket, PromisePassed, { ...said({ ...promise, owner_id: to }), from: promise.owner_id }, also(to, promise.owner_id));
}

/** It was none, or nobody wants it any more. */
export async function withdrawPromise(tx: Tx, actor: Actor, id: string, reason: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, actor, id);
  stillOwed(promise);
  await tables(tx).updateTable('promises').set({ state: 'withdrawn', withdrawn_for: reason }).where('id', '=', id).execute();
  await stopAbout(tx, actor, id, 'withdrawn');
  await tell(tx, actor, ticket, PromiseWithdrawn, said(promise), also(promise.owner_id));
}

/** What was said in a reply that was taken back was not said. */
export async function unsay(tx: Tx, actor: Actor, messageId: string): Promise<void> {
  const rows = await tables(tx).selectFrom('promises').select('id').where('said_in', '=', messageId).where('state', '=', 'open').execute();
  for (const { id } of rows) await withdrawPromise(tx, actor, id, 'The reply was taken back');
}

/** Its clock warned: its owner is reminded. */
export async function dueSoon(tx: Tx, id: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, system('promises'), id);
  if (promise.state === 'open') await tell(tx, system('promises'), ticket, PromiseDueSoon, { ...said(promise), dueAt: promise.due_at }, also(promise.owner_id));
}

/** Its clock ran out: it is broken, or has a few minutes yet. */
export async function timeIsOver(tx: Tx, id: string): Promise<void> {
  const { promise } = await changeable(tx, system('promises'), id);
  if (promise.state !== 'open' || promise.grace_ms === 0) return await breakPromise(tx, id);
  await start(tx, system('promises'), { kind: graceKind, aboutId: id, personId: promise.owner_id, budgetMs: promise.grace_ms });
}

/** Its time is over: owner and leads of the team are told once. It is still owed, late. */
export async function breakPromise(tx: Tx, id: string): Promise<void> {
  const { promise, ticket } = await changeable(tx, system('promises'), id);
  if (promise.state !== 'open') return;
  await tables(tx).updateTable('promises').set({ state: 'broken', broken_at: clock.now() }).where('id', '=', id).execute();
  const leads = await activeLeads(tx, ticket.team_id);
  await tell(tx, system('promises'), ticket, PromiseBroken, { ...said(promise), dueAt: promise.due_at, leads }, also(promise.owner_id, ...leads));
}
