import { sql } from 'kysely';
import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { replies } from '../../core/server/gates.ts';
import { readSettings } from '../../core/server/settings.ts';
import { shiftOf } from '../rota/queries.ts';
import { newWorkLimits } from '../shifts/eligibility.ts';
import { handoverSettings, type startOfShift } from './contract.ts';

/** How gently new work is given to somebody whose shift began a short while ago, where their team has set it so; null: as usual. */
export async function easedUntil(db: Reads, personId: string): Promise<{ until: string; tickets: number; since: string } | null> {
  const shift = await shiftOf(db, personId, clock.iso());
  if (!shift) return null;
  const { easeInMinutes, easeInTickets } = await readSettings(db, handoverSettings, shift.teamId);
  const until = new Date(Date.parse(shift.startsAt) + easeInMinutes * 60_000).toISOString();
  return easeInMinutes > 0 && Date.parse(until) > clock.ms() ? { until, tickets: easeInTickets, since: shift.startsAt } : null;
}

export async function easingIn(db: Reads, actor: PersonActor): Promise<Out<typeof startOfShift>['easeIn']> {
  const eased = await easedUntil(db, actor.id);
  return eased && { until: eased.until, tickets: eased.tickets };
}

/** How many tickets came to somebody since an instant, from a queue or by somebody's hand. */
export const givenQuery = (personId: string, since: string) => sql<{ n: number }>`select count(distinct about_id)::int as n from facts where name in ('tickets.assigned', 'tickets.taken', 'queues.claimed') and coalesce(data->'set'->>'ownerId', data->>'personId') = ${personId} and at >= ${since}`;
const givenSince = async (db: Reads, personId: string, since: string): Promise<number> => (await givenQuery(personId, since).execute(db)).rows[0]!.n;

const full = 'Their shift has just begun, and they have been given as much as their team gives at its beginning';
/** Who came on shift a moment ago and has as much new work as their team gives then. */
export const eases = replies(newWorkLimits, async (db, _actor, { personIds }) => {
  const held = new Map<string, string>();
  if (!(await anybodyEases(db))) return held;
  for (const id of personIds) {
    const eased = await easedUntil(db, id);
    if (eased && (await givenSince(db, id, eased.since)) >= eased.tickets) held.set(id, full);
  }
  return held;
});

/** Most desks do not: then nobody's shift is looked up. */
async function anybodyEases(db: Reads): Promise<boolean> {
  const { rows } = await sql`select from team_settings where name = ${handoverSettings.name} and (data->>'easeInMinutes')::int > 0 limit 1`.execute(db);
  return rows.length > 0;
}
