import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { actorFor, runs } from '../people/access.ts';
import { tables } from './tables.ts';

/*
 * Figures of people are for those who lead them, and for themselves; the figures of a queue for whoever sees its tickets.
 * Teammates learn that somebody could use help, never how much they carry.
 */

/** The teams whose people one may look at: those one leads; for admins all that are there. */
export async function ledTeams(db: Reads, actor: PersonActor, teamId?: string): Promise<string[]> {
  if (teamId && !runs(actor, teamId)) refuse(notFound);
  const rows = await tables(db).selectFrom('teams').select('id').where('archived_at', 'is', null).orderBy('name').execute();
  return rows.map((r) => r.id).filter((id) => runs(actor, id) && (!teamId || id === teamId));
}

/** The teams whose queues one may look at. */
export async function seenTeams(db: Reads, actor: PersonActor, teamId?: string): Promise<string[]> {
  if (teamId && !actor.sees.includes(teamId)) refuse(notFound);
  const rows = await tables(db).selectFrom('teams').select('id').where('archived_at', 'is', null).orderBy('name').execute();
  return rows.map((r) => r.id).filter((id) => actor.sees.includes(id) && (!teamId || id === teamId));
}

/** Teams two people are both members of, of those who work tickets; none when one of them is not there. */
export async function sharedTeams(db: Reads, a: string, b: string): Promise<string[]> {
  const [one, other] = [await actorFor(db, a), await actorFor(db, b)];
  if (!one || !other || one.role === 'collaborator' || other.role === 'collaborator') return [];
  return one.teams.filter((team) => other.teams.includes(team));
}
