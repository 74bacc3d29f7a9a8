import { decodeCharset, storable } from './charset.ts';
import { decodeWords } from './encoded-words.ts';
import { firstHeader } from './header-lines.ts';
import { htmlToText } from './html-text.ts';
import { readPartTree, type Budget, type Part } from './mime-tree.ts';
import { readAddresses } from './addresses.ts';
import { unflow } from './flowed-text.ts';
import { readTnef } from './tnef.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { takeUuencodedFiles } from './uuencoded-files.ts';

/** A file of a mail. `name` is what the sender wrote: never a safe path. `declaredType` is only claimed. */
export interface MailFile {
  name: string;
  declaredType: string;
  /** without angle brackets, '' when none */
  contentId: string;
  /** shown inside the HTML body, by `cid:` or as an inline image */
  inline: boolean;
  content: Buffer;
}

/** Machine-readable part of a report (RFC 6522): its media type and text; of a returned mail only the head. */
export interface Report {
  type: string;
  text: string;
}

/** One stretch of the body in whichever forms the sender gave. */
interface Piece {
  text?: string;
  html?: string;
}

export interface Body {
  pieces: Piece[];
  files: MailFile[];
  reports: Report[];
}

const MAX_REPORT_BYTES = 64 * 1024;
const MACHINE_READABLE = /^(message\/(delivery-status|global-delivery-status|disposition-notification|feedback-report|rfc822|global)|text\/rfc822-headers)$/;

/** Reads everything below a part: text for people, files, and what machines wrote for machines. Never throws on broken parts. */
export function readBody(part: Part, budget: Budget, charset: string): Body {
  const body: Body = { pieces: [], files: [], reports: [] };
  new BodyReader(body, budget, charset).walk(part, false);
  return body;
}

class BodyReader {
  private readonly body: Body;
  private readonly budget: Budget;
  private readonly charset: string;

  constructor(body: Body, budget: Budget, charset: string) {
    this.body = body;
    this.budget = budget;
    this.charset = charset;
  }

  walk(part: Part, inReport: boolean): void {
    const type = part.type.value;
    if (!type.startsWith('multipart/')) this.leaf(part, inReport);
    else if (type === 'multipart/alternative') this.alternative(part, inReport);
    else for (const child of part.children) this.walk(child, inReport || type === 'multipart/report');
    if (/\S/.test(part.epilogue.toString('latin1', 0, 2_000))) this.body.pieces.push({ text: this.plain(part.epilogue, this.charset) });
  }

  /** The same content in several forms (RFC 2046 §5.1.4) becomes one piece; forms that occur twice are all kept. */
  private alternative(part: Part, inReport: boolean): void {
    const before = this.body.pieces;
    const forms = part.children.map((child) => {
      this.body.pieces = [];
      this.walk(child, inReport);
      return this.body.pieces;
    });
    this.body.pieces = before;
    const texts = new Set(forms.filter((pieces) => pieces.every((piece) => piece.html === undefined)).flatMap((pieces) => pieces.map((piece) => piece.text ?? '')));
    const htmls = new Set(forms.filter((pieces) => pieces.some((piece) => piece.html !== undefined)).map((pieces) => piecesToHtml(pieces)));
    const piece: Piece = {};
    if (texts.size > 0) piece.text = [...texts].join('\n');
    if (htmls.size > 0) piece.html = [...htmls].join('\n');
    if (texts.size + htmls.size > 0) before.push(piece);
  }

  private leaf(part: Part, inReport: boolean): void {
    const type = part.type.value;
    const content = decodeTransfer(part.body, firstHeader(part.headers, 'content-transfer-encoding'));
    if (MACHINE_READABLE.test(type)) this.report(type, content);
    if (/^message\/(rfc822|global|news)$/.test(type)) this.enclosed(part, content, inReport);
    else if (/^application\/(x-)?(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(nameOf(part))) this.tnef(part, content);
    else if (/^text\//.test(type) && this.isForReading(part)) this.reading(part, content);
    else this.file(part, content);
  }

  /** Text parts are shown unless they are files: declared so, named beside another body, or of a kind nobody reads as prose. */
  private isForReading(part: Part): boolean {
    if (part.disposition.value === 'attachment' || part.disposition.value.startsWith('attachment')) return false;
    if (/^text\/(calendar|csv|x-vcard|vcard|directory|rfc822-headers|x-amp-html|x-patch|x-diff|xml|css|javascript|tab-separated-values)$/.test(part.type.value)) return false;
    return nameOf(part) === '' || this.body.pieces.length === 0;
  }

  private reading(part: Part, content: Buffer): void {
    const charset = part.type.parameters.get('charset') ?? '';
    if (part.type.value === 'text/html') {
      const html = decodeCharset(content, charset || htmlCharset(content), this.charset);
      this.body.pieces.push({ html: storable(html) });
      return;
    }
    const { text, files } = takeUuencodedFiles(this.plain(content, charset));
    for (const file of files) this.body.files.push({ name: decodeWords(file.name), declaredType: 'application/octet-stream', contentId: '', inline: false, content: file.content });
    const flowed = /^flowed$/i.test(part.type.parameters.get('format') ?? '') ? unflow(text, /^yes$/i.test(part.type.parameters.get('delsp') ?? '')) : text;
    const rich = /^text\/(enriched|richtext)$/.test(part.type.value);
    this.body.pieces.push({ text: rich ? flowed.replace(/<[^<>]{0,60}>/g, '') : flowed });
  }

  private plain(content: Buffer, charset: string): string {
    return storable(decodeCharset(content, charset, this.charset)).replace(/\r+\n?/g, (ends) => (ends.endsWith('\n') ? '\n' : '\n'.repeat(ends.length))).replace(/^\ufeff/, '');
  }

  private report(type: string, content: Buffer): void {
    if (this.body.reports.length >= 20) return;
    const head = type === 'message/rfc822' || type === 'message/global' || type === 'text/rfc822-headers';
    const text = this.plain(content.subarray(0, MAX_REPORT_BYTES), 'utf-8').replace(/^\n+/, '');
    const end = head ? text.indexOf('\n\n') : -1;
    this.body.reports.push({ type, text: end < 0 ? text : text.slice(0, end) });
  }

  /** A mail inside the mail is kept as a file, and its text shown below a short head unless it is a bounce's evidence. */
  private enclosed(part: Part, content: Buffer, inReport: boolean): void {
    const name = nameOf(part);
    if (this.budget.depth <= 0) this.budget.problems.add('nested-too-deep');
    const inner = this.budget.depth > 0 ? readPartTree(content, this.budget) : undefined;
    const subject = inner ? decodeWords(firstHeader(inner.headers, 'subject')) : '';
    this.file(part, content, name || `${subject.replace(/[\\/:*?"<>|]+/g, ' ').trim().slice(0, 80) || 'message'}.eml`);
    if (!inner || inReport) return;
    this.budget.depth--;
    const read = readBody(inner, this.budget, inner.type.parameters.get('charset') ?? '');
    this.budget.depth++;
    this.body.pieces.push({ text: enclosedHead(inner, subject) + piecesToText(read.pieces) });
    this.body.files.push(...read.files);
  }

  private tnef(part: Part, content: Buffer): void {
    const packed = readTnef(content);
    if (!packed) this.budget.problems.add('tnef-unreadable');
    if (!packed || packed.files.length === 0) this.file(part, content, nameOf(part) || 'winmail.dat');
    if (!packed) return;
    for (const file of packed.files) this.body.files.push({ name: storable(file.name) || 'file', declaredType: file.type || 'application/octet-stream', contentId: file.contentId, inline: false, content: file.content });
    if (this.body.pieces.length > 0 || (packed.text === '' && packed.html === '')) return;
    const piece: Piece = {};
    if (packed.text !== '') piece.text = storable(packed.text).replace(/\r\n?/g, '\n');
    if (packed.html !== '') piece.html = storable(packed.html);
    this.body.pieces.push(piece);
  }

  private file(part: Part, content: Buffer, name = nameOf(part)): void {
    const contentId = firstHeader(part.headers, 'content-id').replace(/[<>\s]/g, '');
    const described = decodeWords(firstHeader(part.headers, 'content-description')).slice(0, 80);
    this.body.files.push({
      name: name || (part.type.value.startsWith('message/') && described ? `${described}.txt` : madeUpName(part.type.value, contentId)),
      declaredType: part.type.value,
      contentId,
      inline: part.disposition.value === 'inline' && part.type.value.startsWith('image/'),
      content,
    });
  }
}

/** The sender's plain text; null when all there is is HTML. HTML-only stretches in between are converted. */
export function piecesToPlain(pieces: Piece[]): string | null {
  return pieces.some((piece) => piece.text !== undefined) ? piecesToText(pieces) : null;
}

/** Everything readable as plain text. */
export function piecesToText(pieces: Piece[]): string {
  return pieces.map((piece) => piece.text ?? htmlToText(piece.html ?? '')).join('\n').trimEnd();
}

/** Title of the first HTML document, '' when there is none: no mail program shows it, but some senders say something there alone. */
export function piecesTitle(pieces: Piece[]): string {
  const html = pieces.find((piece) => piece.html !== undefined)?.html ?? '';
  return htmlToText(/<title[^<>]{0,200}>([^<]{1,300})/i.exec(html.slice(0, 20_000))?.[1] ?? '');
}

/** Everything readable as HTML, plain stretches escaped in between. */
export function piecesToHtml(pieces: Piece[]): string {
  return pieces.map((piece) => piece.html ?? `<div style="white-space:pre-wrap">${escapeText(piece.text ?? '')}</div>`).join('\n');
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function enclosedHead(inner: Part, subject: string): string {
  const from = readAddresses(firstHeader(inner.headers, 'from'))[0];
  const date = decodeWords(firstHeader(inner.headers, 'date'));
  return `---------- Enclosed message ----------\nFrom: ${from ? `${from.name} <${from.address}>`.trim() : ''}\nDate: ${date}\nSubject: ${subject}\n\n`;
}

/** File name by Content-Disposition, else by Content-Type (RFC 2183 §2.3), else ''. */
function nameOf(part: Part): string {
  return storable(part.disposition.parameters.get('filename') || part.type.parameters.get('name') || part.type.parameters.get('filename') || part.disposition.parameters.get('name') || '').slice(0, 255);
}

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg', 'text/calendar': 'ics', 'text/plain': 'txt', 'application/pgp-signature': 'asc', 'application/pkcs7-mime': 'p7m', 'application/x-pkcs7-mime': 'p7m', 'application/pkcs7-signature': 'p7s', 'application/x-pkcs7-signature': 'p7s', 'text/x-vcard': 'vcf', 'text/vcard': 'vcf', 'message/delivery-status': 'txt', 'message/feedback-report': 'txt', 'message/disposition-notification': 'txt', 'text/rfc822-headers': 'txt', 'audio/mpeg': 'mp3', 'application/octet-stream': 'bin' };

/** A name for a file that has none: by its content id (as an inline image is known), else by its kind. */
function madeUpName(type: string, contentId: string): string {
  const extension = EXTENSIONS[type] ?? (/^[a-z]+\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin');
  const local = contentId.split('@')[0]!.replace(/[^\w.-]+/g, '').slice(0, 60);
  if (local !== '') return /\.[a-z0-9]{1,5}$/i.test(local) ? local : `${local}.${extension}`;
  return `${type.startsWith('image/') ? 'image' : type === 'text/calendar' ? 'invite' : type === 'message/delivery-status' ? 'delivery-status' : type.includes('signature') ? 'signature' : 'file'}.${extension}`;
}

/** The charset an HTML part names in its own head, when its header does not. */
function htmlCharset(content: Buffer): string {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(content.toString('latin1', 0, 2_000))?.[1] ?? '';
}
