import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { offerMany } from '../handoffs/handoffs.ts';
import { actorFor, runs } from '../people/access.ts';
import { availabilityOf } from '../shifts/availability.ts';
import type { TicketRow } from '../tickets/rules.ts';
import { rowsOf } from '../tickets/ticket-row.ts';
import { visible } from '../tickets/access.ts';
import { sharedTeams } from './access.ts';
import { cannotHelp, HelpEnded, HelpOffered, notOpen, notTheirs, notYours, type help, type workload } from './contract.ts';
import { helpHoldsMs } from './rules.ts';
import { tables, type HelpRecord } from './tables.ts';

export type Help = Out<typeof help>;
type Items = Out<typeof workload.agree.spec.body>['items'];

const shape = (r: HelpRecord): Help => ({ id: r.id, ownerId: r.owner_id, helperId: r.helper_id, byId: r.by_id, count: r.count, state: r.state as Help['state'], at: r.at });
const tell = (tx: Tx, actor: PersonActor, fact: typeof HelpOffered | typeof HelpEnded, one: Help) => record(tx, actor, fact, { about: one.ownerId, to: [...new Set([one.ownerId, one.helperId, one.byId])].map((p) => `person:${p}`), data: { help: one } });

/** Offers a teammate of one's team to take some of their oldest tickets. An earlier offer to them is replaced. */
export async function offerHelp(tx: Tx, actor: PersonActor, { id, ownerId, count }: { id: string; ownerId: string; count: number }): Promise<Help> {
  if (ownerId === actor.id || !(await sharedTeams(tx, ownerId, actor.id)).length || (await availabilityOf(tx, [ownerId])).get(ownerId)!.away) refuse(cannotHelp);
  for (const earlier of await tables(tx).selectFrom('helps').selectAll().where('owner_id', '=', ownerId).where('helper_id', '=', actor.id).where('state', '=', 'offered').forUpdate().execute()) await end(tx, actor, earlier, 'withdrawn');
  const row = await tables(tx).insertInto('helps').values({ id, owner_id: ownerId, helper_id: actor.id, by_id: actor.id, count, state: 'offered', at: clock.now() }).returningAll().executeTakeFirstOrThrow();
  await tell(tx, actor, HelpOffered, shape(row));
  return shape(row);
}

/** The owner says yes: these tickets are handed to the helper, who accepts each. All or none. */
export async function agree(tx: Tx, actor: PersonActor, id: string, items: Items): Promise<Help> {
  const held = await open(tx, actor, id, 'owner_id');
  await handOver(tx, actor, held.owner_id, held.helper_id, items);
  return await end(tx, actor, held, 'agreed', items.map((i) => i.id));
}
export const declineHelp = async (tx: Tx, actor: PersonActor, id: string): Promise<Help> => await end(tx, actor, await open(tx, actor, id, 'owner_id'), 'declined');
export const withdrawHelp = async (tx: Tx, actor: PersonActor, id: string): Promise<Help> => await end(tx, actor, await open(tx, actor, id, 'helper_id'), 'withdrawn');

/** A lead arranges it: hands somebody's tickets to a helper, who accepts each. */
export async function arrange(tx: Tx, actor: PersonActor, what: { id: string; ownerId: string; helperId: string; items: Items }): Promise<Help> {
  const shared = what.ownerId === what.helperId ? [] : await sharedTeams(tx, what.ownerId, what.helperId);
  if (!shared.some((team) => runs(actor, team))) refuse(cannotHelp);
  await handOver(tx, actor, what.ownerId, what.helperId, what.items);
  const row = await tables(tx).insertInto('helps')
    .values({ id: what.id, owner_id: what.ownerId, helper_id: what.helperId, by_id: actor.id, count: what.items.length, state: 'agreed', handoffs: what.items.map((i) => i.id), at: clock.now(), ended_at: clock.now() }).returningAll().executeTakeFirstOrThrow();
  await tell(tx, actor, HelpEnded, shape(row));
  return shape(row);
}

/** By handoffs alone: their rules about context, rights and receivers hold, and the helper accepts each. */
async function handOver(tx: Tx, actor: PersonActor, ownerId: string, helperId: string, items: Items): Promise<void> {
  const owned = await tables(tx).selectFrom('tickets').select('id').where('id', 'in', items.map((i) => i.ticketId)).where('owner_id', '=', ownerId).where('status', '=', 'open').execute();
  if (owned.length !== new Set(items.map((i) => i.ticketId)).size) refuse(notTheirs);
  await offerMany(tx, actor, items.map((item) => ({ ...item, to: { personId: helperId } })));
}

/** An offer that waits, for the one who answers it or made it; nobody else learns that it is there (W-G1). */
async function open(tx: Tx, actor: PersonActor, id: string, whose: 'owner_id' | 'helper_id'): Promise<HelpRecord> {
  const held = await tables(tx).selectFrom('helps').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!held || ![held.owner_id, held.helper_id].includes(actor.id)) return refuse(notFound);
  if (held[whose] !== actor.id) refuse(notYours);
  if (held.state !== 'offered' || Date.parse(held.at) < clock.ms() - helpHoldsMs) refuse(notOpen);
  return held;
}

async function end(tx: Tx, actor: PersonActor, held: HelpRecord, state: 'agreed' | 'declined' | 'withdrawn', handoffs: string[] = []): Promise<Help> {
  const row = await tables(tx).updateTable('helps').set({ state, handoffs, ended_at: clock.now() }).where('id', '=', held.id).returningAll().executeTakeFirstOrThrow();
  await tell(tx, actor, HelpEnded, shape(row));
  return shape(row);
}

/** Offers that wait for an answer: to me, and from me. */
export async function openHelps(db: Reads, actor: PersonActor): Promise<{ toMe: Help[]; fromMe: Help[] }> {
  const rows = await tables(db).selectFrom('helps').selectAll().where('state', '=', 'offered').where('at', '>', clock.iso(-helpHoldsMs)).where((e) => e.or([e('owner_id', '=', actor.id), e('helper_id', '=', actor.id)])).orderBy('at').execute();
  return { toMe: rows.filter((r) => r.owner_id === actor.id).map(shape), fromMe: rows.filter((r) => r.helper_id === actor.id).map(shape) };
}

/** The open tickets of somebody that a helper could take over, oldest first: those the helper sees, and that nobody hands on yet. For themselves and for who leads the team. */
export async function oldestOf(db: Reads, actor: PersonActor, ownerId: string, helperId: string, count: number): Promise<TicketRow[]> {
  const helper = await actorFor(db, helperId);
  if (!helper || !(await sharedTeams(db, ownerId, helperId)).length) return [];
  const teams = helper.sees.filter((team) => actor.id === ownerId || runs(actor, team));
  if (!teams.length) return [];
  const rows = await tables(db).selectFrom('tickets as t').select('t.id').where('t.owner_id', '=', ownerId).where('t.status', '=', 'open').where('t.merged_into', 'is', null).where('t.team_id', 'in', teams).where(visible(actor))
    .where((e) => e.not(e.exists(e.selectFrom('handoffs as h').select('h.id').whereRef('h.ticket_id', '=', 't.id').where('h.state', 'in', ['offered', 'expired'])))).orderBy('t.made_at').orderBy('t.id').limit(count).execute();
  return await rowsOf(db, rows.map((r) => r.id));
}
