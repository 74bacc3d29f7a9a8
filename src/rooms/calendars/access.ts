import type { PersonActor } from '../../core/server/actor.ts';
import { runs } from '../people/access.ts';

/** Admins change the calendars of the workspace, leads those of the teams they lead. */
export const mayChange = (actor: PersonActor, teamId: string | null): boolean => (teamId === null ? actor.role === 'admin' : runs(actor, teamId));
