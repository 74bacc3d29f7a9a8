import type { FastifyRequest } from 'fastify';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Db } from '../../core/server/db.ts';
import type { Hearing } from '../../core/server/live.ts';

/** Who a request comes from: a signed-in browser, an API key, or nobody. */
export async function identify(_db: Db, _request: FastifyRequest): Promise<Actor | null> {
  return null;
}

/** The topics a teammate hears: themselves, everybody's, and each team they may see. */
export const topicsOf = (actor: PersonActor): string[] =>
  [`person:${actor.id}`, 'staff', ...(actor.role === 'admin' ? ['admins'] : []), ...actor.sees.map((team) => `team:${team}`)];

export const hearing = (_db: Db): Hearing => ({
  topicsOf,
  stillThere: async (actor) => actor,
  touches: () => null,
});
