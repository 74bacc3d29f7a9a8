import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import { writeToDecider } from '../approvals/links.ts';
import { preferencesOf } from './preferences.ts';
import { quietAt } from './rules.ts';
import { tables } from './tables.ts';

/**
 * Writes to those who are asked for a yes or no, with a link that decides, as far as they want mail of it: in their quiet
 * hours, the mail for those away says it afterwards instead. Nothing leaves a demo.
 */
export async function writeToDeciders(db: Db, fact: Recorded, approvalId: string, people: readonly string[]): Promise<void> {
  if ((await tables(db).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return;
  for (const person of people) await transact(db, (tx) => writeOne(tx, fact, approvalId, person));
}

async function writeOne(tx: Tx, fact: Recorded, approvalId: string, personId: string): Promise<void> {
  const person = await tables(tx).selectFrom('people').select('zone').where('id', '=', personId).executeTakeFirst();
  const { kinds, mail, quiet } = await preferencesOf(tx, personId);
  if (!person || !kinds.approval.mail || !mail.on || quietAt(quiet, clock.ms(), person.zone)) return;
  await writeToDecider(tx, approvalId, personId);
  // The letter is the mail: the one for those away does not say it again.
  await tables(tx).updateTable('notifications').set({ mail: false }).where('person_id', '=', personId).where('fact_id', '=', fact.id).execute();
}
