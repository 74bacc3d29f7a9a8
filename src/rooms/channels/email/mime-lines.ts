// Lines of raw mail as byte offsets; CRLF, LF and CR all end one (W-C11).

/** The first `--mark` line that a header field follows; '' when there is none. */
export function guessBoundary(text: Buffer): string {
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const next = afterBreak(text, end);
    if (text[at] === 0x2d && text[at + 1] === 0x2d && end - at > 3 && end - at < 100) {
      const mark = text.toString('latin1', at + 2, end).trimEnd();
      if (!mark.includes('"') && /^content-/i.test(text.toString('latin1', next, next + 8))) return mark;
    }
    at = next;
  }
  return '';
}

/** Where the first line with something on it begins. */
export function skipBlankLines(raw: Buffer): number {
  let at = 0;
  for (let i = 0; i < raw.length && (raw[i] === 0x20 || raw[i] === 0x09 || raw[i] === 0x0a || raw[i] === 0x0d); i++) if (raw[i] === 0x0a || raw[i] === 0x0d) at = i + 1;
  return at;
}

/** Where the line that `from` is in ends, its line break not counted. */
export function lineEnd(raw: Buffer, from: number): number {
  let i = from;
  while (i < raw.length && raw[i] !== 0x0a && raw[i] !== 0x0d) i++;
  return i;
}

/** Past one line break; `\r\r\n`, as some gateways write it, is one too. */
export function afterBreak(raw: Buffer, end: number): number {
  let i = end;
  while (raw[i] === 0x0d && i < end + 3) i++;
  return raw[i] === 0x0a ? i + 1 : Math.min(end + 1, raw.length);
}
