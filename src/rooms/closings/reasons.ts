import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { changeable, mustSet } from './access.ts';
import { lastReason, orderChanged, reasonChanged, reasonExists, ReasonsChanged, type closings } from './contract.ts';
import { tables } from './tables.ts';

type Body = Omit<Out<typeof closings.changeReason.spec.body>, 'version'>;
const rowOf = (b: Body) => ({ name: b.name, active: b.active, note: b.note, subtasks: b.subtasks, promises: b.promises, approvals: b.approvals, attempts: b.attempts && JSON.stringify(b.attempts) });

export const ofList = (db: Reads, teamId: string | null) => tables(db).selectFrom('close_reasons').where('team_id', 'is not distinct from', teamId).where('retired_at', 'is', null);

async function told(tx: Tx, actor: PersonActor, teamId: string | null): Promise<void> {
  await record(tx, actor, ReasonsChanged, { about: teamId ?? newId(), to: teamId ? [`team:${teamId}`] : ['staff'], data: { teamId } });
}

async function free(tx: Tx, teamId: string | null, name: string, but: string): Promise<void> {
  const other = await ofList(tx, teamId).select('id').where((e) => e.fn('lower', ['name']), '=', name.toLowerCase()).where('id', '<>', but).executeTakeFirst();
  if (other) refuse(reasonExists);
}

/** Somebody must be able to close: one reason of a list stays in use, also when two are taken away at once. */
async function another(tx: Tx, teamId: string | null, but: string): Promise<void> {
  if (!(await ofList(tx, teamId).select('id').where('active', '=', true).where('id', '<>', but).orderBy('id').forUpdate().execute()).length) refuse(lastReason);
}

/** Adds a reason at the end of its list. A team's first one of its own begins its list. */
export async function addReason(tx: Tx, actor: PersonActor, { id, teamId, ...body }: Body & { id: string; teamId: string | null }): Promise<void> {
  await mustSet(tx, actor, teamId);
  const { last } = await ofList(tx, teamId).select((e) => e.fn.coalesce(e.fn.max('position'), e.lit(0)).as('last')).executeTakeFirstOrThrow();
  const added = await tables(tx).insertInto('close_reasons').values({ id, team_id: teamId, position: last + 1, ...rowOf(body) }).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst();
  if (!added) refuse(reasonExists);
  await told(tx, actor, teamId);
}

/** Changes one; refused when somebody changed it since `version`, or when none would be left in use. */
export async function changeReason(tx: Tx, actor: PersonActor, id: string, { version, ...body }: Body & { version: number }): Promise<void> {
  const reason = await changeable(tx, actor, id);
  if (reason.version !== version) refuse(reasonChanged, { version: reason.version });
  await free(tx, reason.team_id, body.name, id);
  if (reason.active && !body.active) await another(tx, reason.team_id, id);
  await tables(tx).updateTable('close_reasons').set({ ...rowOf(body), version: version + 1 }).where('id', '=', id).execute();
  await told(tx, actor, reason.team_id);
}

export async function removeReason(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const reason = await changeable(tx, actor, id);
  await another(tx, reason.team_id, id);
  await tables(tx).updateTable('close_reasons').set({ retired_at: clock.now(), version: reason.version + 1 }).where('id', '=', id).execute();
  await told(tx, actor, reason.team_id);
}

export async function restoreReason(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const reason = await changeable(tx, actor, id, { retired: true });
  await free(tx, reason.team_id, reason.name, id);
  await tables(tx).updateTable('close_reasons').set({ retired_at: null, version: reason.version + 1 }).where('id', '=', id).execute();
  await told(tx, actor, reason.team_id);
}

/** Puts a list into this order; refused when it holds others by now. */
export async function orderReasons(tx: Tx, actor: PersonActor, teamId: string | null, ids: readonly string[]): Promise<void> {
  await mustSet(tx, actor, teamId);
  const held = (await ofList(tx, teamId).select('id').orderBy('id').forUpdate().execute()).map((r) => r.id);
  if (held.length !== ids.length || held.some((id) => !ids.includes(id))) refuse(orderChanged);
  await sql`update close_reasons r set position = o.at from unnest(${[...ids]}::uuid[]) with ordinality as o(id, at) where r.id = o.id`.execute(tx);
  await told(tx, actor, teamId);
}

/** Gives a team a list of its own: a copy of the workspace's, to be changed from there. Nothing happens where it has one. */
export async function makeOwn(tx: Tx, actor: PersonActor, teamId: string): Promise<void> {
  await mustSet(tx, actor, teamId);
  if (await ofList(tx, teamId).select('id').executeTakeFirst()) return;
  for (const { id: _, team_id: _team, version: _version, attempts, ...rest } of await ofList(tx, null).selectAll().orderBy('position').execute())
    await tables(tx).insertInto('close_reasons').values({ ...rest, id: newId(), team_id: teamId, attempts: attempts === null ? null : JSON.stringify(attempts) }).execute();
  await told(tx, actor, teamId);
}

/** The workspace's list holds for the team again. */
export async function dropOwn(tx: Tx, actor: PersonActor, teamId: string): Promise<void> {
  await mustSet(tx, actor, teamId);
  await tables(tx).updateTable('close_reasons').set({ retired_at: clock.now() }).where('team_id', '=', teamId).where('retired_at', 'is', null).execute();
  await told(tx, actor, teamId);
}
