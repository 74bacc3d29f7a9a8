import { sql } from 'kysely';
import { z } from 'zod';
import type { Fact, In, AnySchema } from '../contract.ts';
import { MailDelayed, MailFailed, MailHeld, MailSent, MailUnknown } from '../mail-contract.ts';
import { system } from './actor.ts';
import { clock } from './clock.ts';
import { databaseTrouble, transact, type Db, type Tx } from './db.ts';
import { job } from './jobs.ts';
import { record } from './journal.ts';
import { log } from './log.ts';
import { keptMail, mailChannel, sendMail } from './mail.ts';
import { writeLetter, wireAddress } from './mail-letter.ts';
import { handOver, NotTaken, type Taken } from './mail-lines.ts';
import { outgoingServer } from './mail-server.ts';
import { signLetter } from './mail-keys.ts';
import { wakeFor } from './ticker.ts';

const minutes = [1, 2, 4, 8, 15, 30, 60, 120, 240];
const giveUpMs = 48 * 3600_000;
const actor = system('mail');

/** When a mail that was refused for now is tried again: after 1 minute, then ever later up to 4 hours (W-F7). */
export const nextTry = (attempts: number): number => minutes[Math.min(attempts, minutes.length) - 1]! * 60_000;

interface Row { id: string; kind: string; about_kind: string | null; about_id: string | null; automatic: boolean; recipients: string[]; mail: unknown; state: string; attempts: number; made_at: string; message_id: string }
const columns = ['id', 'kind', 'about_kind', 'about_id', 'automatic', 'recipients', 'mail', 'state', 'attempts', 'made_at', 'message_id'] as const;

/** Moves the mail on and says so, in one transaction. Only from a state in `from`, so that a late word never undoes a newer one. */
async function settle<D extends AnySchema>(db: Db, row: Row, from: readonly string[], set: { state: string; reason: string | null; recipients?: string[]; due?: Date }, fact: Fact<string, D>, data: object): Promise<void> {
  await transact(db, async (tx) => {
    const moved = await tx.updateTable('outbox').set({
      state: set.state, reason: set.reason, ...(set.recipients ? { recipients: set.recipients } : {}), ...(set.due ? { due_at: set.due, handed: false } : {}), ...(set.state === 'sent' ? { sent_at: clock.now(), mail: wiped } : {}),
    }).where('id', '=', row.id).where('state', 'in', [...from]).returning('id').executeTakeFirst();
    if (!moved) return;
    await tell(tx, row, fact, data);
    if (set.due) await wakeFor(tx, mailChannel, set.due.getTime());
  });
}

/** What was sealed has done its work once it was sent. */
const wiped = sql<string>`case when mail ? 'sealed' then jsonb_set(mail, '{sealed}', 'null') else mail end`;

const tell = (tx: Tx, row: Row, fact: Fact<string, AnySchema>, data: object) => record(tx, actor, fact, {
  about: row.id, to: ['admins'],
  data: { kind: row.kind, about: row.about_id ? { kind: row.about_kind ?? '', id: row.about_id } : null, automatic: row.automatic, ...data } as In<AnySchema>,
});

/**
 * Sends one mail of the outbox. Safe to run twice and at once: until the closing dot nothing has happened, and only one
 * run may take the row from `queued` to `sending` right before it. A row found in `sending` belongs to a run that died
 * after that: whether the mail arrived is unknown, and a person decides (W-L3).
 */
export async function deliver(db: Db, id: string): Promise<void> {
  const row = (await db.selectFrom('outbox').select(columns).where('id', '=', id).executeTakeFirst()) as Row | undefined;
  if (!row || !['queued', 'sending'].includes(row.state)) return;
  if (row.state === 'sending') return await settle(db, row, ['sending'], { state: 'unknown', reason: 'The server stopped while it was sending this.' }, MailUnknown, {});
  const server = await outgoingServer(db);
  if (!server) {
    const reason = 'No outgoing mail server is set up.';
    return await settle(db, row, ['queued'], { state: 'held', reason }, MailHeld, { reason });
  }
  const mail = keptMail(row.mail);
  if (!mail) {
    const reason = 'Its words can no longer be read: they were sealed with another secret, or sent before. Have a new mail sent instead.';
    return await settle(db, row, ['queued'], { state: 'failed', reason }, MailFailed, { reason });
  }
  try {
    const bytes = await signLetter(db, mail.from.address, await writeLetter(db, mail, { messageId: row.message_id, automatic: row.automatic }));
    const from = mail.returnPath || (row.automatic ? '' : mail.from.address);
    const taken = await handOver(server, { from: from && wireAddress(from), to: row.recipients.map(wireAddress), bytes }, () => claim(db, row));
    await accepted(db, row, taken.refused);
  } catch (error) {
    await missed(db, row, error);
  }
}

class Elsewhere extends Error {}

/** The point of no return: from here on the mail may have arrived. */
async function claim(db: Db, row: Row): Promise<void> {
  const got = await db.updateTable('outbox').set({ state: 'sending', attempts: row.attempts + 1 }).where('id', '=', row.id).where('state', '=', 'queued').returning('id').executeTakeFirst();
  if (!got) throw new Elsewhere('taken back, or sent by another worker');
}

async function accepted(db: Db, row: Row, refused: Taken['refused']): Promise<void> {
  const lasting = refused.filter((r) => r.permanent).map((r) => `${r.address}: ${r.reason}`);
  const later = refused.filter((r) => !r.permanent);
  const from = ['sending', 'unknown'];
  if (!later.length) return await settle(db, row, from, { state: 'sent', reason: lasting.join('; ') || null }, MailSent, { refusedFor: lasting });
  // Those who have it are not sent it again.
  const recipients = row.recipients.filter((r) => later.some((l) => l.address === wireAddress(r)));
  await postpone(db, row, from, later.map((l) => `${l.address}: ${l.reason}`).join('; '), recipients);
}

async function missed(db: Db, row: Row, error: unknown): Promise<void> {
  if (error instanceof Elsewhere) return;
  if (!(error instanceof NotTaken) && databaseTrouble(error)) throw error;
  const { message, permanent, answered } = error instanceof NotTaken ? error : new NotTaken(error instanceof Error ? error.message : String(error), false, true);
  const now = await db.selectFrom('outbox').select('state').where('id', '=', row.id).executeTakeFirst();
  // The line broke after the closing dot: it may have arrived. A refusal by number is an answer.
  if (now?.state === 'sending' && !answered) return await settle(db, row, ['sending'], { state: 'unknown', reason: message }, MailUnknown, {});
  if (permanent) return await settle(db, row, ['queued', 'sending'], { state: 'failed', reason: message }, MailFailed, { reason: message });
  await postpone(db, row, ['queued', 'sending'], message);
}

async function postpone(db: Db, row: Row, from: readonly string[], reason: string, recipients?: string[]): Promise<void> {
  if (clock.ms() - Date.parse(row.made_at) > giveUpMs) {
    const given = `Given up after 48 hours: ${reason}`;
    return await settle(db, row, from, { state: 'failed', reason: given }, MailFailed, { reason: given });
  }
  const due = new Date(clock.ms() + nextTry(row.attempts + 1));
  await db.updateTable('outbox').set({ attempts: row.attempts + 1 }).where('id', '=', row.id).execute();
  log.info('mail postponed', { id: row.id, attempts: row.attempts + 1 });
  await settle(db, row, from, { state: 'queued', reason, recipients, due }, MailDelayed, { reason, next: due.toISOString() });
}

export const mailJobs = [
  job(sendMail.name, z.object({ id: z.uuid() }), { attempts: sendMail.attempts }, ({ id }, { db }) => deliver(db, id)),
];
