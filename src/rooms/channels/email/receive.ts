import { sql } from 'kysely';
import { system } from '../../../core/server/actor.ts';
import { config } from '../../../core/server/config.ts';
import { clock } from '../../../core/server/clock.ts';
import { databaseTrouble, transact, type Db, type Tx } from '../../../core/server/db.ts';
import { keepFiles } from '../../../core/server/files.ts';
import { enqueue } from '../../../core/server/jobs.ts';
import { log } from '../../../core/server/log.ts';
import { recognise } from '../../customers/customers.ts';
import { link } from '../../tickets/links.ts';
import { receive as receiveMessage } from '../../tickets/messages.ts';
import { acknowledge } from './acknowledge.ts';
import { judgeSender } from './authenticity.ts';
import { copyIn } from './copied-people.ts';
import { contentOf, parkMail, readMailJob, settleMail, type Arrival } from './incoming-mails.ts';
import { noteMachineMail } from './machine-mail.ts';
import { startMailReader, type MailReader } from './parse-pool.ts';
import type { Reading } from './reading.ts';
import { fateOf, thanksOnly, type ListMail, type Threading } from './rules.ts';
import { doubtAbout, originalSender, senderOf, type Sender } from './senders.ts';
import { shownMail, type ShownMail } from './shown-mail.ts';
import { tables, type IncomingMail, type Mailbox } from './tables.ts';
import { turnAway, unconfirmed, type Teammate } from './teammates.ts';
import { awaitsEarlier, threadOf } from './thread.ts';

const actor = system('email');
// A process that is ended while it reads a mail is seldom ended by it; and a mail that was acknowledged is not to wait for a person because of a few restarts.
const tries = 8;
const patience = 40;

let pool: MailReader | null = null;
/** The threads that read mail, started when the first one comes. */
export const reader = (): MailReader => (pool ??= startMailReader());
export async function stopReader(): Promise<void> {
  await pool?.close();
  pool = null;
}

/** The process ends while a mail is read: another one reads it. */
class Stopping extends Error {}

/** A mail on its way to becoming a message: as kept, as read, and what was found out about it. */
export interface Read {
  readonly mail: IncomingMail;
  readonly mailbox: Mailbox;
  readonly arrival: Arrival;
  readonly reading: Reading;
  readonly sender: Sender;
  readonly dmarc: 'pass' | 'fail' | 'none';
  readonly teammate: Teammate | null;
  readonly kind: string;
}

/**
 * Reads one mail that was kept, off the main thread, and makes of it what it is: a message on a ticket, a note on a
 * reply that bounced, or a mail kept aside. Whatever cannot be read is parked with its reason; the next ones go on.
 */
export async function readIncoming(db: Db, id: string, waited: number): Promise<void> {
  const mail = await take(db, id);
  if (!mail) return;
  // A mail that took the process down with it comes back here: not for ever (W-C14).
  if (mail.attempts > tries + waited) return await parkMail(db, actor, mail, 'Reading it broke off several times.');
  try {
    const outcome = await reader().read(await contentOf(mail.content), { mailFrom: (mail.envelope as Arrival).from ?? undefined });
    if (!outcome.ok && outcome.reason === 'closed') throw new Stopping('stopping');
    if (!outcome.ok) return await parkMail(db, actor, mail, `It could not be read: ${outcome.reason}.`);
    await settle(db, await judged(db, mail, outcome), waited);
  } catch (error) {
    if (databaseTrouble(error) || error instanceof Stopping) throw error;
    log.error('mail not digested', { id, error });
    await parkMail(db, actor, mail, `It could not be taken in: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

/** The mail, if it still waits to be read, with the name of its content; counted as one more try. */
async function take(db: Db, id: string): Promise<(IncomingMail & { content: string }) | undefined> {
  const { rows } = await sql<IncomingMail & { content: string }>`/* hot */ update incoming_mails i set attempts = i.attempts + 1 from files f where i.id = ${id} and i.state = 'received' and f.id = i.file_id
    returning i.id, i.mailbox_id, i.source, i.file_id, i.bytes, i.message_id, i.hash, i.envelope, i.state, i.kind, i.reason, i.sender, i.subject, i.attempts, i.recovered, i.ticket_id, i.entry_id, i.at, i.done_at, f.hash as content`.execute(db);
  return rows[0];
}

async function judged(db: Db, mail: IncomingMail, reading: Reading): Promise<Read> {
  const arrival = mail.envelope as Arrival;
  const sender = senderOf(reading.mail, arrival, reading.classified.kind === 'list-message');
  const { mailbox, isOurs, teammate } = await around(db, mail, sender.address);
  const { dmarc: vouched, fromOurselves } = judgeSender(reading.mail, { authservId: config().authservId ?? '', ownAddresses: isOurs ? [sender.address] : [] });
  // The domain of a list vouches for the list, never for whoever it says wrote.
  const dmarc = sender.through ? 'none' : vouched;
  const spam = reading.mail.headers.some((h) => (h.name === 'x-spam-flag' && /^\s*yes/i.test(h.value)) || (h.name === 'x-spam-status' && /^\s*yes\b/i.test(h.value)));
  const kind = fromOurselves || (sender.through && isOurs) ? 'own' : spam && ['message', 'list-message'].includes(reading.classified.kind) ? 'spam' : reading.classified.kind;
  return { mail, mailbox, arrival, reading, sender, dmarc, teammate, kind };
}

/** The mailbox a mail came to, and whether its sender's address is one of ours or a teammate's: one question. */
async function around(db: Db, mail: IncomingMail, address: string): Promise<{ mailbox: Mailbox; isOurs: boolean; teammate: Teammate | null }> {
  const { rows } = await sql<{ mailbox: Mailbox; ours: boolean; teammate: Teammate | null }>`/* hot */ select to_json(b) as mailbox, exists (select from mailboxes o where o.address = ${address.toLowerCase()}) as ours,
    (select json_build_object('id', p.id, 'name', p.name) from people p where lower(p.email) = ${address.toLowerCase()}) as teammate from mailboxes b where b.id = ${mail.mailbox_id}`.execute(db);
  const { mailbox, ours, teammate } = rows[0]!;
  return { mailbox, isOurs: ours, teammate };
}

async function settle(db: Db, read: Read, waited: number): Promise<void> {
  const { mail, reading, arrival } = read;
  const references = [...new Set([...reading.mail.inReplyTo, ...reading.mail.references.toReversed()])];
  const deliveredTo = [...new Set([...arrival.to, ...reading.mail.to.map((a) => a.address), ...reading.mail.cc.map((a) => a.address)])];
  const threading = await threadOf(db, { deliveredTo, references, subject: reading.mail.subject, sender: read.sender.address, confirmed: read.dmarc === 'pass' });
  if (threading.ticketId === null && waited < patience && (await awaitsEarlier(db, mail, references))) {
    return await enqueue(db, readMailJob, { ids: [mail.id], waited: waited + 1 }, { at: new Date(clock.ms() + 250) });
  }
  if (read.kind === 'own' && !mail.recovered) return await noteMachineMail(db, read, 'file');
  const fate = fateOf(read.kind, threading.ticketId !== null, mail.recovered, read.mailbox.list_mail as ListMail);
  if (fate !== 'ticket') return await noteMachineMail(db, read, fate);
  if (read.teammate && read.dmarc === 'pass' && threading.ticketId !== null && !mail.recovered) return await turnAway(db, read, read.teammate, threading.ticketId);
  await becomeMessage(db, read, threading);
}

async function becomeMessage(db: Db, read: Read, threading: Threading): Promise<void> {
  const { mail, mailbox, reading, dmarc } = read;
  const entryId = mail.id;
  const shown = await shownMail(reading, reader());
  const quiet = ['auto-reply', 'list'].includes(read.kind) && threading.ticketId !== null;
  const confirmedTeammate = read.teammate !== null && dmarc === 'pass';
  const sender = (confirmedTeammate && originalSender(reading.mail)) || read.sender;
  await transact(db, async (tx) => {
    const customerId = await recognise(tx, actor, { address: sender.address, name: sender.name });
    const received = await receiveMessage(tx, actor, {
      id: entryId, customerId, channel: 'email', sender: { name: sender.name, address: sender.address }, recipients: reading.mail.to, copies: reading.mail.cc,
      html: shown.html, foldedHtml: shown.folded, text: shown.text, at: new Date(mail.at), thanksOnly: thanksOnly(reading.reply.visible), quiet,
      doubt: sender === read.sender ? doubtAbout(read) : `Forwarded by ${read.teammate!.name}.`,
      ...(threading.ticketId === null ? { open: { teamId: mailbox.team_id, subject: reading.mail.subject } } : { ticketId: threading.ticketId, role: threading.as === 'participant' ? 'copied' as const : 'proposed' as const }),
    });
    await keepParts(tx, read, shown.files, sender);
    await settleMail(tx, actor, mail, { state: 'done', kind: read.kind, sender: sender.address, subject: reading.mail.subject, ticketId: received.ticketId, entryId });
    if (threading.ticketId === null || threading.as === 'participant') await copyIn(tx, actor, received.ticketId, read);
    if (received.opened && threading.ticketId === null && threading.related) await relate(tx, received.ticketId, threading.related);
    if (read.teammate && !confirmedTeammate) await unconfirmed(tx, actor, received.ticketId, entryId, read);
    if (received.opened && read.kind === 'message' && reading.mayAnswer && !read.teammate) await acknowledge(tx, actor, read, received);
  });
}

/** Links a new ticket with the one its mail spoke of; only inside one team, as links show the other's subject. */
async function relate(tx: Tx, ticketId: string, relatedId: string): Promise<void> {
  const both = await tables(tx).selectFrom('tickets').select('team_id').where('id', 'in', [ticketId, relatedId]).execute();
  if (both.length === 2 && both[0]!.team_id === both[1]!.team_id) await link(tx, actor, ticketId, relatedId);
}

async function keepParts(tx: Tx, read: Read, files: ShownMail['files'], sender: Sender): Promise<void> {
  await keepFiles(tx, files.map(({ id, file }) => ({ id, name: file.name || 'unnamed', content: file.content, about: { kind: 'message', id: read.mail.id }, inline: file.inline })));
  await tables(tx).insertInto('email_messages').values({
    entry_id: read.mail.id, mailbox_id: read.mailbox.id, direction: 'in', message_id: read.mail.message_id, reference_ids: read.reading.mail.references.slice(-50), sender: sender.address, at: read.mail.at,
  }).execute();
}
