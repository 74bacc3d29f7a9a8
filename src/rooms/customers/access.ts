import type { Actor } from '../../core/server/actor.ts';
import { atLeast } from '../../core/server/actor.ts';

/** Every teammate reads customers. Agents and up edit and merge them; collaborators only read. */
export const mayEdit = (actor: Actor): boolean => actor.kind === 'system' || (actor.kind === 'person' && atLeast(actor.role, 'agent'));

/** Who hears what happens to customers and companies: every teammate, as every teammate may read them. */
export const audience: readonly string[] = ['staff'];
