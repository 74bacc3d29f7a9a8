import type { Out } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { lastPath, pathChanged, pathInUse, pathNameTaken, PathsChanged, stepUnknown, type escalations } from './contract.ts';
import type { Path, PathStep } from './rules.ts';
import { openStates, tables, type PathRecord } from './tables.ts';

type Body = Omit<Out<typeof escalations.addPath.spec.body>, 'id'>;

const shape = (p: PathRecord): Path => ({
  id: p.id, name: p.name, about: p.about, position: p.position, steps: p.steps as PathStep[], acknowledge: p.acknowledge as Path['acknowledge'], answer: p.answer as Path['answer'], required: p.required as Path['required'],
  version: p.version, archivedAt: p.archived_at,
});

/** Paths in their order; those taken out of use only when asked for. */
export async function listPaths(db: Reads, archived = false): Promise<Path[]> {
  return (await tables(db).selectFrom('escalation_paths').selectAll().$if(!archived, (q) => q.where('archived_at', 'is', null)).orderBy('position').orderBy('name').execute()).map(shape);
}

export async function addPath(tx: Tx, actor: PersonActor, id: string, body: Body): Promise<Path> {
  await nameFree(tx, body.name, null);
  await stepsThere(tx, body.steps);
  const row = await tables(tx).insertInto('escalation_paths').values({ id, ...columns(body) }).returningAll().executeTakeFirstOrThrow();
  await said(tx, actor, id);
  return shape(row);
}

/** Escalations that run keep the steps they began with; their times follow. */
export async function changePath(tx: Tx, actor: PersonActor, id: string, { version, ...body }: Body & { readonly version: number }): Promise<Path> {
  const before = await live(tx, id);
  if (before.version !== version) refuse(pathChanged, { version: before.version });
  await nameFree(tx, body.name, id);
  await stepsThere(tx, body.steps);
  const row = await tables(tx).updateTable('escalation_paths').set({ ...columns(body), version: version + 1 }).where('id', '=', id).returningAll().executeTakeFirstOrThrow();
  await said(tx, actor, id);
  return shape(row);
}

export async function removePath(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  await live(tx, id);
  const { open } = await tables(tx).selectFrom('escalations').select((e) => e.fn.countAll<number>().as('open')).where('path_id', '=', id).where('state', 'in', [...openStates]).executeTakeFirstOrThrow();
  if (open) refuse(pathInUse, { open });
  if ((await listPaths(tx)).length < 2) refuse(lastPath);
  await tables(tx).updateTable('escalation_paths').set({ archived_at: clock.now() }).where('id', '=', id).execute();
  await said(tx, actor, id, true);
}

const columns = (b: Body) => ({ name: b.name, about: b.about, position: b.position, steps: JSON.stringify(b.steps), acknowledge: JSON.stringify(b.acknowledge), answer: JSON.stringify(b.answer), required: b.required });
const live = async (tx: Tx, id: string): Promise<PathRecord> => (await tables(tx).selectFrom('escalation_paths').selectAll().where('id', '=', id).where('archived_at', 'is', null).forUpdate().executeTakeFirst()) ?? refuse(notFound);
const said = (tx: Tx, actor: PersonActor, id: string, gone = false) => record(tx, actor, PathsChanged, { about: id, to: ['staff'], data: { gone } });

async function nameFree(tx: Tx, name: string, own: string | null): Promise<void> {
  const taken = (await listPaths(tx)).some((p) => p.id !== own && p.name.toLowerCase() === name.toLowerCase());
  if (taken) refuse(pathNameTaken);
}

/** Every person is active, every team in use. Later departures are stepped over when it is climbed. */
async function stepsThere(tx: Tx, steps: readonly PathStep[]): Promise<void> {
  for (const step of steps) {
    const there = step.kind === 'person'
      ? await tables(tx).selectFrom('people').select('id').where('id', '=', step.personId).where('kind', '=', 'person').where('deactivated_at', 'is', null).executeTakeFirst()
      : await tables(tx).selectFrom('teams').select('id').where('id', '=', step.teamId).where('archived_at', 'is', null).executeTakeFirst();
    if (!there) refuse(stepUnknown);
  }
}
