import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { StatesChanged, stateTaken } from './contract.ts';
import type { State } from './rules.ts';
import { tables } from './tables.ts';

interface OwnState { readonly id: string; readonly name: string; readonly state: State }

/** The workspace's own states, by name. */
export const listStates = async (db: Reads): Promise<OwnState[]> =>
  (await tables(db).selectFrom('availability_states').select(['id', 'name', 'state']).where('archived_at', 'is', null).orderBy((e) => e.fn('lower', ['name'])).execute()).map((r) => ({ ...r, state: r.state as State }));

/** Adds one that counts as one of the product's. */
export async function addState(tx: Tx, actor: Actor, what: OwnState): Promise<OwnState> {
  await mustBeFree(tx, what);
  await tables(tx).insertInto('availability_states').values({ ...what, made_at: clock.now() }).execute();
  return await told(tx, actor, what);
}

/** Another name, or another state it counts as from now on. */
export async function changeState(tx: Tx, actor: Actor, what: OwnState): Promise<OwnState> {
  await mustBeFree(tx, what);
  const row = await tables(tx).updateTable('availability_states').set({ name: what.name, state: what.state }).where('id', '=', what.id).where('archived_at', 'is', null).returning('id').executeTakeFirst();
  if (!row) refuse(notFound);
  return await told(tx, actor, what);
}

/** Nobody chooses it any more; who is in it stays in it. */
export async function dropState(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await tables(tx).updateTable('availability_states').set({ archived_at: clock.now() }).where('id', '=', id).where('archived_at', 'is', null).returning(['id', 'name', 'state']).executeTakeFirst();
  if (!row) return refuse(notFound);
  await told(tx, actor, { ...row, state: row.state as State });
}

async function mustBeFree(tx: Tx, what: OwnState): Promise<void> {
  const other = await tables(tx).selectFrom('availability_states').select('id').where('archived_at', 'is', null).where('id', '!=', what.id).where((e) => e(e.fn('lower', ['name']), '=', what.name.toLowerCase())).executeTakeFirst();
  if (other) refuse(stateTaken);
}

async function told(tx: Tx, actor: Actor, what: OwnState): Promise<OwnState> {
  await record(tx, actor, StatesChanged, { about: newId(), to: ['staff'], data: { items: await listStates(tx) } });
  return what;
}
