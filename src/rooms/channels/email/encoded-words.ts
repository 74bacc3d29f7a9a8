import { decodeCharset, storable } from './charset.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts';

interface Word {
  start: number;
  end: number;
  charset: string;
  encoding: string;
  bytes: Buffer;
}

/**
 * Readable text of an unstructured header or a display name: raw 8-bit bytes decoded, RFC 2047 encoded words resolved
 * (neighbours in one charset joined first, since mailers cut characters in half between words), and controls removed.
 * Linear in the length of the value.
 * @param raw header value as latin1, one char per byte
 * @param hint charset of the mail's body, for raw 8-bit bytes
 */
export function decodeWords(raw: string, hint = ''): string {
  if (!raw.includes('=?')) return oneLine(decodeRaw(raw, hint));
  const out: string[] = [];
  let position = 0;
  let words: Word[] = [];
  for (const word of encodedWords(raw)) {
    const between = raw.slice(position, word.start);
    if (words.length > 0 && between.trim() !== '') {
      out.push(joinWords(words), decodeRaw(between, hint));
      words = [];
    } else if (words.length === 0) out.push(decodeRaw(between, hint));
    words.push(word);
    position = word.end;
  }
  out.push(joinWords(words), decodeRaw(raw.slice(position), hint));
  return oneLine(out.join(''));
}

function* encodedWords(raw: string): Generator<Word> {
  let at = raw.indexOf('=?');
  while (at >= 0) {
    const head = /^([^?\s]{1,60})\?([BbQq])\?/.exec(raw.slice(at + 2, at + 70));
    const text = head ? at + 2 + head[0].length : 0;
    const end = head ? raw.indexOf('?=', text) : 0;
    if (end < 0) return; // no later word can end either: this keeps hostile input linear
    if (!head) at = raw.indexOf('=?', at + 2);
    else {
      yield { start: at, end: end + 2, charset: head[1]!, encoding: head[2]!.toUpperCase(), bytes: wordBytes(raw.slice(text, end), head[2]!) };
      at = raw.indexOf('=?', end + 2);
    }
  }
}

function wordBytes(text: string, encoding: string): Buffer {
  const octets = Buffer.from(encoding.toUpperCase() === 'Q' ? text.replaceAll('_', '=20').replace(/\s$/, '=20') : text.replace(/\s/g, ''), 'latin1');
  return encoding.toUpperCase() === 'Q' ? decodeQuotedPrintable(octets) : decodeBase64(octets);
}

function joinWords(words: Word[]): string {
  const out: string[] = [];
  for (let i = 0; i < words.length; ) {
    const first = words[i]!;
    let j = i + 1;
    while (j < words.length && words[j]!.charset.toLowerCase() === first.charset.toLowerCase() && words[j]!.encoding === first.encoding && !/^iso-2022/i.test(first.charset)) j++;
    out.push(decodeCharset(Buffer.concat(words.slice(i, j).map((word) => word.bytes)), first.charset));
    i = j;
  }
  return out.join('');
}

function decodeRaw(raw: string, hint: string): string {
  const sevenBit = /^utf-?7$/i.test(hint) && /\+[A-Za-z0-9+/]{2,}-/.test(raw);
  return sevenBit || /[\x80-\xff\x1b]/.test(raw) ? decodeCharset(Buffer.from(raw, 'latin1'), sevenBit ? hint : '', hint) : raw;
}

/** Control characters and line breaks in a one-line value become blanks; NUL and lone surrogates go (W-C10). */
export function oneLine(text: string): string {
  return storable(text).replace(/[\x01-\x1f\x7f\u2028\u2029]+/g, ' ').trim();
}
