import type { Actor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { askAll, port } from '../../core/server/gates.ts';
import { availabilityOf } from './availability.ts';
import { eligible, type Eligible } from './rules.ts';
import { tables } from './tables.ts';

/** Rooms above say what holds back new work: for each person a sentence ("They came on shift a moment ago …"), or nothing. */
export const newWorkLimits = port<{ readonly personIds: readonly string[]; readonly teamId: string | null }, ReadonlyMap<string, string>>('shifts.new-work-limits');

/**
 * The one check of who may be given work now, for everything that assigns: taking next, handing over, asking, approving.
 * Everyone asked for is in the answer. `ok`: new work may come to them; `mayAsk`: they are there, and may be offered or asked
 * something by name; `why` in words where not `ok`. `teamId`: whose work it would be.
 */
export async function mayBeGiven(db: Reads, actor: Actor, personIds: readonly string[], { teamId }: { readonly teamId: string | null }): Promise<Map<string, Eligible>> {
  if (!personIds.length) return new Map();
  const working = await tables(db).selectFrom('people').select('id').where('id', 'in', [...personIds]).where('kind', '=', 'person').where('deactivated_at', 'is', null).where('role', '!=', 'collaborator').execute();
  const works = new Set(working.map((p) => p.id));
  const states = await availabilityOf(db, personIds);
  const limits = await askAll(db, actor, newWorkLimits, { personIds: personIds.filter((id) => works.has(id)), teamId });
  return new Map(personIds.map((id) => [id, eligible(states.get(id)!, works.has(id), limits.flatMap((all) => all.get(id) ?? []))]));
}
