import { decodeCharset } from './charset.ts';

/** What Outlook packed into winmail.dat (MS-OXTNEF). */
export interface TnefContents {
  text: string;
  html: string;
  files: { name: string; type: string; contentId: string; content: Buffer }[];
}

const MAX_FILES = 200;
const MAX_PROPERTIES = 2_000;

/**
 * Unpacks a TNEF stream; undefined when it is none. Reads only what lies inside the given bytes, each byte at most
 * twice, so the result is never larger than the input (W-C13). A body in RTF alone is left to the file itself.
 */
export function readTnef(bytes: Buffer): TnefContents | undefined {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== 0x223e9f78) return undefined;
  const contents: TnefContents = { text: '', html: '', files: [] };
  for (let at = 6; at + 9 <= bytes.length; ) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    if (at + 9 + length > bytes.length) break;
    readAttribute(id, bytes.subarray(at + 9, at + 9 + length), contents);
    at += 9 + length + 2; // a checksum of two bytes follows
  }
  contents.files = contents.files.filter((file) => file.content.length > 0 || file.name !== '');
  return contents;
}

function readAttribute(id: number, data: Buffer, contents: TnefContents): void {
  const file = contents.files.at(-1);
  if (id === 0x00069002) {
    if (contents.files.length < MAX_FILES) contents.files.push({ name: '', type: '', contentId: '', content: Buffer.alloc(0) });
  } else if (id === 0x00018010 && file) file.name ||= textOf(data);
  else if (id === 0x0006800f && file) file.content = data;
  else if (id === 0x0002800c) contents.text ||= textOf(data);
  else if (id === 0x00069005 && file) {
    for (const [property, value] of readProperties(data)) {
      if (property === 0x3707) file.name = textOf(value, value.unicode) || file.name;
      else if (property === 0x370e) file.type = textOf(value, value.unicode);
      else if (property === 0x3712) file.contentId = textOf(value, value.unicode).replace(/^<|>$/g, '');
      else if (property === 0x3701 && file.content.length === 0) file.content = value;
    }
  } else if (id === 0x00069003) {
    for (const [property, value] of readProperties(data)) {
      if (property === 0x1000) contents.text ||= textOf(value, value.unicode);
      else if (property === 0x1013) contents.html ||= decodeCharset(value, 'utf-8');
    }
  }
}

type Value = Buffer & { unicode?: boolean };

/** MAPI properties (MS-OXTNEF §2.1.3.4) of variable size; fixed ones are passed over. */
function* readProperties(data: Buffer): Generator<[number, Value]> {
  const count = Math.min(data.length >= 4 ? data.readUInt32LE(0) : 0, MAX_PROPERTIES);
  let at = 4;
  for (let i = 0; i < count && at + 8 <= data.length; i++) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) at = skipPropertyName(data, at);
    const many = (type & 0x1000) !== 0;
    const variable = [0x1e, 0x1f, 0x102, 0x0d].includes(type & 0xfff);
    if (at + 4 > data.length) return;
    const values = many || variable ? Math.min(data.readUInt32LE(at), MAX_PROPERTIES) : 1;
    if (many || variable) at += 4;
    for (let k = 0; k < values && at + 4 <= data.length; k++) {
      if (!variable) at += fixedSize(type & 0xfff);
      else {
        const length = data.readUInt32LE(at);
        if (at + 4 + length > data.length) return;
        yield [id, Object.assign(data.subarray(at + 4, at + 4 + length), { unicode: (type & 0xfff) === 0x1f })];
        at += 4 + length + ((4 - (length % 4)) % 4);
      }
    }
  }
}

function skipPropertyName(data: Buffer, at: number): number {
  if (at + 24 > data.length) return data.length;
  if (data.readUInt32LE(at + 16) === 0) return at + 24;
  const length = data.readUInt32LE(at + 20);
  return Math.min(at + 24 + length + ((4 - (length % 4)) % 4), data.length);
}

function fixedSize(type: number): number {
  return type === 0x48 ? 16 : [0x05, 0x06, 0x07, 0x14, 0x40].includes(type) ? 8 : 4;
}

function textOf(data: Buffer, unicode = false): string {
  return (unicode ? data.toString('utf16le') : decodeCharset(data)).replace(/\0[^]*$/, '').trim();
}
