import type { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { z } from 'zod';
import { clock } from './clock.ts';
import type { Reads } from './db.ts';
import { files } from './files.ts';
import type { MailAddress, outgoingMail } from './mail.ts';

/** One line, whatever was typed: no value can begin a header of its own (W-F1). */
// eslint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();

/** The address as RCPT says it: the host name in ASCII (RFC 5891). */
export const wireAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`;
};
const box = (a: MailAddress) => ({ name: oneLine(a.name), address: wireAddress(a.address) });

/** Headers by which other machines know that no person wrote this (RFC 3834, section 5) and do not answer. */
const automaticHeaders = (answer: boolean) => ({ 'Auto-Submitted': answer ? 'auto-replied' : 'auto-generated', 'X-Auto-Response-Suppress': 'All' });

/** Writes a mail out as it goes over the wire (RFC 5322, CRLF). Bcc recipients are in the envelope only (W-F5). */
export async function writeLetter(db: Reads, mail: z.output<typeof outgoingMail>, what: { messageId: string; automatic: boolean }): Promise<Buffer> {
  const attachments = [];
  for (const a of mail.attachments) {
    const file = await db.selectFrom('files').select(['hash']).where('id', '=', a.fileId).executeTakeFirst();
    if (!file) throw new Error('an attachment is gone');
    const content = await allOf(await files().read(file.hash));
    attachments.push({ filename: oneLine(a.name), contentType: a.type, content, ...(a.contentId ? { cid: oneLine(a.contentId), contentDisposition: 'inline' as const } : {}) });
  }
  const own = Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name, oneLine(value)]));
  const composer = new MailComposer({
    from: box(mail.from), to: mail.to.map(box), cc: mail.cc.map(box), replyTo: mail.replyTo ? box(mail.replyTo) : undefined,
    subject: oneLine(mail.subject), text: mail.text, html: mail.html, messageId: what.messageId, date: clock.now(),
    inReplyTo: mail.inReplyTo, references: mail.references.length ? mail.references : undefined,
    headers: { ...own, ...(what.automatic ? automaticHeaders(mail.inReplyTo !== undefined) : {}) }, attachments,
    disableFileAccess: true, disableUrlAccess: true, newline: 'win',
  });
  return await allOf(composer.compile().createReadStream());
}

async function allOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
