import { createHash } from 'node:crypto';

const MAX_ID_LENGTH = 998;
const MAX_REFERENCES = 100;

/** `<id>` of a Message-ID or In-Reply-To header (RFC 5322 §3.6.4), '' when there is none. Without brackets the first word counts. */
export function readMessageId(value: string): string {
  return readMessageIds(value)[0] ?? '';
}

/**
 * Message ids of a References header, in order, each once, written `<id>`. Of long lists the first and the last 99 are
 * kept: the thread's root and its nearest ancestors (W-C4). Linear.
 */
export function readMessageIds(value: string): string[] {
  const all = new Set<string>();
  for (const piece of value.includes('<') ? bracketed(value) : value.split(/[\s,]+/)) {
    const id = piece.replace(/[\0-\x20\x7f]/g, '');
    if (id !== '' && id.length <= MAX_ID_LENGTH) all.add(`<${id}>`);
  }
  const ids = [...all];
  return ids.length <= MAX_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MAX_REFERENCES)];
}

function* bracketed(value: string): Generator<string> {
  for (let open = value.indexOf('<'); open >= 0; ) {
    const close = value.indexOf('>', open);
    const piece = value.slice(open + 1, close < 0 ? undefined : close);
    yield piece.slice(piece.lastIndexOf('<') + 1);
    open = close < 0 ? -1 : value.indexOf('<', close);
  }
}

/** The id given to a mail that came without one: the same bytes always get the same (W-C12). */
export function missingMessageId(raw: Buffer): string {
  return `<${createHash('sha256').update(raw).digest('hex')}@missing.baton>`;
}
