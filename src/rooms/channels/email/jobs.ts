import { z } from 'zod';
import { job } from '../../../core/server/jobs.ts';
import { readMailJob } from './incoming-mails.ts';
import { readIncoming } from './receive.ts';

export const jobs = [
  job(readMailJob.name, z.object({ ids: z.array(z.uuid()), waited: z.number().int().default(0) }), { attempts: readMailJob.attempts }, async ({ ids, waited }, { db }) => {
    for (const id of ids) await readIncoming(db, id, waited);
  }),
];
