import { attributionLength, copiedHeadKey, isCopiedHead, isSeparator } from './attribution.ts';
import { htmlToLines, type HtmlLine } from './html-text.ts';
import type { ParsedMail } from './parse.ts';
import { signatureStart } from './signature.ts';

/** A mail's text taken apart for reading: the three together hold every line of it, each in the mail's order. */
export interface Reply {
  /** what the writer says now; the whole text when nothing else would be left */
  visible: string;
  /** the mails answered to or forwarded, with the lines that introduce them */
  quoted: string;
  signature: string;
}

type Kind = 'text' | 'quote' | 'marked' | 'attribution' | 'rest' | 'signature';

/** Splits a mail by its plain text, or by its HTML when there is no other or only the HTML tells the quote apart. */
export function splitMail(mail: Pick<ParsedMail, 'plain' | 'html'>): Reply {
  if (mail.plain === null) return splitHtmlReply(mail.html ?? '');
  const reply = splitReply(mail.plain);
  if (mail.html === null || reply.quoted !== '') return reply;
  const lines = htmlToLines(mail.html);
  return lines.some((line) => line.mark === 'quote') ? splitLines(lines) : reply;
}

/**
 * Splits plain text of any mail program and many languages. Linear: lines are looked at a few at a time and only their
 * first 300 characters (W-C6).
 */
export function splitReply(text: string): Reply {
  return splitLines(text.split(/\r\n|\r|\n/).map((line) => ({ text: line, mark: '' })));
}

/** Splits HTML by the marks of mail programs (gmail_quote, blockquote type=cite, divRplyFwdMsg …) and by its text. */
export function splitHtmlReply(html: string): Reply {
  return splitLines(htmlToLines(html));
}

function splitLines(lines: HtmlLine[]): Reply {
  const texts = lines.map((line) => line.text);
  const kinds: Kind[] = lines.map((line) => (line.mark === 'quote' ? 'marked' : line.mark === 'signature' ? 'signature' : /^\s{0,3}>/.test(line.text) ? 'quote' : 'text'));
  markNamedQuotes(texts, kinds);
  markWrappedQuotes(texts, kinds);
  markAttributions(texts, kinds);
  markSignature(texts, kinds);
  showAnsweredQuotes(texts, kinds);
  return compose(texts, kinds);
}

/** `Jane> text` on two lines running is a quote, too. */
function markNamedQuotes(texts: string[], kinds: Kind[]): void {
  const named = (i: number) => kinds[i] === 'text' && /^[A-Z]\w{0,15}>(\s|$)/.test(texts[i]!.slice(0, 20));
  for (let i = 0; i + 1 < texts.length; i++) if (named(i) && /^[A-Z]\w{0,15}>(\s|$)/.test(texts[i + 1]!.slice(0, 20))) kinds[i] = kinds[i + 1] = 'quote';
}

/** A line between two quoted ones without a blank is the overflow of a quoted line that was wrapped. */
function markWrappedQuotes(texts: string[], kinds: Kind[]): void {
  for (let i = 1; i + 1 < texts.length; i++) if (kinds[i] === 'text' && kinds[i - 1] === 'quote' && kinds[i + 1] === 'quote' && texts[i]!.trim() !== '' && texts[i - 1]!.length > 60) kinds[i] = 'quote';
}

/** Finds the lines that introduce a quote; one without quote marks below it makes all the rest a quote. */
function markAttributions(texts: string[], kinds: Kind[]): void {
  const keys = texts.map(copiedHeadKey);
  let said = false;
  for (let i = 0; i < texts.length; i++) {
    if (kinds[i] !== 'text' || texts[i]!.trim() === '') continue;
    if (isSeparator(texts[i]!) || isCopiedHead(texts, keys, i)) return fill(kinds, ruleAbove(texts, i), kinds.length, 'rest');
    const length = attributionLength(texts, i);
    if (length > 0) {
      const below = nextSaid(texts, i + length);
      if (said && (below >= texts.length || kinds[below] === 'text')) return fill(kinds, i, kinds.length, 'rest');
      fill(kinds, i, i + length, 'attribution');
      i += length - 1;
    } else said = true;
  }
}

/** A drawn line right above a copied head belongs to it. */
function ruleAbove(texts: string[], at: number): number {
  for (let i = at - 1; i >= 0 && i >= at - 2; i--) {
    if (/^\s*[-_=]{5,}\s*$/.test(texts[i]!.slice(0, 300))) return i;
    if (texts[i]!.trim() !== '') break;
  }
  return at;
}

function nextSaid(texts: string[], from: number): number {
  let i = from;
  while (i < texts.length && i < from + 50 && texts[i]!.trim() === '') i++;
  return i;
}

/** The signature is looked for at the end of each stretch the writer wrote. */
function markSignature(texts: string[], kinds: Kind[]): void {
  for (let from = 0; from < texts.length; ) {
    if (kinds[from] !== 'text') {
      from++;
      continue;
    }
    let to = from;
    while (to < texts.length && kinds[to] === 'text') to++;
    fill(kinds, signatureStart(texts, from, to), to, 'signature');
    from = to;
  }
}

/** Quotes with answers below them stay in place, for answers need their questions; but not one introduced quote above all that is said. */
function showAnsweredQuotes(texts: string[], kinds: Kind[]): void {
  const isSaid = (i: number) => kinds[i] === 'text' && texts[i]!.trim() !== '';
  const lastSaid = texts.findLastIndex((_, i) => isSaid(i));
  const firstSaid = texts.findIndex((_, i) => isSaid(i));
  const blocks: [number, number][] = [];
  for (let i = 0; i < lastSaid; i++) {
    if (kinds[i] !== 'quote') continue;
    const start = i;
    while (i + 1 < lastSaid && (kinds[i + 1] === 'quote' || (kinds[i + 1] === 'text' && texts[i + 1]!.trim() === '' && kinds[i + 2] === 'quote'))) i++;
    blocks.push([start, i + 1]);
  }
  const introducedAbove = blocks.length === 1 && blocks[0]![0] < firstSaid && kinds.slice(0, blocks[0]![0]).includes('attribution');
  if (!introducedAbove) for (const [start, end] of blocks) fill(kinds, start, end, 'text');
}

function fill(kinds: Kind[], from: number, to: number, kind: Kind): void {
  for (let i = from; i < to; i++) kinds[i] = kind;
}

function compose(texts: string[], kinds: Kind[]): Reply {
  const part = (wanted: (kind: Kind) => boolean) => texts.filter((_, i) => wanted(kinds[i]!)).join('\n').replace(/^(\s*\n)+/, '').trimEnd();
  const visible = part((kind) => kind === 'text');
  const signature = part((kind) => kind === 'signature');
  const quoted = part((kind) => kind !== 'text' && kind !== 'signature');
  if (visible !== '') return { visible, quoted, signature };
  return { visible: part(() => true), quoted: '', signature: '' };
}
