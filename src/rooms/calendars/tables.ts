import type { Selectable } from 'kysely';
import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'calendars' | 'team_calendars' | 'calendar_holidays'>;
type Granted = Pick<Schema, 'people' | 'teams'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();

export type CalendarRecord = Selectable<Schema['calendars']>;
export const calendarColumns = ['id', 'name', 'team_id', 'zone', 'always', 'week', 'holidays', 'days', 'standard', 'version', 'made_at', 'archived_at'] as const satisfies readonly (keyof CalendarRecord)[];
