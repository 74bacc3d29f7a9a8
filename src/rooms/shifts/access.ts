import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { tables } from './tables.ts';

/** One's own; leads those of people in teams they lead; admins everybody's. Who is not there cannot be set. */
export async function maySetFor(db: Reads, actor: PersonActor, personId: string): Promise<boolean> {
  if (personId === actor.id) return true;
  const there = await tables(db).selectFrom('people').select('id').where('id', '=', personId).where('kind', '=', 'person').where('deactivated_at', 'is', null).executeTakeFirst();
  if (!there) return refuse(notFound);
  if (actor.role === 'admin') return true;
  if (actor.role !== 'lead' || !actor.leads.length) return false;
  return (await tables(db).selectFrom('members').select('person_id').where('person_id', '=', personId).where('team_id', 'in', [...actor.leads]).limit(1).executeTakeFirst()) !== undefined;
}

/** A team whose settings may be read: one that the actor sees. */
export function settingsTeam(actor: PersonActor, teamId: string): void {
  if (!actor.sees.includes(teamId)) refuse(notFound);
}
