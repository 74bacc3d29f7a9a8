import type { ImapFlow } from 'imapflow';
import { clock } from '../../../core/server/clock.ts';
import { config } from '../../../core/server/config.ts';
import { transact, type Db } from '../../../core/server/db.ts';
import { keepMails } from './incoming-mails.ts';
import { tables } from './tables.ts';

/** Another process fetches this mailbox now. */
export class LeaseLost extends Error {}
export interface Fetching { readonly mailboxId: string; readonly fetcher: string; readonly address: string; readonly since: string | null }

const lookBack = 50;

/**
 * Brings one folder up to date: every mail after the last one kept. The place moves with each mail in the transaction
 * that keeps it, so a crash loses and doubles nothing (W-L7). Where UIDs do not mean what they did (another UIDVALIDITY,
 * or numbers given anew), all of the folder since the start is looked at again and what is known is passed over.
 */
export async function catchUpFolder(db: Db, line: ImapFlow, folder: string, of: Fetching, first: boolean): Promise<number> {
  const lock = await line.getMailboxLock(folder, { readOnly: true });
  try {
    if (!line.mailbox) return 0;
    const { uidValidity, uidNext } = line.mailbox;
    const place = await tables(db).selectFrom('imap_positions').select(['uidvalidity', 'uid']).where('mailbox_id', '=', of.mailboxId).where('folder', '=', folder).executeTakeFirst();
    const known = place !== undefined && place.uidvalidity === String(uidValidity) && uidNext > Number(place.uid);
    if (known) return (first ? await again(db, line, folder, of, String(uidValidity), Number(place.uid)) : 0) + await newer(db, line, folder, of, String(uidValidity), Number(place.uid));
    return await whole(db, line, folder, of, String(uidValidity), uidNext - 1);
  } finally {
    lock.release();
  }
}

async function newer(db: Db, line: ImapFlow, folder: string, of: Fetching, validity: string, after: number): Promise<number> {
  const uids: number[] = [];
  for await (const m of line.fetch(`${after + 1}:*`, { uid: true }, { uid: true })) if (m.uid > after) uids.push(m.uid);
  let count = 0;
  for (const uid of [...new Set(uids)].sort((a, b) => a - b)) count += await take(db, line, folder, of, validity, uid, uid);
  return count;
}

/** The last few before the place once more when a line is new: some servers show a mail only after a later one. */
async function again(db: Db, line: ImapFlow, folder: string, of: Fetching, validity: string, upTo: number): Promise<number> {
  const missing: number[] = [];
  for await (const m of line.fetch(`${Math.max(1, upTo - lookBack + 1)}:${upTo}`, { uid: true, envelope: true, internalDate: true }, { uid: true })) {
    const id = m.envelope?.messageId;
    const late = m.internalDate !== undefined && before(m.internalDate, of.since);
    if (m.uid <= upTo && !late && (!id || !(await isKnown(db, of.mailboxId, id)))) missing.push(m.uid);
  }
  let count = 0;
  for (const uid of missing) count += await take(db, line, folder, of, validity, uid, upTo);
  return count;
}

const isKnown = async (db: Db, mailboxId: string, messageId: string): Promise<boolean> =>
  (await tables(db).selectFrom('incoming_mails').select('id').where('mailbox_id', '=', mailboxId).where('message_id', '=', messageId).limit(1).executeTakeFirst()) !== undefined;

/** INTERNALDATE knows whole seconds only: what came within the second of the start came after it. */
const before = (internalDate: Date | string, since: string | null): boolean => since !== null && new Date(internalDate).getTime() < Math.floor(Date.parse(since) / 1000) * 1000;

/** A folder met for the first time, or whose numbers changed: all that came since the start. */
async function whole(db: Db, line: ImapFlow, folder: string, of: Fetching, validity: string, last: number): Promise<number> {
  const uids: number[] = [];
  if (line.mailbox && line.mailbox.exists > 0) {
    for await (const m of line.fetch('1:*', { uid: true, internalDate: true }, { uid: true })) {
      if (!m.internalDate || !before(m.internalDate, of.since)) uids.push(m.uid);
    }
  }
  let count = 0;
  for (const uid of [...new Set(uids)].sort((a, b) => a - b)) count += await take(db, line, folder, of, validity, uid, null);
  await transact(db, (tx) => move(tx, folder, of, validity, Math.max(last, ...uids, 0)));
  return count;
}

/** Keeps one mail, with the folder's new place. Answers 1 for a mail not seen before. */
async function take(db: Db, line: ImapFlow, folder: string, of: Fetching, validity: string, uid: number, place: number | null): Promise<number> {
  const got = await line.fetchOne(String(uid), { uid: true, source: { maxLength: config().mailMaxBytes } }, { uid: true });
  // Deleted in the meantime: there is nothing to keep.
  const raw = got && got.uid === uid ? got.source : undefined;
  return await transact(db, async (tx) => {
    const kept = raw ? await keepMails(tx, [{ mailboxIds: [of.mailboxId], raw, source: 'imap', arrival: { from: null, to: [of.address], ip: '', helo: '', folder, uid: `${validity}.${uid}` } }]) : [];
    if (place !== null) await move(tx, folder, of, validity, place);
    else await mustHold(tx, of);
    return kept.length;
  });
}

type Tx = Parameters<Parameters<typeof transact>[1]>[0];

async function move(tx: Tx, folder: string, of: Fetching, validity: string, uid: number): Promise<void> {
  await mustHold(tx, of);
  await tables(tx).insertInto('imap_positions').values({ mailbox_id: of.mailboxId, folder, uidvalidity: validity, uid, at: clock.now() })
    .onConflict((c) => c.columns(['mailbox_id', 'folder']).doUpdateSet({ uidvalidity: validity, uid, at: clock.now() })).execute();
}

/** Only the one process that holds the mailbox may move its place. */
async function mustHold(tx: Tx, of: Fetching): Promise<void> {
  const row = await tables(tx).selectFrom('mailboxes').select('id').where('id', '=', of.mailboxId).where('fetcher', '=', of.fetcher).forShare().executeTakeFirst();
  if (!row) throw new LeaseLost();
}
