import { forbidden } from '../../core/refusals.ts';
import type { PersonActor, Role } from '../../core/server/actor.ts';
import type { Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { makeKey } from './keys.ts';
import { addPerson } from './people.ts';

/** Makes a service: an actor of its own with a role and teams, and its first key. Admins only, who choose the role. */
export async function makeServiceKey(tx: Tx, actor: PersonActor, what: { name: string; role: Role; teams: readonly string[]; scopes: readonly string[] }): Promise<{ id: string; secret: string }> {
  if (actor.role !== 'admin') refuse(forbidden);
  const personId = await addPerson(tx, actor, { kind: 'service', name: what.name, role: what.role, teams: what.teams.map((id) => ({ id })) });
  return await makeKey(tx, actor, { name: what.name, personId, kind: 'service', scopes: what.scopes });
}
