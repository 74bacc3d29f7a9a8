import { z } from 'zod';
import { clock } from '../../core/server/clock.ts';
import { transact } from '../../core/server/db.ts';
import { job } from '../../core/server/jobs.ts';
import { foldTallies } from './counts.ts';
import { sweepReads } from './reads.ts';
import { wake, wakeJob } from './states.ts';
import { tables } from './tables.ts';

/** Wakes one ticket at its time. */
export const wakeAtTime = job(wakeJob.name, z.object({ ticketId: z.uuid() }), { attempts: wakeJob.attempts }, async ({ ticketId }, { db }) => {
  await transact(db, (tx) => wake(tx, ticketId));
});

/** Wakes whatever was missed: a job lost, a clock that jumped, a backup restored. */
export const sweepWakes = job('tickets.sweep-wakes', z.object({}).loose(), { attempts: 3, every: '* * * * *', queue: () => 'tickets.sweep-wakes' }, async (_payload, { db, signal }) => {
  const due = await tables(db).selectFrom('tickets').select('id').where('status', '=', 'waiting').where('wake_at', '<=', clock.iso(-5000)).orderBy('wake_at').limit(1000).execute();
  for (const { id } of due) if (!signal.aborted) await transact(db, (tx) => wake(tx, id));
});

export const fold = job('tickets.fold-tallies', z.object({}).loose(), { attempts: 3, every: '* * * * *', queue: () => 'tickets.fold-tallies' }, async (_payload, { db }) => foldTallies(db));

const undoDays = 7;
export const sweepUndos = job('tickets.sweep-undos', z.object({}).loose(), { attempts: 3, every: '17 4 * * *' }, async (_payload, { db }) => {
  await tables(db).deleteFrom('ticket_undos').where('at', '<', clock.iso(-undoDays * 24 * 3600_000)).execute();
});
export const sweepSeen = job('tickets.sweep-reads', z.object({}).loose(), { attempts: 3, every: '27 4 * * *' }, async (_payload, { db }) => sweepReads(db));

export const jobs = [wakeAtTime, sweepWakes, fold, sweepUndos, sweepSeen];
