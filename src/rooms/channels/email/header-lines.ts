/** One header field, unfolded; the value is latin1, one char per byte, so that raw 8-bit text is still undecided. */
export interface HeaderLine {
  /** lower case */
  name: string;
  value: string;
}

/** Bytes of header kept per part; what lies beyond is body to no one and stays in the raw mail (W-C4). */
export const MAX_HEADER_BYTES = 256 * 1024;
const MAX_LINES = 2_000;

/**
 * Header fields of a block (RFC 5322 §2.2), in order, folded lines joined. Lines that are no field are passed over,
 * so a stray mbox `From ` line or garbage loses only itself.
 * @param lines physical lines as latin1 without their line ends
 */
export function readHeaderLines(lines: string[]): HeaderLine[] {
  const fields: { name: string; parts: string[] }[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) last?.parts.push(line);
    else if (fields.length < MAX_LINES) {
      const colon = line.indexOf(':');
      const name = colon > 0 ? line.slice(0, colon).trimEnd() : '';
      if (/^[\x21-\x39\x3b-\x7e]{1,200}$/.test(name)) fields.push({ name: name.toLowerCase(), parts: [line.slice(colon + 1)] });
    }
  }
  return fields.map(({ name, parts }) => ({ name, value: parts.join('').trim() }));
}

/** Does a line read like a header field or the continuation of one? */
export function isHeaderLine(line: string): boolean {
  return /^([\x21-\x39\x3b-\x7e]{1,200}[ \t]*:|[ \t]+\S)/.test(line.slice(0, 220));
}

/** All values of a header, joined; '' when absent. */
export const everyHeader = (headers: readonly HeaderLine[], name: string): string => headers.filter((line) => line.name === name).map((line) => line.value).join(', ');

/** First value of a header, '' when absent. The first one counts, as mail servers and DMARC checks read it. */
export function firstHeader(headers: HeaderLine[], name: string): string {
  return headers.find((header) => header.name === name)?.value ?? '';
}
