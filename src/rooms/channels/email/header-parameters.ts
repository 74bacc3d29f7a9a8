import { decodeCharset } from './charset.ts';
import { decodeWords, oneLine } from './encoded-words.ts';

/** `type/subtype; name=value` of Content-Type and Content-Disposition. */
export interface ParameterisedValue {
  /** lower case, '' when missing */
  value: string;
  /** names in lower case, values decoded (RFC 2047 words and RFC 2231 continuations) */
  parameters: Map<string, string>;
}

const MAX_PARAMETERS = 100;

/**
 * Reads a structured header value (RFC 2045 §5.1, RFC 2231). Comments are skipped, quoted strings may be broken,
 * the first of two parameters with one name counts. Linear.
 * @param raw latin1 header value
 */
export function readParameters(raw: string, hint = ''): ParameterisedValue {
  const pieces = splitPieces(raw);
  const plain = new Map<string, string>();
  for (const piece of pieces.slice(1, MAX_PARAMETERS + 1)) {
    const equals = piece.text.indexOf('=');
    const name = piece.text.slice(0, equals).trim().toLowerCase();
    if (equals > 0 && !plain.has(name)) plain.set(name, piece.text.slice(equals + 1).trim());
  }
  return { value: (pieces[0]?.text ?? '').trim().toLowerCase(), parameters: decodeParameters(plain, hint) };
}

/** Cuts at `;` outside quotes and comments, and takes the quotes off. */
function splitPieces(raw: string): { text: string }[] {
  const pieces: { text: string }[] = [];
  const lastClose = raw.lastIndexOf(')');
  let text: string[] = [];
  let quoted = false;
  let comment = 0;
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i]!;
    if (quoted) {
      if (char === '\\' && /["\\]/.test(raw[i + 1] ?? '')) text.push(raw[++i]!);
      else if (char === '"') quoted = false;
      else text.push(char);
    } else if (comment > 0) comment += char === '(' ? 1 : char === ')' ? -1 : 0;
    else if (char === '"') quoted = true;
    else if (char === '(' && /^[\s;/]?$/.test(raw[i - 1] ?? '') && lastClose > i) comment = 1;
    else if (char === ';') {
      pieces.push({ text: text.join('') });
      text = [];
    } else text.push(char);
  }
  pieces.push({ text: text.join('') });
  return pieces;
}

/** Joins `name*0*=utf-8''a%20; name*1=b` into `name`; the extended form wins over a plain fallback. */
function decodeParameters(plain: Map<string, string>, hint: string): Map<string, string> {
  const out = new Map<string, string>();
  const sections = new Map<string, { order: number; text: string; encoded: boolean }[]>();
  for (const [key, value] of plain) {
    const match = /^([^*]+)\*(?:(\d{1,3})(\*?))?$/.exec(key);
    if (!match) out.set(key, decodeWords(value, hint));
    else {
      const list = sections.get(match[1]!) ?? [];
      list.push({ order: Number(match[2] ?? 0), text: value, encoded: match[2] === undefined || match[3] === '*' });
      sections.set(match[1]!, list);
    }
  }
  for (const [name, list] of sections) out.set(name, joinSections(list, hint));
  return out;
}

function joinSections(list: { order: number; text: string; encoded: boolean }[], hint: string): string {
  list.sort((a, b) => a.order - b.order);
  const head = /^([^']{0,60})'([^']{0,60})'/.exec(list[0]!.encoded ? list[0]!.text : '');
  const bytes = list.map((part, i) => {
    const text = i === 0 && head ? part.text.slice(head[0].length) : part.text;
    return Buffer.from(part.encoded ? unescapePercent(text) : text, 'latin1');
  });
  const label = head?.[1] ?? '';
  const joined = Buffer.concat(bytes);
  return head ? oneLine(decodeCharset(joined, label, hint)) : decodeWords(joined.toString('latin1'), hint);
}

function unescapePercent(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
