import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads } from '../../core/server/db.ts';
import { seen } from '../tickets/queries.ts';
import { shape, type Clock } from './clock-answers.ts';
import type { stuckClock } from './contract.ts';
import { stuckAfter } from './rules.ts';
import { clockColumns, tables } from './tables.ts';

/** The clocks of a ticket and of those merged into it: open ones by due time, paused ones after them, then the last that were stopped. */
export async function ticketClocks(db: Reads, actor: PersonActor, ticketId: string): Promise<Clock[]> {
  const { family } = await seen(db, actor, ticketId);
  const of = tables(db).selectFrom('clocks').select(clockColumns).where('ticket_id', 'in', family);
  const [open, stopped] = await Promise.all([
    of.where('state', '<>', 'stopped').orderBy((e) => e('state', '=', 'paused')).orderBy('due_at').orderBy('id').execute(),
    of.where('state', '=', 'stopped').orderBy('stopped_at', 'desc').orderBy('id').limit(20).execute(),
  ]);
  return [...open, ...stopped].map(shape);
}

/** Somebody's own clocks that are not stopped, the next due first. */
export const ownClocks = async (db: Reads, actor: PersonActor): Promise<Clock[]> => (await tables(db).selectFrom('clocks').select(clockColumns)
  .where('person_id', '=', actor.id).where('state', '<>', 'stopped').orderBy('due_at').orderBy('id').limit(200).execute()).map(shape);

/** Clocks that failed to act again and again, the longest due first. */
export const stuckClocks = async (db: Reads): Promise<Out<typeof stuckClock>[]> => (await tables(db).selectFrom('clocks').select(['id', 'kind', 'ticket_id', 'due_at', 'tries', 'trouble', 'next_at'])
  .where('tries', '>=', stuckAfter).where('next_at', 'is not', null).orderBy('due_at').limit(100).execute())
  .map((r) => ({ id: r.id, kind: r.kind, ticketId: r.ticket_id, dueAt: r.due_at, tries: r.tries, trouble: r.trouble ?? '', nextAt: r.next_at! }));
