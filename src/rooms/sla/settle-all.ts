import { z } from 'zod';
import { transact } from '../../core/server/db.ts';
import { enqueue, job } from '../../core/server/jobs.ts';
import { settle } from './settling.ts';
import { tables } from './tables.ts';

const batch = 200;

/** After a policy or a calendar changed: every ticket that is not closed gets what it is due, batch by batch. */
export const settleAll = job('sla.settle-all', z.object({ after: z.uuid().nullable() }), { queue: () => 'sla.settle-all' }, async ({ after }, { db, signal }) => {
  const rows = await tables(db).selectFrom('tickets').select('id').where('status', 'in', ['open', 'waiting']).where('merged_into', 'is', null).$if(after !== null, (q) => q.where('id', '>', after!)).orderBy('id').limit(batch).execute();
  for (const { id } of rows) {
    if (signal.aborted) throw new Error('stopped; goes on later');
    await transact(db, (tx) => settle(tx, id));
  }
  if (rows.length === batch) await enqueue(db, settleAll, { after: rows.at(-1)!.id });
});

export const jobs = [settleAll] as const;
