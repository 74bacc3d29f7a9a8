import { readAddresses, type Address } from './addresses.ts';
import { decodeCharset, storable } from './charset.ts';
import { decodeWords, oneLine } from './encoded-words.ts';
import { firstHeader, type HeaderLine } from './header-lines.ts';
import { piecesTitle, piecesToHtml, piecesToPlain, piecesToText } from './body-pieces.ts';
import { readBody, type Body, type MailFile, type Report } from './mail-body.ts';
import { readDate } from './mail-date.ts';
import { missingMessageId, readMessageId, readMessageIds } from './message-ids.ts';
import { MAX_PARTS, readPartTree, type Budget, type Part } from './mime-tree.ts';

export type { Address, HeaderLine, MailFile, Report };

/** A mail as read: nothing in it is trusted, everything can be stored (no NUL, no lone surrogate). */
export interface ParsedMail {
  /** `<id>`; made from the bytes when the mail has none, the same each time */
  messageId: string;
  /** ids answered to, `<id>` each */
  inReplyTo: string[];
  /** the thread's ids, oldest first, at most 100 */
  references: string[];
  /** first mailbox of From with an address (RFC 5322 §3.6.2), else one with a name alone (`address` ''), else null */
  from: Address | null;
  sender: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  subject: string;
  /** null when missing, unreadable or before 1980; may lie in the future */
  date: Date | null;
  /**
   * all header fields in order, topmost first, names in lower case. Encoded words are left as they are: a decoded
   * `Authentication-Results` could pretend to be ours. For showing one, `decodeWords` it.
   */
  headers: HeaderLine[];
  /** everything readable, for searching: plain text, or HTML converted, with the HTML's title if it says more; lines end in \n */
  text: string;
  /** the sender's own plain text, for showing; null when there is only HTML */
  plain: string | null;
  /** HTML exactly as sent, unsafe until sanitised; null when the mail has none */
  html: string | null;
  attachments: MailFile[];
  /** machine-readable parts of bounces, receipts and complaints (RFC 6522) */
  reports: Report[];
  /** what was wrong or cut: `too-many-parts`, `nested-too-deep`, `boundary-missing`, `header-too-long`, `no-from`, `several-senders`, `no-message-id`, `no-date`, `tnef-unreadable`, `text-cut` */
  problems: string[];
}

const MAX_ENCLOSED = 5;
const MAX_TEXT = 3_000_000;

/**
 * Reads a raw mail of any shape (RFC 5322, RFC 2045-2049), in time linear in its size. Never refuses: what is broken is
 * read as far as it goes and named in `problems`; the caller keeps the raw bytes.
 * @param raw the mail as it came, without SMTP dot-stuffing
 */
export function parseMail(raw: Buffer): ParsedMail {
  const budget: Budget = { parts: MAX_PARTS, depth: MAX_ENCLOSED, text: MAX_TEXT, problems: new Set() };
  const root = readPartTree(raw, budget);
  const charset = headCharset(root);
  const body = readBody(root, budget, charset);
  const html = body.pieces.some((piece) => piece.html !== undefined) ? storable(piecesToHtml(body.pieces)) : null;
  const mail: ParsedMail = { ...readHead(root, charset, raw), text: readable(body), plain: piecesToPlain(body.pieces), html, attachments: markInline(body, html), reports: body.reports, problems: [] };
  mail.problems = [...budget.problems, ...headProblems(root, mail)];
  return mail;
}

/** The title stands first when the text does not say it. */
function readable(body: Body): string {
  const text = piecesToText(body.pieces);
  const title = piecesTitle(body.pieces);
  return title === '' || text.includes(title) ? text : `${title}\n\n${text}`;
}

type Head = Omit<ParsedMail, 'text' | 'plain' | 'html' | 'attachments' | 'reports' | 'problems'>;

function readHead(root: Part, charset: string, raw: Buffer): Head {
  const first = (name: string) => firstHeader(root.headers, name);
  const boxes = (name: string) => root.headers.filter((header) => header.name === name).flatMap((header) => readAddresses(header.value, charset)).slice(0, 1_000);
  const authors = readAddresses(first('from'), charset);
  const withAddress = (list: Address[]) => list.find((box) => box.address !== '') ?? null;
  return {
    messageId: readMessageId(first('message-id')) || missingMessageId(raw),
    inReplyTo: readMessageIds(first('in-reply-to')).slice(0, 10),
    references: readMessageIds(first('references')),
    from: withAddress(authors) ?? authors[0] ?? null,
    sender: withAddress(readAddresses(first('sender'), charset)),
    replyTo: boxes('reply-to').filter((box) => box.address !== ''),
    to: boxes('to'),
    cc: boxes('cc'),
    subject: decodeWords(first('subject'), charset),
    date: readDate(first('date')),
    headers: root.headers.map(({ name, value }) => ({ name, value: oneLine(decodeCharset(Buffer.from(value, 'latin1'), '', charset)) })),
  };
}

function headProblems(root: Part, mail: ParsedMail): string[] {
  const found: string[] = [];
  const from = root.headers.filter((header) => header.name === 'from');
  if (!mail.from?.address) found.push('no-from');
  if (from.length > 1 || readAddresses(from[0]?.value ?? '').length > 1) found.push('several-senders');
  if (readMessageId(firstHeader(root.headers, 'message-id')) === '') found.push('no-message-id');
  if (mail.date === null) found.push('no-date');
  return found;
}

/** Charset of the first text part: the best guess for raw 8-bit bytes in headers. */
function headCharset(part: Part): string {
  const charset = part.type.parameters.get('charset');
  if (charset) return charset;
  for (const child of part.children) {
    const found = headCharset(child);
    if (found !== '') return found;
  }
  return '';
}

/** A file is inline when the HTML shows it by `cid:` (RFC 2392), whatever its own headers say (W-E10). */
function markInline(body: Body, html: string | null): MailFile[] {
  const shown = new Set<string>();
  for (const match of (html ?? '').matchAll(/\bcid:([^"'\s<>)]{1,300})/gi)) shown.add(unescapeId(match[1]!));
  return body.files.map((file) => (file.contentId !== '' && shown.has(file.contentId.toLowerCase()) ? { ...file, inline: true } : file));
}

function unescapeId(id: string): string {
  try {
    return decodeURIComponent(id).toLowerCase();
  } catch {
    return id.toLowerCase();
  }
}
