import { z } from 'zod';
import { job } from '../../core/server/jobs.ts';
import { takeSamples } from './samples.ts';

export const jobs = [job('workload.sample', z.object({}).loose(), { attempts: 3, every: '0 * * * *', queue: () => 'workload.sample' }, async (_payload, { db }) => takeSamples(db))];
