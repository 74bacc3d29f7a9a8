/**
 * Octets of a body part after undoing its Content-Transfer-Encoding (RFC 2045 §6). Broken input gives what can be
 * read, never an error; an unknown encoding gives the bytes as they came.
 */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  const name = encoding.toLowerCase();
  if (name.includes('base64')) return decodeBase64(body);
  if (name.includes('quoted-printable') || name === 'q' || name === 'qp') return decodeQuotedPrintable(body);
  if (/^(x-)?uue?(ncode)?$/.test(name)) return decodeUuencode(body);
  return body;
}

/**
 * Base64 with line breaks, junk bytes and padding in the middle (each padded run decoded on its own, as concatenating
 * mailers write it). Bytes outside the alphabet are skipped (RFC 2045 §6.8). A body holding none of the alphabet's
 * order — plain text labelled base64 — is given back unchanged (W-C9).
 */
export function decodeBase64(body: Buffer): Buffer {
  if (looksPlain(body)) return body;
  const padding = body.indexOf(0x3d);
  if (padding < 0 || padding > body.length - 6) return Buffer.from(body.toString('latin1'), 'base64');
  const out = Buffer.allocUnsafe(Math.ceil(body.length * 0.75) + 3);
  let length = 0;
  let pending = 0;
  let bits = 0;
  for (let i = 0; i < body.length; i++) {
    const value = SIXTY_FOUR[body[i]!]!;
    if (body[i] === 0x3d) {
      bits = pending = 0;
      while (i + 1 < body.length && body[i + 1] !== 0x0a && body[i + 1] !== 0x0d) i++; // the rest of the line is no data
    }
    if (value === 255) continue;
    pending = (pending << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[length++] = pending >> bits;
    pending &= (1 << bits) - 1;
  }
  return out.subarray(0, length);
}

const SIXTY_FOUR = new Uint8Array(256).fill(255);
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) SIXTY_FOUR[char.charCodeAt(0)] = value;

/** Spaces between words on the first lines: prose that a mailer labelled base64 without encoding it. */
function looksPlain(body: Buffer): boolean {
  const start = body.subarray(0, 400).toString('latin1').trim();
  if (/^[A-Za-z0-9+/]{2,}=|^[A-Za-z0-9+/]{40}/.test(start)) return false;
  return start.length > 8 && (start.match(/[^\s] [^\s]/g)?.length ?? 0) > start.length / 20;
}

/** Quoted-printable (RFC 2045 §6.7): `=XX`, soft breaks; a stray `=` stands for itself; blanks before a line end are dropped. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let solid = 0; // end of the last byte that trailing blanks may not be cut from
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!;
    if (byte === 0x3d) {
      const soft = softBreak(body, i + 1);
      if (soft > 0) {
        i = soft - 1;
        solid = length;
        continue;
      }
      const high = hex(body[i + 1]);
      const low = hex(body[i + 2]);
      out[length++] = high < 0 || low < 0 ? byte : high * 16 + low;
      if (high >= 0 && low >= 0) i += 2;
      solid = length;
    } else if (byte === 0x0a || byte === 0x0d) {
      length = solid;
      out[length++] = byte;
      solid = length;
    } else {
      out[length++] = byte;
      if (byte !== 0x20 && byte !== 0x09) solid = length;
    }
  }
  return out.subarray(0, length);
}

/** Position after a soft line break whose `=` stood just before `at`; 0 when there is none. Looks ahead a bounded way. */
function softBreak(body: Buffer, at: number): number {
  let i = at;
  while (i < at + 80 && (body[i] === 0x20 || body[i] === 0x09)) i++;
  if (i >= body.length) return body.length;
  if (body[i] === 0x0d) return body[i + 1] === 0x0a ? i + 2 : i + 1;
  return body[i] === 0x0a ? i + 1 : 0;
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

/** Octets of uuencoded lines; `begin` and `end` lines, if there, are skipped. */
export function decodeUuencode(body: Buffer): Buffer {
  const out: Buffer[] = [];
  for (const line of body.toString('latin1').split(/\r?\n|\r/)) {
    if (line === '' || line.startsWith('begin ') || line === 'end') continue;
    out.push(decodeUuLine(line));
  }
  return Buffer.concat(out);
}

function decodeUuLine(line: string): Buffer {
  const wanted = (line.charCodeAt(0) - 32) & 63;
  const bytes: number[] = [];
  for (let i = 1; i < line.length && bytes.length < wanted; i += 4) {
    const [a, b, c, d] = [0, 1, 2, 3].map((k) => (line.charCodeAt(i + k) - 32) & 63) as [number, number, number, number];
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
  }
  return Buffer.from(bytes.slice(0, wanted));
}
