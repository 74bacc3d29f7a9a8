import { z } from 'zod';
import { enqueueAll, job } from '../../core/server/jobs.ts';
import { lookAtCalendars, lookForIdle } from './minute-looks.ts';
import { dueCalendars, readAgain } from './own-calendars.ts';

const readCalendar = job('shifts.read-calendar', z.object({ personId: z.uuid() }), { attempts: 1 }, ({ personId }, { db }) => readAgain(db, personId));

/** Every minute: who was not seen, what calendars show, which calendars are to be read again. */
export const lookAround = job('shifts.look-around', z.object({}).loose(), { attempts: 1, every: '* * * * *', queue: () => 'shifts.look-around' }, async (_, { db }) => {
  await lookForIdle(db);
  await lookAtCalendars(db);
  await enqueueAll(db, readCalendar, (await dueCalendars(db)).map((personId) => ({ personId })));
});

export const jobs = [readCalendar, lookAround] as const;
