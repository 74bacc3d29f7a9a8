import { implement } from '../../core/server/serve.ts';
import { listAvailability, setAvailability } from './availability.ts';
import { shifts } from './contract.ts';

export const routes = implement('shifts', shifts, {
  availability: async ({ db }) => ({ items: await listAvailability(db) }),
  setMine: ({ tx, actor, body }) => setAvailability(tx, actor, actor.id, body),
  set: ({ tx, actor, params, body }) => setAvailability(tx, actor, params.id, body),
});
