import { decodeWords } from './encoded-words.ts';

/** A mailbox (RFC 5322 §3.4). `address` is '' when the header holds none; `name` is only ever for showing. */
export interface Address {
  name: string;
  address: string;
}

const MAX_ADDRESSES = 1_000;

type Token = { kind: 'atom' | 'quoted' | 'angle' | 'comment'; text: string; /** no blank before it */ glued: boolean };

/**
 * Mailboxes of an address header, groups flattened. A display name — quoted, encoded or commented — is never read as
 * an address (W-A13): only an addr-spec in angle brackets, or bare outside quotes, counts. One pass, no recursion, so
 * nested groups of any depth are only long (W-C1). At most 1,000 mailboxes.
 * @param raw latin1 header value, encoded words still encoded
 * @param hint charset for raw 8-bit names
 */
export function readAddresses(raw: string, hint = ''): Address[] {
  const found: Address[] = [];
  let tokens: Token[] = [];
  let stranded: Token[] = []; // name parts before an unquoted comma: `Doe, Jane <jane@example.com>`
  const finish = (separator: string) => {
    if (tokens.length > 0) {
      const box = mailbox([...stranded, ...tokens], hint);
      if (box.address !== '' || separator !== ',') {
        found.push(box);
        stranded = [];
      } else stranded = [...stranded, ...tokens, { kind: 'atom' as const, text: ',', glued: true }].slice(-200);
    }
    tokens = [];
  };
  for (const token of scan(raw)) {
    if (found.length >= MAX_ADDRESSES) break;
    if (typeof token !== 'string') tokens.push(token);
    else if (token === ':' && !tokens.some((part) => part.kind === 'angle')) [tokens, stranded] = [[], []]; // a group's name
    else if (token !== ':') finish(token);
  }
  finish('');
  if (tokens.length === 0 && stranded.length > 0) found.push(mailbox(stranded, hint));
  return found.filter((box) => box.address !== '' || box.name !== '');
}

/** Brackets and quotes that never close are read as plain characters, so that a forgotten `"` does not swallow the address. */
function* scan(raw: string): Generator<Token | ',' | ';' | ':'> {
  const lastQuote = raw.lastIndexOf('"');
  const lastParenthesis = raw.lastIndexOf(')');
  let i = 0;
  let glued = false;
  while (i < raw.length) {
    const char = raw[i]!;
    if (char === ' ' || char === '\t') {
      glued = false;
      i++;
    } else if (char === ',' || char === ';' || (char === ':' && !/^mailto$/i.test(raw.slice(Math.max(0, i - 6), i)))) {
      yield char;
      glued = false;
      i++;
    } else if ((char === '"' && i === lastQuote) || (char === '(' && i > lastParenthesis)) i++;
    else {
      const [token, next] = char === '"' ? quoted(raw, i) : char === '<' ? angle(raw, i) : char === '(' ? comment(raw, i) : atom(raw, i);
      yield { ...token, glued };
      glued = true;
      i = next;
    }
  }
}

type Scanned = [{ kind: Token['kind']; text: string }, number];

function quoted(raw: string, start: number): Scanned {
  const text: string[] = [];
  let i = start + 1;
  for (; i < raw.length && raw[i] !== '"'; i++) text.push(raw[i] === '\\' && i + 1 < raw.length ? raw[++i]! : raw[i]!);
  return [{ kind: 'quoted', text: text.join('') }, i + 1];
}

/** `<…>`; of `<<a@b>` or `<a <a@b>` the innermost counts; an unclosed bracket ends at the next comma. */
function angle(raw: string, start: number): Scanned {
  let from = start + 1;
  let i = from;
  let inQuotes = false;
  for (; i < raw.length && (inQuotes || (raw[i] !== '>' && !(raw[i] === ',' && !raw.slice(from, from + 1).startsWith('@')))); i++) {
    if (raw[i] === '\\') i++;
    else if (raw[i] === '"') inQuotes = !inQuotes;
    else if (raw[i] === '<' && !inQuotes) from = i + 1;
  }
  return [{ kind: 'angle', text: raw.slice(from, i) }, raw[i] === ',' ? i : i + 1];
}

function comment(raw: string, start: number): Scanned {
  let depth = 0;
  let i = start;
  for (; i < raw.length; i++) {
    if (raw[i] === '\\') i++;
    else if (raw[i] === '(') depth++;
    else if (raw[i] === ')' && --depth === 0) break;
  }
  return [{ kind: 'comment', text: raw.slice(start + 1, i) }, i + 1];
}

/** A run of plain characters; an encoded word is one atom whatever it holds, so that its commas do not cut names (RFC 2047 §5). */
function atom(raw: string, start: number): Scanned {
  const word = /^=\?[^?\s]{1,60}\?[BbQq]\?[^?]{0,400}\?=/.exec(raw.slice(start, start + 480));
  if (word) return [{ kind: 'atom', text: word[0] }, start + word[0].length];
  let i = start;
  while (i < raw.length && !/[\s,;"<(]/.test(raw[i]!) && (raw[i] !== ':' || /mailto$/i.test(raw.slice(Math.max(start, i - 6), i)))) i++;
  return [{ kind: 'atom', text: raw.slice(start, Math.max(i, start + 1)) }, Math.max(i, start + 1)];
}

function mailbox(tokens: Token[], hint: string): Address {
  const bracket = tokens.find((token) => token.kind === 'angle');
  const address = bracket ? addressOf(bracket.text) : '';
  if (bracket) return { address, name: nameOf(tokens.filter((token) => token !== bracket), hint) };
  const bare = bareAddress(tokens);
  if (!bare) return { address: '', name: nameOf(tokens, hint, false) };
  return { address: bare.address, name: nameOf([...tokens.slice(0, bare.from), ...tokens.slice(bare.to)], hint) };
}

/** The last addr-spec written without brackets; `"local part"@host` is one, an encoded word never is. */
function bareAddress(tokens: Token[]): { address: string; from: number; to: number } | undefined {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i]!;
    if (token.kind !== 'atom' || !token.text.includes('@') || token.text.startsWith('=?')) continue;
    const local = tokens[i - 1];
    const from = token.text.startsWith('@') && token.glued && local?.kind === 'quoted' ? i - 1 : i;
    const address = addressOf(from < i ? `"${local!.text}"${token.text}` : token.text.replace(/^[['(]+|[\])'.]+$/g, ''));
    if (address !== '') return { address, from, to: i + 1 };
  }
  return undefined;
}

/** The addr-spec if it is one: one `@` outside quotes, something on both sides; else ''. Blanks and a source route are dropped. */
function addressOf(text: string): string {
  const route = /^\s*@[^:]{1,998}:/.exec(text.slice(0, 1000));
  const spec = text.slice(route?.[0].length ?? 0).trim().replace(/^mailto:/i, '');
  const clean = spec.startsWith('"') ? spec : spec.replace(/\s+/g, '');
  if (clean.length > 998 || /[\0-\x1f\x7f<>]/.test(clean)) return '';
  const match = /^("(?:[^"\\]|\\.)*"|[^"@,;:()]+)@([^"@\s,;:()]+)$/.exec(clean);
  return match ? clean : '';
}

/** Words of a display name; comments are used only when nothing else names the mailbox: `jane@example.com (Jane)`, `root (Jane)`. */
function nameOf(tokens: Token[], hint: string, hasAddress = true): string {
  const words = tokens.filter((token) => token.kind === 'atom' || token.kind === 'quoted');
  const comments = tokens.filter((token) => token.kind === 'comment');
  const text = (words.length > 1 || comments.length === 0 || hasAddress && words.length > 0 ? words : comments).reduce((all, token) => all + (token.glued || all === '' ? '' : ' ') + token.text, '');
  return decodeWords(text.slice(0, 2_000), hint).replace(/^[\s,]+|[\s,]+$/g, '').replace(/^'(.*)'$/, '$1');
}
