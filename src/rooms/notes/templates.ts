import type { Out } from '../../core/contract.ts';
import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { richText } from '../../core/server/rich-text.ts';
import { mayShare, reachableTeam } from '../tickets/access.ts';
import { changedMeanwhile, templateEmpty, TemplateChanged, templateExists, type noteTemplate, type notes } from './contract.ts';
import { tables } from './tables.ts';

export type Template = Out<typeof noteTemplate>;
type Written = Pick<Out<typeof notes.addTemplate.spec.body>, 'name' | 'situation' | 'html'>;

const columns = ['id', 'team_id', 'name', 'situation', 'html', 'version', 'removed_at'] as const;
interface Row { id: string; team_id: string | null; name: string; situation: string; html: string; version: number; removed_at: string | null }
const shape = (actor: PersonActor) => (r: Row): Template => ({ id: r.id, teamId: r.team_id, name: r.name, situation: r.situation as Template['situation'], html: r.html, version: r.version, may: { edit: mayShare(actor, r.team_id) } });

/** Those of the workspace and of teams the actor sees, by name. */
export async function listTemplates(db: Reads, actor: PersonActor): Promise<{ items: Template[] }> {
  const rows = await tables(db).selectFrom('note_templates').select(columns).where('removed_at', 'is', null)
    .where((e) => e.or([e('team_id', 'is', null), ...(actor.sees.length ? [e('team_id', 'in', [...actor.sees])] : [])])).orderBy('name').orderBy('id').execute();
  return { items: rows.map(shape(actor)) };
}

export const templateById = async (db: Reads, actor: PersonActor, id: string): Promise<Template> => shape(actor)(await seen(db, actor, id));

async function seen(db: Reads, actor: PersonActor, id: string): Promise<Row> {
  const row = await tables(db).selectFrom('note_templates').select(columns).where('id', '=', id).executeTakeFirst();
  return row && (row.team_id === null || actor.sees.includes(row.team_id)) ? row : refuse(notFound);
}

/** One that the actor may change, locked. */
async function own(tx: Tx, actor: PersonActor, id: string): Promise<Row> {
  const row = await seen(tx, actor, id);
  if (!mayShare(actor, row.team_id)) refuse(forbidden);
  return await tables(tx).selectFrom('note_templates').select(columns).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function addTemplate(tx: Tx, actor: PersonActor, what: Written & { id: string; teamId: string | null }): Promise<void> {
  if (what.teamId) await reachableTeam(tx, actor, what.teamId);
  if (!mayShare(actor, what.teamId)) refuse(forbidden);
  const html = filled(what.html);
  await freeName(tx, what.teamId, what.name, what.id);
  await tables(tx).insertInto('note_templates').values({ id: what.id, team_id: what.teamId, name: what.name, situation: what.situation, html, made_by: actor.id, at: clock.now() }).execute();
  await said(tx, actor, what.id, what.teamId);
}

export async function changeTemplate(tx: Tx, actor: PersonActor, id: string, what: Written & { version: number }): Promise<void> {
  const row = await own(tx, actor, id);
  if (row.removed_at) refuse(notFound);
  if (row.version !== what.version) refuse(changedMeanwhile, { version: row.version });
  const html = filled(what.html);
  await freeName(tx, row.team_id, what.name, id);
  await tables(tx).updateTable('note_templates').set({ name: what.name, situation: what.situation, html, version: row.version + 1, at: clock.now() }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

export async function removeTemplate(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await own(tx, actor, id);
  if (row.removed_at) return;
  await tables(tx).updateTable('note_templates').set({ removed_at: clock.now() }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

export async function restoreTemplate(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const row = await own(tx, actor, id);
  if (!row.removed_at) return;
  await freeName(tx, row.team_id, row.name, id);
  await tables(tx).updateTable('note_templates').set({ removed_at: null }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

/** Cleaned like a note. Nobody is mentioned by a template, and no file belongs to one. */
function filled(html: string): string {
  const clean = richText(html.replace(/<img\b[^>]*>/gi, '').replace(/ data-mention="[^"]*"/gi, ''));
  return clean.text.trim() === '' ? refuse(templateEmpty) : clean.html;
}

async function freeName(tx: Tx, teamId: string | null, name: string, but: string): Promise<void> {
  await lockName(tx, `note template ${teamId ?? ''}`);
  const taken = await tables(tx).selectFrom('note_templates').select('id').where('team_id', 'is not distinct from', teamId).where('removed_at', 'is', null).where('id', '<>', but)
    .where((e) => e(e.fn<string>('lower', ['name']), '=', name.toLowerCase())).executeTakeFirst();
  if (taken) refuse(templateExists);
}

const said = (tx: Tx, actor: PersonActor, id: string, teamId: string | null) => record(tx, actor, TemplateChanged, { about: id, to: teamId ? [`team:${teamId}`] : ['staff'], data: { templateId: id, teamId } });
