import iconv from 'iconv-lite';

/** Labels that say nothing: the bytes are looked at instead (W-C8). */
const EMPTY_LABELS = new Set(['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'unknown', 'unknown-8bit', 'x-unknown', 'default', 'default_charset', 'none', 'binary', '8bit']);
/** Labels senders write over UTF-8 bytes by mistake; UTF-8 that validates is never anything else by chance. */
const OFTEN_WRONG = /^(iso-?8859-1|latin1|windows-1252|cp1252)$/;

/**
 * Text of bytes in the charset a sender named, however wrong the name is. Never throws.
 * @param bytes raw octets after transfer decoding
 * @param label charset parameter as written; may be empty, unknown or untrue
 * @param hint charset of the rest of the mail, tried when neither the label nor UTF-8 fits (raw 8-bit headers)
 */
export function decodeCharset(bytes: Uint8Array, label = '', hint = ''): string {
  if (isAscii(bytes)) return decodeAscii(bytes, label, hint);
  const name = standardLabel(label);
  if (EMPTY_LABELS.has(name) || OFTEN_WRONG.test(name)) return utf8(bytes) ?? decodeAs(bytes, EMPTY_LABELS.has(name) ? standardLabel(hint) : name) ?? latin(bytes);
  if (name === 'utf-8') return utf8(bytes) ?? mostlyUtf8(bytes, hint);
  return decodeAs(bytes, name) ?? utf8(bytes) ?? decodeAs(bytes, standardLabel(hint)) ?? latin(bytes);
}

/** Seven-bit bytes can still be ISO-2022-JP, HZ or UTF-7; only escapes or the label tell. */
function decodeAscii(bytes: Uint8Array, label: string, hint: string): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const name = standardLabel(label);
  const stateful = (charset: string) => /^(iso-2022|utf-7|utf7|hz|unicode-1-1|utf-16|utf-32|ucs-)/.test(charset);
  if (text.includes('\x1b$')) return decodeAs(bytes, stateful(name) ? name : stateful(hint) ? standardLabel(hint) : 'iso-2022-jp') ?? text;
  return stateful(name) ? decodeAs(bytes, name) ?? text : text;
}

function standardLabel(label: string): string {
  const name = label.trim().toLowerCase().replace(/^["']+|["';]+$/g, '').replace(/\*.*$/, '').replace(/^charset=/, '');
  if (/^utf_?8/.test(name) || name === 'utf-8mb4' || name === 'cp65001') return 'utf-8';
  if (/^ks_?c_?5601/.test(name) || name === 'cp949' || name === 'cp-949') return 'euc-kr';
  if (/^(gb2312|gbk|gb_2312.*|cp936|x-gbk|hz-gb-2312-8bit)$/.test(name)) return 'gb18030';
  if (/^(cp|win|x-cp|windows)[-_]?(125\d|874)$/.test(name)) return 'windows-' + name.slice(-4).replace(/^\D+/, '');
  if (/^(unicode-1-1-utf-7|utf7|x-unicode-2-0-utf-7)$/.test(name)) return 'utf-7';
  if (/^iso[-_ ]?8859[-_ ]?\d/.test(name)) return name.replace(/^iso[-_ ]?8859[-_ ]?/, 'iso-8859-');
  if (/^(cp|x-)?932$|^x-sjis|^ms_?kanji|^shift-jis/.test(name)) return 'shift_jis';
  return name;
}

/** Text by the platform's decoder, or by iconv-lite for what browsers left out (UTF-7, DOS code pages); undefined when neither knows the name. */
function decodeAs(bytes: Uint8Array, name: string): string | undefined {
  if (name === '' || name.length > 40) return undefined;
  try {
    if (name.startsWith('iso-2022-jp')) return decodeJapanese(bytes);
    return new TextDecoder(name).decode(bytes);
  } catch {
    return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : undefined;
  }
}

/** ISO-2022-JP as senders write it: empty escape pairs left by joining texts, or Shift_JIS under the wrong name. */
function decodeJapanese(bytes: Uint8Array): string {
  if (!isAscii(bytes)) {
    try {
      return new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('euc-jp').decode(bytes);
    }
  }
  const joined = Buffer.from(bytes).toString('latin1').replace(/\x1b\([BJ](?=\x1b)/g, '');
  return new TextDecoder('iso-2022-jp').decode(Buffer.from(joined, 'latin1'));
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A few damaged characters in much good UTF-8 stay UTF-8; no good ones at all means the label lied. */
function mostlyUtf8(bytes: Uint8Array, hint: string): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  let bad = 0;
  let good = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) bad++;
    else if (code > 0x7f) good++;
  }
  if (good >= bad) return text;
  const other = standardLabel(hint);
  return (other === 'utf-8' ? undefined : decodeAs(bytes, other)) ?? latin(bytes);
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x7f) return false;
  return true;
}

/** Text that PostgreSQL and JSON take: NUL and lone surrogates removed (W-C10). */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '');
}
