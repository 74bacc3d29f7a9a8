import { z } from 'zod';
import { system, type Actor, type PersonActor } from '../../core/server/actor.ts';
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
export const changePreferences = (tx: Tx, actor: PersonActor, chosen: Preferences): Promise<void> => keep(tx, actor, actor.id, chosen);

/** Turns the mails for somebody away off, for whoever holds the link of one; the rest of what they chose stays. Twice is once. */
export async function turnMailOff(tx: Tx, personId: string): Promise<void> {
  const chosen = await preferencesOf(tx, personId);
  const there = await tables(tx).selectFrom('people').select('id').where('id', '=', personId).executeTakeFirst();
  if (there && chosen.mail.on) await keep(tx, system('mail link'), personId, { ...chosen, mail: { ...chosen.mail, on: false } });
}

async function keep(tx: Tx, actor: Actor, personId: string, chosen: Preferences): Promise<void> {
  const data = JSON.stringify(chosen);
  await tables(tx).insertInto('notification_preferences').values({ person_id: personId, data }).onConflict((c) => c.column('person_id').doUpdateSet({ data })).execute();
  // What waits for a mail now is not mailed when they are turned on again some day.
  if (!chosen.mail.on) await tables(tx).updateTable('notifications').set({ mail: false }).where('person_id', '=', personId).where('mail', '=', true).where('mailed_at', 'is', null).execute();
  await record(tx, actor, PreferencesChanged, { about: personId, to: [`person:${personId}`], data: {} });
}
