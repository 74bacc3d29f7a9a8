import { clock } from '../../core/server/clock.ts';
import { publicUrl } from '../../core/server/config.ts';
import { databaseTrouble, transact, type Db, type Tx } from '../../core/server/db.ts';
import { log } from '../../core/server/log.ts';
import { post } from '../../core/server/mail.ts';
import { actorFor } from '../people/access.ts';
import { deskSender } from '../people/letters.ts';
import { seenNow } from './access.ts';
import { mailOffHeaders } from './mail-off-links.ts';
import { preferencesOf } from './preferences.ts';
import { digestLetter, pathOf, quietAt, type Kind } from './rules.ts';
import { tables } from './tables.ts';

/** Somebody who did something in the desk within this time is here, and sees it there. */
const hereMs = 5 * 60_000;
const minute = 60_000;

/** Mails everybody who is away what waits unread for them. Run every minute; one person's mail is one transaction. */
export async function mailDigests(db: Db): Promise<void> {
  // The people of a demo are invented, and so are their addresses.
  if ((await tables(db).selectFrom('workspace').select('demo').executeTakeFirst())?.demo) return;
  const waiting = await tables(db).selectFrom('notifications as n').innerJoin('people as p', 'p.id', 'n.person_id').select('n.person_id').distinct()
    .where('p.kind', '=', 'person').where('n.mail', '=', true).where('n.read_at', 'is', null).where('n.mailed_at', 'is', null).where('n.at', '<', clock.iso(-5 * minute))
    .where((e) => e.or([e('p.seen_at', 'is', null), e('p.seen_at', '<', clock.iso(-hereMs))])).limit(1000).execute();
  for (const { person_id } of waiting) {
    // One person's trouble does not keep the mail of the next.
    await transact(db, (tx) => mailDigest(tx, person_id)).catch((error: unknown) => {
      if (databaseTrouble(error)) throw error;
      log.error('digest not written', { person: person_id, error });
    });
  }
}

/** One mail with all that waits, when it is time: long enough unread, not in quiet hours, and no other mail lately. */
async function mailDigest(tx: Tx, personId: string): Promise<void> {
  const person = await tables(tx).selectFrom('people').select(['name', 'email', 'zone']).where('id', '=', personId).forUpdate().executeTakeFirstOrThrow();
  const actor = await actorFor(tx, personId);
  const chosen = await preferencesOf(tx, personId);
  if (!actor || !chosen.mail.on || quietAt(chosen.quiet, clock.ms(), person.zone)) return;
  const before = await tables(tx).selectFrom('notification_preferences').select('mailed_at').where('person_id', '=', personId).executeTakeFirst();
  if (before?.mailed_at && Date.parse(before.mailed_at) > clock.ms() - chosen.mail.everyMinutes * minute) return;
  const items = await tables(tx).selectFrom('notifications as n').leftJoin('tickets as t', 't.id', 'n.ticket_id').leftJoin('people as p', 'p.id', 'n.actor_id').leftJoin('people as w', 'w.id', 'n.for_id').leftJoin('customers as c', 'c.id', 't.customer_id')
    .select(['n.id', 'n.kind', 'n.at', 'n.entry_id', 'n.path', 't.number', 't.subject', 'w.name as away', 'p.name as person', 'c.name as customer'])
    .where('n.person_id', '=', personId).where('n.mail', '=', true).where('n.read_at', 'is', null).where('n.mailed_at', 'is', null).where(seenNow(actor)).orderBy('n.at').orderBy('n.id').limit(500).execute();
  if (!items[0] || Date.parse(items[0].at) > clock.ms() - chosen.mail.afterMinutes * minute) return;
  await tables(tx).updateTable('notifications').set({ mailed_at: clock.now() }).where('id', 'in', items.map((i) => i.id)).execute();
  await tables(tx).insertInto('notification_preferences').values({ person_id: personId, data: JSON.stringify(chosen), mailed_at: clock.now() }).onConflict((c) => c.column('person_id').doUpdateSet({ mailed_at: clock.now() })).execute();
  const url = `${publicUrl()}/settings/notifications`;
  const letter = digestLetter(person.name, items.map((i) => ({ kind: i.kind as Kind, who: i.person ?? (i.customer || 'The customer'), number: i.number, subject: i.subject ?? '', away: i.away, url: publicUrl() + (i.path ?? pathOf(i.number!, i.entry_id!)) })), url);
  await post(tx, {
    kind: 'notifications.digest', automatic: true, about: { kind: 'person', id: personId },
    mail: { from: await deskSender(tx), to: [{ name: person.name, address: person.email }], subject: letter.subject, text: letter.text, headers: mailOffHeaders(personId) },
  });
}

