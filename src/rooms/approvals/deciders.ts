import { sql } from 'kysely';
import { system } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { actorFor } from '../people/access.ts';
import { mayBeGiven } from '../shifts/eligibility.ts';
import type { Place, ReservedAct } from './acts.ts';
import { lineOf, type Candidate } from './rules.ts';
import { tables } from './tables.ts';

/** Everybody who may decide an act, those who are asked first in front: never the one who asks, nor who gains by it, nor a service. */
export async function decidersOf(db: Reads, act: ReservedAct, place: Place, data: unknown, requesterId: string): Promise<Candidate[]> {
  const barred = [requesterId, ...(act.gains?.(data) ?? [])];
  const rows = await tables(db).selectFrom('people as p').leftJoin('members as m', (j) => j.onRef('m.person_id', '=', 'p.id').on('m.team_id', '=', place.teamId))
    .select(['p.id', 'p.name', 'm.lead', sql<number>`(select count(*) from approvals a where a.state = 'pending' and p.id = any(a.asked))`.as('waiting')])
    .where('p.kind', '=', 'person').where('p.deactivated_at', 'is', null).where('p.id', 'not in', barred)
    .where((e) => e.or([e('p.role', '=', 'admin'), e.and([e('p.role', '=', 'lead'), e('m.lead', '=', true)])])).execute();
  const may = await mayBeGiven(db, system('approvals'), rows.map((r) => r.id), { teamId: place.teamId });
  const all: Candidate[] = [];
  for (const { id, name, lead, waiting } of rows) {
    const decider = act.mayDecide ? await actorFor(db, id) : null;
    if (act.mayDecide && !(decider && (await act.mayDecide(db, decider, place, data)))) continue;
    all.push({ id, name, lead: lead ?? false, there: may.get(id)!.mayAsk, waiting });
  }
  const order = lineOf(all).flat();
  const at = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return all.toSorted((a, b) => at(a.id) - at(b.id) || a.name.localeCompare(b.name));
}
