import { z } from 'zod';
import type { PersonActor } from '../../core/server/actor.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { preferences, PreferencesChanged } from './contract.ts';
import type { Preferences } from './rules.ts';
import { tables } from './tables.ts';

/** How a person wants to be told: what they chose over the defaults. */
export async function preferencesOf(db: Reads, personId: string): Promise<Preferences> {
  const row = await tables(db).selectFrom('notification_preferences').select('data').where('person_id', '=', personId).executeTakeFirst();
  return preferencesFrom(row?.data);
}

/** What was kept over the defaults; what cannot be read any more counts as nothing kept. */
export function preferencesFrom(data: unknown): Preferences {
  const parsed = preferences.safeParse(data ?? {});
  return parsed.success ? parsed.data : z.parse(preferences, {});
}

/** Keeps how a person wants to be told. Only for themselves. */
export async function changePreferences(tx: Tx, actor: PersonActor, chosen: Preferences): Promise<void> {
  const data = JSON.stringify(chosen);
  await tables(tx).insertInto('notification_preferences').values({ person_id: actor.id, data }).onConflict((c) => c.column('person_id').doUpdateSet({ data })).execute();
  await record(tx, actor, PreferencesChanged, { about: actor.id, to: [`person:${actor.id}`], data: {} });
}
