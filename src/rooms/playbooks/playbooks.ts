import type { Out } from '../../core/contract.ts';
import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayShare, reachableTeam, readable } from '../tickets/access.ts';
import { cannotReplace, changedMeanwhile, nameTaken, PlaybookChanged, PlaybookDismissed, replacedAlready, type playbooks } from './contract.ts';
import { columns, readablePlaybook, type Row } from './queries.ts';
import { tables } from './tables.ts';

type Adding = Out<typeof playbooks.add.spec.body>;
type Change = Out<typeof playbooks.change.spec.body>;

/** One that the actor may change, locked. */
async function own(tx: Tx, actor: PersonActor, id: string): Promise<Row> {
  const row = await readablePlaybook(tx, actor, id);
  if (!mayShare(actor, row.team_id)) refuse(forbidden);
  return await tables(tx).selectFrom('playbooks').select(columns).where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

const written = ({ name, active, trigger, steps }: Pick<Change, 'name' | 'active' | 'trigger' | 'steps'>) => ({ name, active, trigger: JSON.stringify(trigger), steps: JSON.stringify(steps) });

export async function addPlaybook(tx: Tx, actor: PersonActor, what: Adding): Promise<void> {
  if (what.teamId) await reachableTeam(tx, actor, what.teamId);
  if (!mayShare(actor, what.teamId)) refuse(forbidden);
  if (what.replaces) await replaceable(tx, actor, what.teamId, what.replaces);
  await free(tx, { id: what.id, team_id: what.teamId, name: what.name, replaces: what.replaces });
  await tables(tx).insertInto('playbooks').values({ id: what.id, team_id: what.teamId, replaces: what.replaces, ...written(what), made_by: actor.id, at: clock.now() }).execute();
  await said(tx, actor, what.id, what.teamId);
}

async function replaceable(tx: Tx, actor: PersonActor, teamId: string | null, id: string): Promise<void> {
  const other = await readablePlaybook(tx, actor, id);
  if (!teamId || other.team_id !== null) refuse(cannotReplace);
}

export async function changePlaybook(tx: Tx, actor: PersonActor, id: string, what: Change): Promise<void> {
  const row = await own(tx, actor, id);
  if (row.removed_at) refuse(notFound);
  if (row.version !== what.version) refuse(changedMeanwhile, { version: row.version });
  await free(tx, { ...row, name: what.name });
  await tables(tx).updateTable('playbooks').set({ ...written(what), version: row.version + 1, at: clock.now() }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

/** Removes one, or brings it back. */
export async function setRemoved(tx: Tx, actor: PersonActor, id: string, removed: boolean): Promise<void> {
  const row = await own(tx, actor, id);
  if ((row.removed_at !== null) === removed) return;
  if (!removed) await free(tx, row);
  await tables(tx).updateTable('playbooks').set({ removed_at: removed ? clock.now() : null }).where('id', '=', id).execute();
  await said(tx, actor, id, row.team_id);
}

/** Neither its name nor, in a team, what it stands in place of is taken by another one. */
async function free(tx: Tx, one: Pick<Row, 'id' | 'team_id' | 'name' | 'replaces'>): Promise<void> {
  await lockName(tx, `playbook ${one.team_id ?? ''}`);
  const others = await tables(tx).selectFrom('playbooks').select(['name', 'replaces']).where('team_id', 'is not distinct from', one.team_id).where('removed_at', 'is', null).where('id', '<>', one.id).execute();
  if (one.replaces && others.some((other) => other.replaces === one.replaces)) refuse(replacedAlready);
  if (others.some((other) => other.name.toLowerCase() === one.name.toLowerCase())) refuse(nameTaken);
}

const said = (tx: Tx, actor: PersonActor, id: string, teamId: string | null) => record(tx, actor, PlaybookChanged, { about: id, to: teamId ? [`team:${teamId}`] : ['staff'], data: { playbookId: id, teamId } });

/** Sets one aside on a ticket for the actor, until something newer calls for it. */
export async function dismissPlaybook(tx: Tx, actor: PersonActor, ticketId: string, playbookId: string, because: string | null): Promise<void> {
  await readable(tx, actor, ticketId);
  await readablePlaybook(tx, actor, playbookId);
  const row = { because, at: clock.now() };
  await tables(tx).insertInto('playbook_dismissals').values({ ticket_id: ticketId, person_id: actor.id, playbook_id: playbookId, ...row }).onConflict((c) => c.columns(['ticket_id', 'person_id', 'playbook_id']).doUpdateSet(row)).execute();
  await record(tx, actor, PlaybookDismissed, { about: ticketId, to: [`person:${actor.id}`], data: { playbookId, back: false } });
}

export async function bringBack(tx: Tx, actor: PersonActor, ticketId: string, playbookId: string): Promise<void> {
  await readable(tx, actor, ticketId);
  await tables(tx).deleteFrom('playbook_dismissals').where('ticket_id', '=', ticketId).where('person_id', '=', actor.id).where('playbook_id', '=', playbookId).execute();
  await record(tx, actor, PlaybookDismissed, { about: ticketId, to: [`person:${actor.id}`], data: { playbookId, back: true } });
}
