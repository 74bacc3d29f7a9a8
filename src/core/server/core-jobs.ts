import { z } from 'zod';
import { sweepRequests } from './answer-once.ts';
import { files, sweepFiles } from './files.ts';
import { job } from './jobs.ts';
import { sweepLimits } from './limits.ts';
import { scan, scanFile } from './scan.ts';
import { sweepInbox } from './uploads.ts';

export const coreJobs = [
  job('core.sweep', z.object({}).loose(), { every: '17 * * * *', attempts: 3 }, async (_payload, { db }) => {
    await sweepFiles(db);
    await sweepInbox();
    await sweepLimits(db);
    await sweepRequests(db);
  }),
  job(scanFile.name, z.object({ hash: z.string() }), { attempts: scanFile.attempts }, ({ hash }, { db }) => scan(db, files(), hash)),
];
