import { atLeast, type PersonActor } from '../../../core/server/actor.ts';
import type { Reads } from '../../../core/server/db.ts';
import { replies } from '../../../core/server/gates.ts';
import { mayOpenFile } from '../../../core/server/files.ts';
import { deskAddress } from '../../people/letters.ts';
import { tables } from './tables.ts';

/** Whether this person may look after the mail of a mailbox: leads see that of teams whose tickets they see. */
export const watches = (actor: PersonActor, teamId: string): boolean => atLeast(actor.role, 'lead') && (actor.role === 'admin' || actor.sees.includes(teamId));

/** The mailboxes whose mail this person looks after. */
export async function watched(db: Reads, actor: PersonActor): Promise<string[]> {
  const all = await tables(db).selectFrom('mailboxes').select(['id', 'team_id']).execute();
  return all.filter((m) => watches(actor, m.team_id)).map((m) => m.id);
}

/** Originals are never opened as files: only by their own doors, which know what they are. */
export const opensFiles = replies(mayOpenFile, async (_db, _actor, file) => (file.kind === 'incoming-mail' ? false : null));

/** Mail to teammates comes from the desk's first mailbox; what they answer to it is no reply to any customer. */
export const writesToTeammates = replies(deskAddress, async (db) => (await tables(db).selectFrom('mailboxes').select(['name', 'address']).where('active', '=', true).orderBy('made_at').limit(1).executeTakeFirst()) ?? null);
