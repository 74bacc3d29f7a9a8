import { forbidden, notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mayShare, reachableTeam } from '../tickets/access.ts';
import { tables, type ReasonRecord } from './tables.ts';

/*
 * Everybody reads reasons of the workspace and of teams they see. Leads change the list of a team they lead, admins
 * every list. Whoever sees a ticket reads how it was closed and what stands before closing it.
 */

export async function mustSee(db: Reads, actor: PersonActor, teamId: string | null): Promise<void> {
  if (teamId) await reachableTeam(db, actor, teamId);
}

export async function mustSet(tx: Tx, actor: PersonActor, teamId: string | null): Promise<void> {
  await mustSee(tx, actor, teamId);
  if (!mayShare(actor, teamId)) refuse(forbidden);
}

/** A reason to be changed, locked; one of a team that is not seen is not there. */
export async function changeable(tx: Tx, actor: PersonActor, id: string, options: { retired?: boolean } = {}): Promise<ReasonRecord> {
  const reason = await tables(tx).selectFrom('close_reasons').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!reason || (reason.retired_at !== null) !== (options.retired ?? false)) return refuse(notFound);
  await mustSet(tx, actor, reason.team_id);
  return reason;
}
