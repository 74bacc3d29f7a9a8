import { newId } from '../../core/ids.ts';
import { gate } from '../../core/contract.ts';
import { notFound } from '../../core/refusals.ts';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { ask } from '../../core/server/gates.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { runs } from './access.ts';
import { deactivated, MembersChanged, TeamChanged, TeamMade, teamArchived, teamNameTaken, teamNotLed } from './contract.ts';
import { tables } from './tables.ts';

/** May this team be archived? Rooms that keep work in it answer `people.team-in-use` while there is some. */
export const teamMayArchive = gate<{ teamId: string }>()('people.team-may-archive');

/** Makes a team; a person who makes one leads it. Answers its id. */
export async function makeTeam(tx: Tx, actor: Actor, what: { id?: string; name: string; sign?: string; visibility?: 'open' | 'closed' }): Promise<string> {
  const team = { id: what.id ?? newId(), name: what.name, sign: what.sign ?? '', visibility: what.visibility ?? 'open' } as const;
  const made = await tables(tx).insertInto('teams').values({ ...team, made_at: clock.now() }).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst();
  if (!made) refuse(teamNameTaken);
  await record(tx, actor, TeamMade, { about: team.id, to: ['staff'], data: { name: team.name, sign: team.sign, visibility: team.visibility } });
  if (actor.kind === 'person') await putMember(tx, actor, team.id, actor.id, true);
  return team.id;
}

/** Renames a team, changes its sign or who may see it. */
export async function changeTeam(tx: Tx, actor: PersonActor, id: string, change: { name?: string; sign?: string; visibility?: 'open' | 'closed' }): Promise<void> {
  await run(tx, actor, id);
  if (!Object.keys(change).length) return;
  if (change.name) {
    const other = await tables(tx).selectFrom('teams').select('id').where((e) => e(e.fn('lower', ['name']), '=', change.name!.toLowerCase())).where('archived_at', 'is', null).where('id', '!=', id).executeTakeFirst();
    if (other) refuse(teamNameTaken);
  }
  await tables(tx).updateTable('teams').set(change).where('id', '=', id).execute();
  await record(tx, actor, TeamChanged, { about: id, to: ['staff'], data: { set: change } });
}

/** Archives a team whose work is done or moved. */
export async function archiveTeam(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const team = await tables(tx).selectFrom('teams').select('archived_at').where('id', '=', id).forUpdate().executeTakeFirst();
  if (!team) refuse(notFound);
  if (team.archived_at) return;
  await ask(tx, actor, teamMayArchive, { teamId: id });
  const at = clock.iso();
  await tables(tx).updateTable('teams').set({ archived_at: at }).where('id', '=', id).execute();
  await record(tx, actor, TeamChanged, { about: id, to: ['staff'], data: { set: { archivedAt: at } } });
}

/** Adds somebody to a team one runs, or changes whether they lead it. */
export async function setMember(tx: Tx, actor: PersonActor, teamId: string, personId: string, lead: boolean): Promise<void> {
  await run(tx, actor, teamId);
  const person = (await tables(tx).selectFrom('people').select('deactivated_at').where('id', '=', personId).executeTakeFirst()) ?? refuse(notFound);
  if (person.deactivated_at) refuse(deactivated);
  await putMember(tx, actor, teamId, personId, lead);
}

/** Takes somebody out of a team one runs. What they own of its tickets stays theirs. */
export async function removeMember(tx: Tx, actor: PersonActor, teamId: string, personId: string): Promise<void> {
  await run(tx, actor, teamId);
  const gone = await tables(tx).deleteFrom('members').where('team_id', '=', teamId).where('person_id', '=', personId).returning('person_id').executeTakeFirst();
  if (gone) await record(tx, actor, MembersChanged, { about: teamId, to: ['staff'], data: { joined: [], left: [personId] } });
}

/** The only writer of memberships; those who call it have looked whether the actor may. */
export async function putMember(tx: Tx, actor: Actor, teamId: string, personId: string, lead: boolean): Promise<void> {
  const changed = await tables(tx).insertInto('members').values({ team_id: teamId, person_id: personId, lead, made_at: clock.now() })
    .onConflict((c) => c.columns(['team_id', 'person_id']).doUpdateSet({ lead }).where('members.lead', '!=', lead)).returning('person_id').executeTakeFirst();
  if (changed) await record(tx, actor, MembersChanged, { about: teamId, to: ['staff'], data: { joined: [{ id: personId, lead }], left: [] } });
}

async function run(tx: Tx, actor: PersonActor, teamId: string): Promise<void> {
  const team = await tables(tx).selectFrom('teams').select('archived_at').where('id', '=', teamId).forUpdate().executeTakeFirst();
  if (!team) return refuse(notFound);
  if (!runs(actor, teamId)) refuse(teamNotLed);
  if (team.archived_at) refuse(teamArchived);
}
