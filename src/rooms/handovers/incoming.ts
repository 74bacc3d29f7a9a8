import type { Reads } from '../../core/server/db.ts';
import { availabilityOf } from '../shifts/availability.ts';
import { tables, type HandoverRecord } from './tables.ts';

/**
 * The same handovers, without those who were to take over and cannot any more: on leave by now, or gone. Where nobody is
 * left of them it is for whoever of the team is there.
 */
export async function withThoseThere<T extends Pick<HandoverRecord, 'incoming'>>(db: Reads, rows: readonly T[]): Promise<T[]> {
  const ids = [...new Set(rows.flatMap((r) => r.incoming))];
  if (!ids.length) return [...rows];
  const active = new Set((await tables(db).selectFrom('people').select('id').where('id', 'in', ids).where('deactivated_at', 'is', null).execute()).map((p) => p.id));
  const states = await availabilityOf(db, ids);
  return rows.map((r) => ({ ...r, incoming: r.incoming.filter((id) => active.has(id) && states.get(id)!.state !== 'on-leave') }));
}
