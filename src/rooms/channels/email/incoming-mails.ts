import { createHash } from 'node:crypto';
import { notFound } from '../../../core/refusals.ts';
import { newId } from '../../../core/ids.ts';
import { storable } from '../../../core/text.ts';
import type { Actor, PersonActor } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import { transact, type Db, type Reads, type Tx } from '../../../core/server/db.ts';
import { dropFiles, files, keepFiles } from '../../../core/server/files.ts';
import { enqueue, enqueueAll } from '../../../core/server/jobs.ts';
import { record } from '../../../core/server/journal.ts';
import { refuse } from '../../../core/server/refusals.ts';
import { IncomingSettled, notWaiting } from './contract.ts';
import { firstHeader, readHeaderLines } from './header-lines.ts';
import { missingMessageId, readMessageId } from './message-ids.ts';
import { tables, type IncomingMail } from './tables.ts';

/** What came with a mail outside of it: RCPT and MAIL, who delivered it. */
export interface Arrival { readonly from: string | null; readonly to: readonly string[]; readonly ip: string; readonly helo: string; readonly folder?: string; readonly uid?: string }

export const readMailJob = { name: 'email.read', attempts: 60 } as const;
export const fileKind = 'incoming-mail';

export interface Coming { readonly mailboxIds: readonly string[]; readonly raw: Buffer; readonly source: 'smtp' | 'imap'; readonly arrival: Arrival }
const together = 8;

/**
 * Keeps mails as they came, for each mailbox they are for, with the job that reads them: all of it in the caller's
 * transaction, the bytes safely stored before it commits. The same mail to the same mailbox is kept once (W-L6, W-L7): by
 * its id and what its sender wrote. With the same id and other words it is another mail (W-A16). Answers the ids of those
 * not seen before.
 */
export async function keepMails(tx: Tx, all: readonly Coming[]): Promise<string[]> {
  const rows = all.flatMap(({ mailboxIds, raw, source, arrival }) => {
    const { messageId, hash } = identity(raw);
    return mailboxIds.map((mailboxId) => ({ raw, row: { id: newId(), mailbox_id: mailboxId, source, file_id: newId(), bytes: raw.length, message_id: messageId, hash, envelope: JSON.stringify(arrival), state: 'received', at: clock.now() } }));
  });
  if (!rows.length) return [];
  await keepFiles(tx, rows.map(({ raw, row }) => ({ id: row.file_id, name: `${row.id}.eml`, content: raw, type: 'message/rfc822', about: { kind: fileKind, id: row.id } })));
  const fresh = await tables(tx).insertInto('incoming_mails').values(rows.map((r) => r.row).toSorted((a, b) => (`${a.mailbox_id}${a.message_id}${a.hash}` < `${b.mailbox_id}${b.message_id}${b.hash}` ? -1 : 1)))
    .onConflict((c) => c.columns(['mailbox_id', 'message_id', 'hash']).doNothing()).returning('id').execute();
  const ids = new Set(fresh.map((f) => f.id));
  await dropFiles(tx, rows.filter((r) => !ids.has(r.row.id)).map((r) => r.row.file_id));
  const inOrder = rows.map((r) => r.row.id).filter((id) => ids.has(id));
  // Few enough for one job that the last one does not wait long, and read in the order they came.
  await enqueueAll(tx, readMailJob, Array.from({ length: Math.ceil(inOrder.length / together) }, (_, i) => ({ ids: inOrder.slice(i * together, (i + 1) * together) })));
  return inOrder;
}

// What servers on the way add or change; all else was written by the sender. Some also rewrite line ends.
const trace = /^(received|return-path|delivered-to|envelope-to|x-original-to|x-received|x-envelope-.*|received-spf|authentication-results|dkim-signature|arc-.*|x-google-.*|x-gm-.*|x-ms-exchange-.*|x-forwarded-.*|x-spam.*|x-virus.*|status|x-status|x-uid.*|x-mozilla.*)$/;

/** The id of a mail, made up from its bytes when it has none, and a hash of what its sender wrote. */
export function identity(raw: Buffer): { messageId: string; hash: string } {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  const end = crlf < 0 ? (lf < 0 ? raw.length : lf) : lf < 0 ? crlf : Math.min(crlf, lf);
  const head = readHeaderLines(raw.subarray(0, Math.min(end, 262_144)).toString('latin1').split(/\r\n|\r|\n/));
  const hash = createHash('sha256');
  for (const { name, value } of head) if (!trace.test(name)) hash.update(`${name}:${value.replace(/\s+/g, ' ').trim()}\n`);
  hash.update(raw.subarray(end).includes(13) ? Buffer.from(raw.subarray(end).toString('latin1').replace(/\r\n?/g, '\n'), 'latin1') : raw.subarray(end));
  const messageId = storable(readMessageId(firstHeader(head, 'message-id'))) || missingMessageId(raw);
  return { messageId: messageId.slice(0, 998), hash: hash.digest('hex') };
}

/** The bytes of a mail, as they came. */
export async function rawOf(db: Reads, fileId: string): Promise<Buffer> {
  return await contentOf((await db.selectFrom('files').select('hash').where('id', '=', fileId).executeTakeFirstOrThrow()).hash);
}
export async function contentOf(hash: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await files().read(hash)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

type State = 'done' | 'parked' | 'filed' | 'held' | 'refused' | 'dismissed' | 'received';
/** Says what became of a mail; whatever needs a person's eye is told to the team it is for, and to admins. */
export async function settleMail(tx: Tx, actor: Actor, mail: Pick<IncomingMail, 'id' | 'mailbox_id'>, to: { state: State; kind?: string | null; reason?: string | null; sender?: string; subject?: string; ticketId?: string; entryId?: string }): Promise<void> {
  await tables(tx).updateTable('incoming_mails').set({
    state: to.state, reason: to.reason ?? null, ...(to.kind === undefined ? {} : { kind: to.kind }), ...(to.sender === undefined ? {} : { sender: storable(to.sender).slice(0, 500) }),
    ...(to.subject === undefined ? {} : { subject: storable(to.subject).slice(0, 500) }), ...(to.ticketId ? { ticket_id: to.ticketId } : {}), ...(to.entryId ? { entry_id: to.entryId } : {}), done_at: to.state === 'received' ? null : clock.now(),
  }).where('id', '=', mail.id).execute();
  if (to.state === 'done' && actor.kind === 'system') return;
  const { team_id } = await tables(tx).selectFrom('mailboxes').select('team_id').where('id', '=', mail.mailbox_id).executeTakeFirstOrThrow();
  await record(tx, actor, IncomingSettled, { about: mail.id, to: [`team:${team_id}`, 'admins'], data: { mailboxId: mail.mailbox_id, state: to.state, kind: to.kind ?? null, reason: to.reason ?? null } });
}

/** Parks a mail that could not be read: its bytes stay, and somebody may have it read again (W-C14). */
export const parkMail = (db: Db, actor: Actor, mail: IncomingMail, reason: string): Promise<void> =>
  transact(db, (tx) => settleMail(tx, actor, mail, { state: 'parked', reason: reason.slice(0, 500) }));

/** Reads a parked mail again, or makes a ticket of one that was kept aside. */
export async function readAgain(tx: Tx, actor: PersonActor, id: string, from: readonly State[], recovered: boolean): Promise<void> {
  const mail = await waiting(tx, actor, id, from);
  await tables(tx).updateTable('incoming_mails').set({ attempts: 0, recovered: recovered || mail.recovered }).where('id', '=', id).execute();
  await settleMail(tx, actor, mail, { state: 'received' });
  await enqueue(tx, readMailJob, { ids: [id] });
}

/** Takes a mail off the list of those that wait for a person. It is kept. */
export async function dismissMail(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  await settleMail(tx, actor, await waiting(tx, actor, id, ['parked', 'filed', 'held', 'refused']), { state: 'dismissed' });
}

async function waiting(tx: Tx, actor: PersonActor, id: string, from: readonly State[]): Promise<IncomingMail> {
  const mail = await tables(tx).selectFrom('incoming_mails').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!mail || !(await seesMailbox(tx, actor, mail.mailbox_id))) return refuse(notFound);
  if (!from.includes(mail.state as State)) refuse(notWaiting);
  return mail;
}

/** Whether this person may see what comes into a mailbox: that of a team whose tickets they see. */
export const seesMailbox = async (db: Reads, actor: PersonActor, mailboxId: string): Promise<boolean> =>
  actor.role === 'admin' || (await tables(db).selectFrom('mailboxes').select('id').where('id', '=', mailboxId).where('team_id', 'in', actor.sees.length ? [...actor.sees] : ['00000000-0000-0000-0000-000000000000']).executeTakeFirst()) !== undefined;
