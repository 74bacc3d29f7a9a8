import { newId } from '../../../core/ids.ts';
import { foldHtml } from './fold.ts';
import type { MailReader } from './parse-pool.ts';
import { splitHtmlReply } from './quote.ts';
import type { Reading } from './reading.ts';
import { textToHtml } from './text-html.ts';

export interface ShownMail {
  /** what its writer wrote now, and what it quotes and signs with: safe HTML */
  readonly html: string;
  readonly folded: string;
  /** what its writer wrote now, as plain text */
  readonly text: string;
  /** its files with the ids they will have */
  readonly files: { readonly id: string; readonly file: Reading['mail']['attachments'][number] }[];
}

/** How a mail is shown: its HTML made safe with its own pictures in place, or its text; nothing it says is left out. */
export async function shownMail({ mail, reply }: Reading, reader: MailReader): Promise<ShownMail> {
  const files = mail.attachments.map((file) => ({ id: newId(), file }));
  const text = reply.visible || mail.text;
  const plain = { html: textToHtml(text), folded: [reply.signature, reply.quoted].filter(Boolean).map(textToHtml).join('<br>\n<br>\n'), text, files };
  if (mail.html === null) return plain;
  const cids = Object.fromEntries(files.filter((f) => f.file.contentId).map((f) => [f.file.contentId, `/api/files/${f.id}`]));
  const safe = await reader.sanitise({ html: mail.html, cids, remoteImages: 'blocked' });
  if (!safe.ok) return { ...plain, html: textToHtml(mail.text), folded: '', text: mail.text };
  const words = wordsOf(safe.html.replace(/<[^>]*>/g, ' '));
  // Some mails carry all they say in one of their two forms only.
  if (!words.size && !safe.html.includes('<img')) return { ...plain, html: textToHtml(mail.text), folded: '', text: mail.text };
  const { html, folded } = foldHtml(safe.html, splitHtmlReply(safe.html).visible);
  return { html, folded: saysMore(mail.plain, words) ? `${folded}<hr>${textToHtml(mail.plain!)}` : folded, text, files };
}

const wordsOf = (text: string): Set<string> => new Set(text.slice(0, 200_000).toLowerCase().match(/\p{L}{3,}/gu) ?? []);

/** Whether the plain form says things that the HTML form does not: fewer than half of its words are there. */
function saysMore(plain: string | null, shown: Set<string>): boolean {
  const words = [...wordsOf(plain ?? '')];
  return words.length > 0 && words.filter((w) => shown.has(w)).length * 2 < words.length;
}
