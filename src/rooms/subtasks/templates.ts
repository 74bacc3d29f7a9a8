import type { Out } from '../../core/contract.ts';
import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayShare, reachableTeam } from '../tickets/access.ts';
import { changedMeanwhile, TemplateChanged, templateExists, type subtasks } from './contract.ts';
import type { Template } from './rules.ts';
import { tables } from './tables.ts';

type Written = Omit<Out<typeof subtasks.addTemplate.spec.body>, 'id' | 'teamId'>;

const columns = ['id', 'team_id', 'name', 'by_itself', 'tags', 'items', 'version', 'removed_at'] as const;
interface Row { id: string; team_id: string | null; name: string; by_itself: boolean; tags: string[]; items: unknown; version: number; removed_at: string | null }
const shape = (actor: PersonActor) => (r: Row): Template => ({ id: r.id, teamId: r.team_id, name: r.name, byItself: r.by_itself, tags: r.tags, items: r.items as Template['items'], version: r.version, may: { edit: mayShare(actor, r.team_id) } });

/** Those of the workspace and of teams the actor sees, by name. */
export async function listTemplates(db: Reads, actor: PersonActor): Promise<{ items: Template[] }> {
  const rows = await tables(db).selectFrom('subtask_templates').select(columns).where('removed_at', 'is', null)
    .where((e) => e.or([e('team_id', 'is', null), ...(actor.sees.length ? [e('team_id', 'in', [...actor.sees])] : [])])).orderBy('name').orderBy('id').execute();
  return { items: rows.map(shape(actor)) };
}

export const templateById = async (db: Reads, actor: PersonActor, id: string): Promise<Template> => shape(actor)(await seen(db, actor, id));

async function seen(db: Reads, actor: PersonActor, id: string): Promise<Row> {
  const row = await tables(db).selectFrom('subtask_templates').select(columns).where('id', '=', id).executeTakeFirst();
  return row && (row.team_id === null || actor.sees.includes(row.team_id)) ? row : refuse(notFound);
}

/** One that the actor may change, locked. */
async function own(tx: Tx, actor: PersonActor, id: string): Promise<Row> {
  const row = await seen(tx, actor, id);
  if (!mayShare(actor, row.team_id)) refuse(forbidden);
  return await tables(tx).selectFrom('subtask_templates').select(columns).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

const written = ({ name, byItself, tags, items }: Written) => ({ name, by_itself: byItself, tags: [...new Set(tags)].sort(), items: JSON.stringify(items) });

export async function addTemplate(tx: Tx, actor: PersonActor, what: Written & { id: string; teamId: string | null }): Promise<void> {
  if (what.teamId) await reachableTeam(tx, actor, what.teamId);
  if (!mayShare(actor, what.teamId)) refuse(forbidden);
  await freeName(tx, what.teamId, what.name, what.id);
  await tables(tx).insertInto('subtask_templates').values({ id: what.id, team_id: what.teamId, ...written(what), made_by: actor.id, at: clock.now() }).execute();
  await said(tx, actor, what.id, what.teamId);
}

export async function changeTemplate(tx: Tx, actor: PersonActor, id: string, what: Written & { version: number }): Promise<void> {
  const row = await own(tx, actor, id);
  if (row.removed_at) refuse(notFound);
  if (row.version !== what.version) refuse(changedMeanwhile, { version: row.version });
  await freeName(tx, row.team_id, what.name, id);
  await tables(tx).updateTable('subtask_templates').set({ ...written(what), version: row.version + 1, at: clock.now() }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

/** Removes a template, or brings it back. */
export async function setRemoved(tx: Tx, actor: PersonActor, id: string, removed: boolean): Promise<void> {
  const row = await own(tx, actor, id);
  if ((row.removed_at !== null) === removed) return;
  if (!removed) await freeName(tx, row.team_id, row.name, id);
  await tables(tx).updateTable('subtask_templates').set({ removed_at: removed ? clock.now() : null }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

async function freeName(tx: Tx, teamId: string | null, name: string, but: string): Promise<void> {
  await lockName(tx, `sub-task template ${teamId ?? ''}`);
  const taken = await tables(tx).selectFrom('subtask_templates').select('id').where('team_id', 'is not distinct from', teamId).where('removed_at', 'is', null).where('id', '<>', but)
    .where((e) => e(e.fn<string>('lower', ['name']), '=', name.toLowerCase())).executeTakeFirst();
  if (taken) refuse(templateExists);
}

const said = (tx: Tx, actor: PersonActor, id: string, teamId: string | null) => record(tx, actor, TemplateChanged, { about: id, to: teamId ? [`team:${teamId}`] : ['staff'], data: { templateId: id, teamId } });
