import type { Out } from '../../core/contract.ts';
import { forbidden, notFound } from '../../core/refusals.ts';
import { atLeast, type PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayShare } from './access.ts';
import { ViewsChanged, type savedView, type tickets } from './contract.ts';
import type { Filter } from './rules.ts';
import { tables } from './tables.ts';

export type SavedView = Out<typeof savedView>;
type Body = Out<typeof tickets.changeView.spec.body>;
interface Row { id: string; name: string; person_id: string | null; team_id: string | null; filter: unknown; sort: string; position: number }

/** Own views are one's own; a team's are changed by its leads, everybody's by leads and admins. */
const mayChange = (actor: PersonActor, v: Pick<Row, 'person_id' | 'team_id'>): boolean =>
  v.person_id ? v.person_id === actor.id : v.team_id ? mayShare(actor, v.team_id) : atLeast(actor.role, 'lead');

const shape = (actor: PersonActor, v: Row): SavedView => ({
  id: v.id, name: v.name, scope: v.person_id ? 'own' : v.team_id ? 'team' : 'everybody', teamId: v.team_id, filter: v.filter as Filter, order: v.sort as SavedView['order'], position: v.position, may: { change: mayChange(actor, v) },
});
const reachable = (db: Reads, actor: PersonActor) => tables(db).selectFrom('ticket_views').select(['id', 'name', 'person_id', 'team_id', 'filter', 'sort', 'position'])
  .where((e) => e.or([e('person_id', '=', actor.id), e.and([e('person_id', 'is', null), e.or([e('team_id', 'is', null), e('team_id', 'in', actor.sees.length ? [...actor.sees] : [actor.id])])])]));

/** The saved views a person has: their own, those of teams they see, everybody's. What a view shows is decided anew for each viewer. */
export const viewsFor = async (db: Reads, actor: PersonActor): Promise<SavedView[]> => (await reachable(db, actor).orderBy('position').orderBy('name').limit(500).execute()).map((v) => shape(actor, v));

/** One saved view somebody may use; missing and foreign ones answer alike. */
export async function viewById(db: Reads, actor: PersonActor, id: string): Promise<SavedView> {
  return shape(actor, (await reachable(db, actor).where('id', '=', id).executeTakeFirst()) ?? refuse(notFound));
}

function placeOf(actor: PersonActor, body: Body): Pick<Row, 'person_id' | 'team_id'> {
  if (body.scope === 'team' && (!body.teamId || !actor.sees.includes(body.teamId))) refuse(notFound);
  const place = { person_id: body.scope === 'own' ? actor.id : null, team_id: body.scope === 'team' ? body.teamId : null };
  return mayChange(actor, place) ? place : refuse(forbidden);
}
const audienceOf = (v: Pick<Row, 'person_id' | 'team_id'>): string[] => [v.person_id ? `person:${v.person_id}` : v.team_id ? `team:${v.team_id}` : 'staff'];
const values = (body: Body) => ({ name: body.name, filter: JSON.stringify(body.filter), sort: body.order, position: body.position });

/** Saves a new view. */
export async function saveView(tx: Tx, actor: PersonActor, id: string, body: Body): Promise<SavedView> {
  const place = placeOf(actor, body);
  await tables(tx).insertInto('ticket_views').values({ id, ...place, ...values(body), made_at: clock.now() }).execute();
  await record(tx, actor, ViewsChanged, { about: id, to: audienceOf(place), data: { scope: body.scope, teamId: place.team_id, gone: false } });
  return await viewById(tx, actor, id);
}

/** Changes a saved view, or whom it is for; needs rights on both. */
export async function changeView(tx: Tx, actor: PersonActor, id: string, body: Body): Promise<SavedView> {
  const before = await changeable(tx, actor, id);
  const place = placeOf(actor, body);
  await tables(tx).updateTable('ticket_views').set({ ...place, ...values(body) }).where('id', '=', id).execute();
  await record(tx, actor, ViewsChanged, { about: id, to: [...new Set([...audienceOf(before), ...audienceOf(place)])], data: { scope: body.scope, teamId: place.team_id, gone: false } });
  return await viewById(tx, actor, id);
}

/** Deletes a saved view; the tickets it showed are untouched. */
export async function deleteView(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const before = await changeable(tx, actor, id);
  await tables(tx).deleteFrom('ticket_views').where('id', '=', id).execute();
  await record(tx, actor, ViewsChanged, { about: id, to: audienceOf(before), data: { scope: shape(actor, before).scope, teamId: before.team_id, gone: true } });
}

async function changeable(tx: Tx, actor: PersonActor, id: string): Promise<Row> {
  const row = await reachable(tx, actor).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return refuse(notFound);
  return mayChange(actor, row) ? row : refuse(forbidden);
}
