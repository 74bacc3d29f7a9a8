import { z } from 'zod';
import { transact } from '../../core/server/db.ts';
import { job } from '../../core/server/jobs.ts';
import { id } from '../../core/shapes.ts';
import { digestJob } from './departures.ts';
import { tellTeam } from './grants.ts';
import { mailDigest, mailTeam } from './letters.ts';
import { tables } from './tables.ts';

/** What a leave is by now decides whether a mail still says what is so: one that was called off meanwhile tells of nothing else. */
export const jobs = [
  job(tellTeam.name, z.object({ leaveId: id, what: z.enum(['approved', 'changed', 'cancelled']) }), { attempts: tellTeam.attempts }, async ({ leaveId, what }, { db }) => transact(db, async (tx) => {
    const row = await tables(tx).selectFrom('leaves').selectAll().where('id', '=', leaveId).executeTakeFirst();
    if (row && (what === 'cancelled') === (row.state === 'cancelled')) await mailTeam(tx, row, what);
  })),
  job(digestJob.name, z.object({ leaveId: id }), { attempts: digestJob.attempts }, async ({ leaveId }, { db }) => transact(db, async (tx) => {
    const row = await tables(tx).selectFrom('leaves').selectAll().where('id', '=', leaveId).executeTakeFirst();
    if (row?.state === 'over') await mailDigest(tx, row);
  })),
];
