import { sql } from 'kysely';
import type { PersonActor } from '../../core/server/actor.ts';
import { visible } from '../tickets/access.ts';

/** Rows (`n`, with their tickets `t` where they have one) about what the person may see now: a ticket they see, or a thing of theirs or of a team they see (W-G6). */
export const seenNow = (actor: PersonActor) => sql<boolean>`(case when n.ticket_id is null then n.team_id is null or n.team_id = any(${[...actor.sees]}::uuid[]) else ${visible(actor)} end)`;

/** The same rule for a thing that somebody is about to be told of. */
export const seesMatter = (actor: PersonActor, { teamId }: { readonly teamId: string | null }): boolean => teamId === null || actor.sees.includes(teamId);
