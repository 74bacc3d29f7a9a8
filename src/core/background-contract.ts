import { z } from 'zod';
import { endpoint, refusal } from './contract.ts';
import { ok, time } from './shapes.ts';

export const failedAgain = refusal('background.failed-again', 409, 'It failed once more and stays in the list. Try again when the cause is gone.', z.object({ reason: z.string() }));

/** A fact that a follower could not digest: what it would have done has not happened. */
export const parkedFact = z.object({
  follower: z.string(), factId: z.number().int(), name: z.string().describe('the fact, such as `tickets.replied`'), happenedAt: time,
  attempts: z.number().int(), reason: z.string(), at: time,
}).meta({ id: 'ParkedFact' });
/** A job that used up its attempts. */
export const deadJob = z.object({ id: z.string(), name: z.string(), attempts: z.number().int(), reason: z.string().nullable(), at: time }).meta({ id: 'DeadJob' });

export const system = z.object({
  version: z.string(), node: z.string(), database: z.object({ version: z.string(), embedded: z.boolean(), bytes: z.number().int() }),
  files: z.object({ count: z.number().int(), bytes: z.number().int() }),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable().describe('where the data folder lies; null where the system does not say'),
  queueSeconds: z.number().describe('for how long the oldest due job has waited'),
}).meta({ id: 'System' });

export const background = {
  list: endpoint('GET /background-work', { summary: 'What background work gave up on, newest first, 100 of each', door: 'admin', output: z.object({ facts: z.array(parkedFact), jobs: z.array(deadJob) }) }),
  retryFact: endpoint('POST /background-work/facts/:follower/:factId/retry', {
    summary: 'Hand a parked fact to its follower once more', door: 'admin', transaction: false,
    params: z.object({ follower: z.string().max(100), factId: z.coerce.number().int().positive() }), output: ok, refusals: [failedAgain],
  }),
  retryJob: endpoint('POST /background-work/jobs/:id/retry', { summary: 'Run a job again that used up its attempts', door: 'admin', params: z.object({ id: z.string().regex(/^\d{1,18}$/) }), output: ok }),
  system: endpoint('GET /system', { summary: 'Versions, sizes, and room on the disk', door: 'admin', output: system }),
} as const;
