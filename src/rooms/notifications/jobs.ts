import { z } from 'zod';
import { job } from '../../core/server/jobs.ts';
import { mailDigests } from './digests.ts';
import { sweepNotifications } from './notifications.ts';

const nothing = z.object({}).loose();
export const digests = job('notifications.digests', nothing, { attempts: 1, every: '* * * * *' }, (_, { db }) => mailDigests(db));
const sweep = job('notifications.sweep', nothing, { attempts: 3, every: '41 3 * * *' }, async (_, { db }) => { await sweepNotifications(db); });

export const jobs = [digests, sweep] as const;
