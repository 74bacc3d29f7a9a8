import { newId } from '../../../core/ids.ts';
import { system, type Actor, type PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import type { Reads, Tx } from '../../../core/server/db.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { readSettings } from '../../../core/server/settings.ts';
import { start, stopAbout } from '../../clocks/clocks.ts';
import { actorFor, runs } from '../../people/access.ts';
import { activeLeads } from '../../people/queries.ts';
import { changeable } from '../../promises/access.ts';
import { passPromise } from '../../promises/promises.ts';
import type { PromiseRecord } from '../../promises/tables.ts';
import { availabilityOf, reachable, whoIsThere } from '../../shifts/availability.ts';
import { mayBeGiven } from '../../shifts/eligibility.ts';
import { canOwn } from '../../tickets/access.ts';
import { tell } from '../../tickets/changes.ts';
import type { Ticket } from '../../tickets/tables.ts';
import { CallbackOffered, CallbackTaken, CallbackUntaken, notOffered, offerTaken, phoneSettings } from './contract.ts';
import { tables } from './tables.ts';

const by = system('phone');
const offerKind = 'callback-offer';
export type Due = Pick<PromiseRecord, 'id' | 'owner_id' | 'due_at'>;
export type WhyNot = 'on-a-call' | 'away' | 'gone';
export const said = (p: Due) => ({ promiseId: p.id, ownerId: p.owner_id, dueAt: p.due_at });
export const also = (...people: readonly string[]) => ({ also: people.map((p) => `person:${p}`) });

/** Why somebody cannot make a callback now: they work here, or on this ticket, no longer; they are on a call; they are away. null: they can. */
export async function whyNot(tx: Tx, ticket: Ticket, personId: string): Promise<WhyNot | null> {
  if (!(personId === ticket.owner_id ? await actorFor(tx, personId) : await canOwn(tx, personId, ticket.team_id))) return 'gone';
  if (await tables(tx).selectFrom('calls').select('id').where('person_id', '=', personId).where('ended_at', 'is', null).executeTakeFirst()) return 'on-a-call';
  const now = (await availabilityOf(tx, [personId])).get(personId)!;
  return now.away ? 'away' : now.state === 'on-a-call' ? 'on-a-call' : null;
}

/** Offers a callback to those who can make it; one that is offered already stays so. Where nobody can, the leads are told at once. */
export async function offer(tx: Tx, ticket: Ticket, p: Due, why: WhyNot): Promise<void> {
  if (await openOffer(tx, p.id)) return;
  const to = await candidates(tx, ticket, p.owner_id);
  const id = newId();
  await tables(tx).insertInto('callback_offers').values({ id, promise_id: p.id, from_id: p.owner_id, to_ids: to, why, at: clock.now() }).execute();
  await tell(tx, by, ticket, CallbackOffered, { ...said(p), offerId: id, to, why }, also(p.owner_id, ...to));
  if (!to.length) return await untaken(tx, ticket, p, id);
  const { offerMinutes } = await readSettings(tx, phoneSettings, ticket.team_id);
  await start(tx, by, { kind: offerKind, aboutId: p.id, personId: p.owner_id, budgetMs: offerMinutes * 60_000 });
}

/** Who stands in for the owner, who owns the ticket, and those of the team: who may be given work now; where nobody is free, who is there and on no call. */
async function candidates(tx: Tx, ticket: Ticket, ownerId: string): Promise<string[]> {
  const able: string[] = [];
  for (const near of new Set([ownerId, ticket.owner_id ?? ownerId])) {
    const person = await reachable(tx, near);
    if (person && (await canOwn(tx, person, ticket.team_id))) able.push(person);
  }
  const others = [...new Set([...able, ...(await whoIsThere(tx, ticket.team_id)).map((p) => p.id)])].filter((p) => p !== ownerId);
  const [may, states] = [await mayBeGiven(tx, by, others, { teamId: ticket.team_id }), await availabilityOf(tx, others)];
  const free = others.filter((p) => may.get(p)!.ok);
  return (free.length ? free : others.filter((p) => may.get(p)!.mayAsk && states.get(p)!.state !== 'on-a-call')).slice(0, 50);
}

/** Nobody took it for as long as the team says: its leads are told, once. It stays offered. */
export async function offerRanOut(tx: Tx, ticket: Ticket, p: Due): Promise<void> {
  const open = await openOffer(tx, p.id);
  if (open && open.untaken_at === null) await untaken(tx, ticket, p, open.id);
}

async function untaken(tx: Tx, ticket: Ticket, p: Due, offerId: string): Promise<void> {
  await tables(tx).updateTable('callback_offers').set({ untaken_at: clock.now() }).where('id', '=', offerId).execute();
  const leads = await answerable(tx, ticket.team_id);
  await tell(tx, by, ticket, CallbackUntaken, { ...said(p), offerId, leads }, also(p.owner_id, ...leads));
}

/** The leads of a team; where it has none, the admins. */
async function answerable(db: Reads, teamId: string): Promise<string[]> {
  const leads = await activeLeads(db, teamId);
  if (leads.length) return leads;
  return (await tables(db).selectFrom('people').select('id').where('role', '=', 'admin').where('kind', '=', 'person').where('deactivated_at', 'is', null).orderBy('id').execute()).map((p) => p.id);
}

const openOffer = (tx: Tx, promiseId: string) => tables(tx).selectFrom('callback_offers').select(['id', 'to_ids', 'untaken_at']).where('promise_id', '=', promiseId).where('ended_at', 'is', null).forUpdate().executeTakeFirst();

/** It is offered no longer: taken, made, moved, withdrawn, or given to somebody by hand. */
export async function endOffer(tx: Tx, actor: Actor, promiseId: string, takenBy: string | null = null): Promise<void> {
  const ended = await tables(tx).updateTable('callback_offers').set({ ended_at: clock.now(), taken_by: takenBy }).where('promise_id', '=', promiseId).where('ended_at', 'is', null).returning('id').executeTakeFirst();
  if (ended) await stopAbout(tx, actor, promiseId, takenBy ? 'taken' : 'over', offerKind);
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
