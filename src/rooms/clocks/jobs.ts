import { z } from 'zod';
import { job } from '../../core/server/jobs.ts';
import { reckonAnew, reckonJob } from './reckoning.ts';

/** Works out anew when the clocks of a changed calendar are due. */
export const jobs = [
  job(reckonJob.name, z.object({ calendarId: z.uuid() }), { attempts: reckonJob.attempts, queue: ({ calendarId }) => `calendar ${calendarId}` }, ({ calendarId }, { db, signal }) => reckonAnew(db, calendarId, signal)),
];
