import { piecesToHtml, piecesToText, type Piece } from './body-pieces.ts';
import { decodeCharset, storable } from './charset.ts';
import { decodeWords } from './encoded-words.ts';
import { fileName, madeUpName } from './file-names.ts';
import { firstHeader } from './header-lines.ts';
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
    if (/\S/.test(part.epilogue.toString('latin1', 0, 2_000))) this.body.pieces.push({ text: this.withinBudget(this.plain(part.epilogue, this.charset)) });
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
    else if (/^application\/(x-)?(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(fileName(part))) this.tnef(part, content);
    else if (/^text\//.test(type) && this.isForReading(part)) this.reading(part, content);
    else this.file(part, content);
  }

  /** Text parts are shown unless they are files: declared so, named beside another body, or of a kind nobody reads as prose. */
  private isForReading(part: Part): boolean {
    if (part.disposition.value === 'attachment' || part.disposition.value.startsWith('attachment')) return false;
    if (/^text\/(calendar|csv|x-vcard|vcard|directory|rfc822-headers|x-amp-html|x-patch|x-diff|xml|css|javascript|tab-separated-values)$/.test(part.type.value)) return false;
    return fileName(part) === '' || this.body.pieces.length === 0;
  }

  private reading(part: Part, content: Buffer): void {
    const charset = part.type.parameters.get('charset') ?? '';
    if (part.type.value === 'text/html') {
      const html = decodeCharset(content, charset || htmlCharset(content), this.charset);
      this.body.pieces.push({ html: this.withinBudget(storable(html)) });
      return;
    }
    const { text, files } = takeUuencodedFiles(this.plain(content, charset));
    for (const file of files) this.body.files.push({ name: decodeWords(file.name), declaredType: 'application/octet-stream', contentId: '', inline: false, content: file.content });
    const flowed = /^flowed$/i.test(part.type.parameters.get('format') ?? '') ? unflow(text, /^yes$/i.test(part.type.parameters.get('delsp') ?? '')) : text;
    const rich = /^text\/(enriched|richtext)$/.test(part.type.value);
    this.body.pieces.push({ text: this.withinBudget(rich ? flowed.replace(/<[^<>]{0,60}>/g, '') : flowed) });
  }

  private withinBudget(text: string): string {
    if (text.length > this.budget.text) this.budget.problems.add('text-cut');
    const kept = storable(text.slice(0, this.budget.text));
    this.budget.text -= kept.length;
    return kept;
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
    const name = fileName(part);
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
    if (!packed || packed.files.length === 0) this.file(part, content, fileName(part) || 'winmail.dat');
    if (!packed) return;
    for (const file of packed.files) this.body.files.push({ name: storable(file.name) || 'file', declaredType: file.type || 'application/octet-stream', contentId: file.contentId, inline: false, content: file.content });
    if (this.body.pieces.length > 0 || (packed.text === '' && packed.html === '')) return;
    const piece: Piece = {};
    if (packed.text !== '') piece.text = this.withinBudget(storable(packed.text)).replace(/\r\n?/g, '\n');
    if (packed.html !== '') piece.html = this.withinBudget(storable(packed.html));
    this.body.pieces.push(piece);
  }

  private file(part: Part, content: Buffer, name = fileName(part)): void {
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

function enclosedHead(inner: Part, subject: string): string {
  const from = readAddresses(firstHeader(inner.headers, 'from'))[0];
  const date = decodeWords(firstHeader(inner.headers, 'date'));
  return `---------- Enclosed message ----------\nFrom: ${from ? `${from.name} <${from.address}>`.trim() : ''}\nDate: ${date}\nSubject: ${subject}\n\n`;
}

/** The charset an HTML part names in its own head, when its header does not. */
function htmlCharset(content: Buffer): string {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(content.toString('latin1', 0, 2_000))?.[1] ?? '';
}
