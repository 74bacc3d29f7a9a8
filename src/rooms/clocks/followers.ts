import { enqueue } from '../../core/server/jobs.ts';
import { joins, type Follower } from '../../core/server/journal.ts';
import { CalendarChanged } from '../calendars/contract.ts';
import { reckonJob } from './reckoning.ts';

/** A calendar that changed moves what runs by it; one that was just made moves nothing, one that is gone goes on as it was. */
export const followers: readonly Follower[] = [
  joins(CalendarChanged, async (tx, { about, data }) => {
    if (!data.made && !data.gone) await enqueue(tx, reckonJob, { calendarId: about.id }, { key: `reckon:${about.id}` });
  }),
];
