import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'availability' | 'availability_sources' | 'availability_states' | 'availability_choices' | 'availability_seen'>;
type Granted = Pick<Schema, 'people' | 'members' | 'teams' | 'team_settings'>;

/** The tables of this room, with those of lower rooms that it reads. */
export const tables = (db: Reads) => db.withTables<Own & Granted>();
