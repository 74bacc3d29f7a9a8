import type { Reads, Tx } from '../../core/server/db.ts';
import { tables } from './tables.ts';

/** Keeps what somebody said with an entry of the timeline. Facts carry no words: they are read by who may see the ticket. */
export async function keepWords(tx: Tx, entryId: string, escalationId: string | null, text: string): Promise<void> {
  await tables(tx).insertInto('escalation_words').values({ entry_id: entryId, escalation_id: escalationId, text }).execute();
}

export const wordsOf = async (db: Reads, entryIds: readonly string[]): Promise<Map<string, string>> =>
  new Map(entryIds.length ? (await tables(db).selectFrom('escalation_words').select(['entry_id', 'text']).where('entry_id', 'in', [...entryIds]).execute()).map((w) => [w.entry_id, w.text]) : []);
