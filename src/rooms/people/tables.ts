import type { Reads } from '../../core/server/db.ts';
import type { Schema } from '../../core/server/schema.ts';

type Own = Pick<Schema, 'workspace' | 'people' | 'teams' | 'members' | 'sessions' | 'passwords' | 'sign_in_tokens' | 'second_factors' | 'recovery_codes' | 'invitations' | 'keys' | 'setup_tokens'>;

/** The tables of this room, over those of the core. */
export const tables = (db: Reads) => db.withTables<Own>();
