import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import type { Recorded } from '../../core/server/journal.ts';
import { post } from '../../core/server/mail.ts';
import { deskSender } from '../people/letters.ts';
import { mailOffHeaders } from './mail-off-links.ts';
import { preferencesOf } from './preferences.ts';
import { loudLetter, pathOf, quietAt, type Kind } from './rules.ts';
import { tables } from './tables.ts';

export type Loud = 'app' | 'mail' | 'lead';

/**
 * Mails people at once what a fact told them of, when the fact is that loud: each once, however often the fact is told.
 * Who turned mail off for it gets none; in quiet hours `mail` waits for the mail to those away, `lead` does not.
 */
export async function mailNow(db: Db, fact: Recorded, people: Iterable<string>, loud: Loud): Promise<void> {
  if (loud === 'app' || (await tables(db).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return;
  for (const person of people) await transact(db, (tx) => mailOne(tx, fact, person, loud));
}

async function mailOne(tx: Tx, fact: Recorded, personId: string, loud: Loud): Promise<void> {
  const told = await tables(tx).selectFrom('notifications as n').innerJoin('people as p', 'p.id', 'n.person_id').innerJoin('tickets as t', 't.id', 'n.ticket_id')
    .select(['n.id', 'n.kind', 'n.entry_id', 'p.name', 'p.email', 'p.zone', 't.number', 't.subject'])
    .where('n.person_id', '=', personId).where('n.fact_id', '=', fact.id).where('n.mail', '=', true).where('n.mailed_at', 'is', null).forUpdate('n').executeTakeFirst();
  if (!told) return;
  const chosen = await preferencesOf(tx, personId);
  if (!chosen.mail.on || (loud === 'mail' && quietAt(chosen.quiet, clock.ms(), told.zone))) return;
  await tables(tx).updateTable('notifications').set({ mailed_at: clock.now() }).where('id', '=', told.id).execute();
  const letter = loudLetter(told.name, { kind: told.kind as Kind, number: told.number, subject: told.subject, url: publicUrl() + pathOf(told.number, told.entry_id!) }, `${publicUrl()}/settings/notifications`);
  await post(tx, {
    kind: 'notifications.loud', automatic: true, about: { kind: 'person', id: personId },
    mail: { from: await deskSender(tx), to: [{ name: told.name, address: told.email }], ...letter, headers: mailOffHeaders(personId) },
  });
}
