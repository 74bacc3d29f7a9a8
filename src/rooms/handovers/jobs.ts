import { z } from 'zod';
import { job } from '../../core/server/jobs.ts';
import { letterJob, letterSchema, mailIssue } from './letters.ts';
import { sweepAll } from './sweeps.ts';

/** Closing times are the teams' own: looked for every few minutes, done once each. */
export const sweepJob = job('handovers.sweep', z.object({}).loose(), { attempts: 1, every: '*/5 * * * *' }, async (_, { db }) => { await sweepAll(db); });

export const jobs = [job(letterJob.name, letterSchema, { attempts: letterJob.attempts }, (payload, { db }) => mailIssue(db, payload)), sweepJob] as const;
