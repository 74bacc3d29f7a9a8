import { firstHeader, isHeaderLine, MAX_HEADER_BYTES, readHeaderLines, type HeaderLine } from './header-lines.ts';
import { afterBreak, guessBoundary, lineEnd, skipBlankLines } from './mime-lines.ts';
import { readParameters, type ParameterisedValue } from './header-parameters.ts';

/** One entity of a message (RFC 2045 §2.4). Slices share the raw mail's memory; bodies are still transfer-encoded. */
export interface Part {
  headers: HeaderLine[];
  /** Content-Type with its parameters; `text/plain` when the header is missing or unreadable */
  type: ParameterisedValue;
  disposition: ParameterisedValue;
  body: Buffer;
  children: Part[];
  /** text before the first and after the last boundary of a multipart */
  preamble: Buffer;
  epilogue: Buffer;
}

/** What one mail may still use up, shared by everything nested in it. `problems` collects which limit was met. */
export interface Budget {
  parts: number;
  depth: number;
  /** characters of body text */
  text: number;
  problems: Set<string>;
}

export const MAX_PARTS = 1_000;
const MAX_OPEN_MULTIPARTS = 30;

const NOTHING = Buffer.alloc(0);

interface Open {
  part: Part;
  boundary: Buffer;
  closed: boolean;
}

/**
 * Cuts a message into its parts in one pass over the bytes, whatever the line ends (CRLF, LF, CR, mixed). Never throws;
 * beyond 1,000 parts or 30 open multiparts the rest stays uncut and `budget.problems` says so (W-C2, W-C3).
 */
export function readPartTree(raw: Buffer, budget: Budget): Part {
  return new TreeReader(raw, budget).read();
}

class TreeReader {
  private readonly open: Open[] = [];
  private current: Part | undefined;
  private bodyStart = 0;
  private readonly raw: Buffer;
  private readonly budget: Budget;

  constructor(raw: Buffer, budget: Budget) {
    this.raw = raw;
    this.budget = budget;
  }

  read(): Part {
    const [root, start] = this.readHead(skipBlankLines(this.raw), 'text/plain', true);
    this.enter(root, start);
    let previousEnd = start;
    for (let at = start; at < this.raw.length; ) {
      const end = lineEnd(this.raw, at);
      const next = afterBreak(this.raw, end);
      const hit = this.raw[at] === 0x2d && this.raw[at + 1] === 0x2d ? this.delimiter(at, end) : undefined;
      if (!hit) {
        previousEnd = end;
        at = next;
        continue;
      }
      this.leave(Math.min(previousEnd, at));
      at = this.follow(hit, next);
      if (at < 0) break;
      previousEnd = at;
    }
    this.leave(this.raw.length);
    return this.recover(root);
  }

  /** The innermost open multipart whose delimiter stands on this line. */
  private delimiter(at: number, end: number): { index: number; last: boolean } | undefined {
    let stop = end;
    while (stop > at && (this.raw[stop - 1] === 0x20 || this.raw[stop - 1] === 0x09)) stop--;
    for (let index = this.open.length - 1; index >= 0; index--) {
      const { boundary } = this.open[index]!;
      const extra = stop - at - 2 - boundary.length;
      if (extra !== 0 && extra !== 2) continue;
      if (this.raw.compare(boundary, 0, boundary.length, at + 2, at + 2 + boundary.length) !== 0) continue;
      if (extra === 0) return { index, last: false };
      if (this.raw[stop - 1] === 0x2d && this.raw[stop - 2] === 0x2d) return { index, last: true };
    }
    return undefined;
  }

  /** Goes on after a delimiter line; the place to read on from, or -1 when the part limit is reached. */
  private follow(hit: { index: number; last: boolean }, next: number): number {
    this.open.length = hit.index + 1;
    const parent = this.open[hit.index]!;
    if (hit.last) {
      parent.closed = true;
      this.bodyStart = next;
      return next;
    }
    if (this.budget.parts <= 0) {
      this.budget.problems.add('too-many-parts');
      return -1;
    }
    const [part, start] = this.readHead(next, parent.part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain', false);
    parent.part.children.push(part);
    this.enter(part, start);
    return start;
  }

  private enter(part: Part, start: number): void {
    this.budget.parts--;
    this.bodyStart = start;
    const boundary = part.type.value.startsWith('multipart/') ? (part.type.parameters.get('boundary') ?? '').trimEnd() : '';
    this.current = part;
    if (boundary === '') return;
    if (this.open.length >= MAX_OPEN_MULTIPARTS) this.budget.problems.add('nested-too-deep');
    else {
      this.current = undefined;
      this.open.push({ part, boundary: Buffer.from(boundary, 'latin1'), closed: false });
    }
  }

  /** Ends what was being read at `end`: a leaf's body, or text around a multipart's parts. */
  private leave(end: number): void {
    const text = this.bodyStart < end ? this.raw.subarray(this.bodyStart, end) : NOTHING;
    const around = this.open.at(-1);
    if (this.current) this.current.body = text;
    else if (around?.closed) around.part.epilogue = text;
    else if (around) around.part.preamble = text;
    this.current = undefined;
    this.bodyStart = end;
  }

  /** Reads a head up to its blank line. Text that starts without one is given to the body. */
  private readHead(from: number, defaultType: string, root: boolean): [Part, number] {
    const lines: string[] = [];
    let stray = -1;
    let at = from;
    let size = 0;
    while (at < this.raw.length) {
      const end = lineEnd(this.raw, at);
      const next = afterBreak(this.raw, end);
      if (end === at) {
        at = next;
        break;
      }
      if (this.raw[at] === 0x2d && this.raw[at + 1] === 0x2d && this.delimiter(at, end)) break;
      const line = this.raw.toString('latin1', at, Math.min(end, at + MAX_HEADER_BYTES));
      if (isHeaderLine(line) && (lines.length > 0 || !/^\s/.test(line))) stray = -1;
      else if (stray < 0 && !/^\s*$/.test(line) && !(root && /^>?From /.test(line))) stray = at;
      size += end - at;
      if (size <= MAX_HEADER_BYTES) lines.push(line);
      else this.budget.problems.add('header-too-long');
      at = next;
    }
    return [newPart(readHeaderLines(lines), defaultType), stray >= 0 ? stray : at];
  }

  /** A multipart whose boundary is missing or never came is read again by the boundary its text seems to use (W-C9). */
  private recover(part: Part): Part {
    for (const [i, child] of part.children.entries()) part.children[i] = this.recover(child);
    if (!part.type.value.startsWith('multipart/') || part.children.length > 0) return part;
    const text = part.body.length > 0 ? part.body : part.preamble;
    const boundary = guessBoundary(text);
    this.budget.problems.add('boundary-missing');
    if (boundary === '' || this.budget.depth <= 0) return { ...part, type: { value: 'text/plain', parameters: part.type.parameters }, body: text };
    const head = Buffer.from(`Content-Type: ${part.type.value}; boundary="${boundary}"\r\n\r\n`, 'latin1');
    const again = readPartTree(Buffer.concat([head, text]), { ...this.budget, depth: this.budget.depth - 1 });
    return { ...again, headers: part.headers };
  }
}

function newPart(headers: HeaderLine[], defaultType: string): Part {
  const type = readParameters(firstHeader(headers, 'content-type'));
  if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type.value)) type.value = /^text\b/.test(type.value) ? 'text/plain' : type.value.startsWith('multipart') ? 'multipart/mixed' : defaultType;
  return { headers, type, disposition: readParameters(firstHeader(headers, 'content-disposition')), body: NOTHING, children: [], preamble: NOTHING, epilogue: NOTHING };
}
