import { z } from 'zod';
import { newId } from '../ids.ts';
import { plainAddress } from '../mail-address.ts';
import { badAddress } from '../mail-contract.ts';
import { clock } from './clock.ts';
import { publicUrl } from './config.ts';
import type { Reads, Tx } from './db.ts';
import { refuse } from './refusals.ts';
import { seal, unseal } from './secrets.ts';
import { wakeFor } from './ticker.ts';

/** A mailbox with an optional name. The address is used as it is; the name is only ever shown. */
export const mailAddress = z.object({ name: z.string().max(200).default(''), address: z.string().max(254) });
export type MailAddress = z.infer<typeof mailAddress>;

/** A mail to be sent, as kept in the outbox. Attachments are files kept by the core. */
export const outgoingMail = z.object({
  from: mailAddress,
  to: z.array(mailAddress).min(1).max(50),
  cc: z.array(mailAddress).max(50).default([]),
  /** Envelope recipients that no header names (W-F5). */
  bcc: z.array(mailAddress).max(50).default([]),
  replyTo: mailAddress.optional(),
  /** Envelope sender; empty for automatic mail (RFC 3834, section 3.3). */
  returnPath: z.string().max(300).default(''),
  subject: z.string().max(998),
  text: z.string(),
  html: z.string().optional(),
  inReplyTo: z.string().max(998).optional(),
  references: z.array(z.string().max(998)).max(50).default([]),
  headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/), z.string().max(998)).default({}),
  attachments: z.array(z.object({ fileId: z.uuid(), name: z.string(), type: z.string(), contentId: z.string().optional() })).max(100).default([]),
});
export type OutgoingMail = z.input<typeof outgoingMail>;

export const sendMail = { name: 'mail.send', attempts: 60 } as const;
/** Wakes those who hand mails that are due to the workers. */
export const mailChannel = 'mail';

const sealing = 'outbox';
/** A mail as the outbox keeps it. The words of a sealed one stand in `sealed` alone, and are wiped when it was sent. */
const kept = (mail: KeptMail, sealed: boolean): object => (sealed ? { ...mail, text: '', html: undefined, sealed: seal(sealing, JSON.stringify({ text: mail.text, html: mail.html })) } : mail);
type KeptMail = z.output<typeof outgoingMail>;

/** Reads a mail of the outbox, opening what was sealed; null when it was sealed with another secret or sent and wiped. */
export function keptMail(row: unknown): KeptMail | null {
  const { sealed } = row as { sealed?: string | null };
  if (sealed === undefined) return outgoingMail.parse(row);
  const words = sealed && unseal(sealing, sealed);
  return words ? outgoingMail.parse({ ...(row as object), ...(JSON.parse(words) as object) }) : null;
}

/**
 * Puts a mail into the outbox in the caller's transaction; a worker sends it after commit, when it is due. `automatic` mail carries
 * the headers that keep machines from answering it. The words of a `sealed` one (with a link that opens something) cannot
 * be read from the table. Answers the outbox id and the Message-ID (with angle brackets).
 */
export async function post(tx: Tx, what: { id?: string; kind: string; mail: OutgoingMail; automatic: boolean; sealed?: boolean; about?: { kind: string; id: string }; at?: Date; messageId?: string }): Promise<{ id: string; messageId: string }> {
  const id = what.id ?? newId();
  const mail = outgoingMail.parse(what.mail);
  for (const { address } of [mail.from, ...mail.to, ...mail.cc, ...mail.bcc]) if (!plainAddress(address)) refuse(badAddress, { address: address.slice(0, 254) });
  const messageId = what.messageId ?? `<${id}@${new URL(publicUrl()).hostname}>`;
  const due = what.at ?? clock.now();
  await tx.insertInto('outbox').values({
    id, kind: what.kind, about_kind: what.about?.kind ?? null, about_id: what.about?.id ?? null, automatic: what.automatic,
    recipients: [...new Set([...mail.to, ...mail.cc, ...mail.bcc].map((a) => a.address))], subject: mail.subject, mail: JSON.stringify(kept(mail, what.sealed ?? false)), state: 'queued', made_at: clock.now(), due_at: due, message_id: messageId,
  }).execute();
  await wakeFor(tx, mailChannel, due.getTime());
  return { id, messageId };
}

/** Takes a mail back that has not left: true when it will not be sent. */
export async function cancelMail(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.updateTable('outbox').set({ state: 'cancelled' }).where('id', '=', id).where('state', 'in', ['queued', 'held', 'failed']).returning('id').executeTakeFirst();
  return row !== undefined;
}

/**
 * Sends a mail again that failed, is held, or whose outcome is unknown (or, when it `bounced`, one that was sent); the
 * person asking decides. Same Message-ID.
 */
export async function retryMail(tx: Tx, id: string, how: { bounced?: boolean } = {}): Promise<boolean> {
  const row = await again(tx).where('id', '=', id).where('state', 'in', ['failed', 'unknown', 'held', ...(how.bounced ? ['sent'] : [])]).returning('id').executeTakeFirst();
  if (row) await wakeFor(tx, mailChannel, clock.ms());
  return row !== undefined;
}

const again = (tx: Tx) => tx.updateTable('outbox').set({ state: 'queued', handed: false, reason: null, due_at: clock.now(), made_at: clock.now(), attempts: 0 });

/** A person says of a mail whose outcome is unknown that it counts as sent. */
export async function countAsSent(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.updateTable('outbox').set({ state: 'sent', sent_at: clock.now() }).where('id', '=', id).where('state', '=', 'unknown').returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Counts a mail that waits as sent at this moment, without sending it: for history that is brought in. */
export async function sentBefore(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('outbox').set({ state: 'sent', sent_at: clock.now() }).where('id', '=', id).where('state', '=', 'queued').execute();
}

/** Lets a mail be that failed, is held or unknown: it is not sent and no longer listed. */
export async function dismissMail(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.updateTable('outbox').set({ state: 'cancelled' }).where('id', '=', id).where('state', 'in', ['failed', 'unknown', 'held']).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Lets go of every held mail; for when an outgoing server has been set up. Answers how many. */
export async function releaseHeld(tx: Tx): Promise<number> {
  const held = await again(tx).where('state', '=', 'held').returning('id').execute();
  if (held.length) await wakeFor(tx, mailChannel, clock.ms());
  return held.length;
}

/** How the outbox stands: queued and held mails, and the age of the oldest unsent one in seconds. */
export async function outboxHealth(db: Reads): Promise<{ queued: number; held: number; failed: number; unknown: number; oldestSeconds: number }> {
  const rows = await db.selectFrom('outbox').select(({ fn }) => ['state', fn.countAll<number>().as('n'), fn.min('due_at').as('oldest')])
    .where('state', 'in', ['queued', 'held', 'sending', 'failed', 'unknown']).groupBy('state').execute();
  const of = (state: string) => rows.find((r) => r.state === state);
  const oldest = [of('queued')?.oldest, of('sending')?.oldest].filter((t) => t !== undefined && t !== null).map((t) => Date.parse(String(t)));
  return {
    queued: (of('queued')?.n ?? 0) + (of('sending')?.n ?? 0), held: of('held')?.n ?? 0, failed: of('failed')?.n ?? 0, unknown: of('unknown')?.n ?? 0,
    oldestSeconds: oldest.length ? Math.max(0, (clock.ms() - Math.min(...oldest)) / 1000) : 0,
  };
}
