import { decodeUuencode } from './transfer-encoding.ts';

/** A file written into plain text between `begin 644 name` and `end`. */
export interface UuencodedFile {
  name: string;
  content: Buffer;
}

const MAX_FILES = 100;

/** Takes uuencoded files out of plain text (the way before MIME). A `begin` without its lines stays text. Linear. */
export function takeUuencodedFiles(text: string): { text: string; files: UuencodedFile[] } {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const kept: string[] = [];
  const files: UuencodedFile[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const name = /^begin [0-7]{3,4} (\S.{0,250})$/.exec(lines[i]!)?.[1];
    const end = name && files.length < MAX_FILES ? lastDataLine(lines, i + 1) : 0;
    if (name && end > 0) {
      files.push({ name: name.trim(), content: decodeUuencode(Buffer.from(lines.slice(i + 1, end).join('\n'), 'latin1')) });
      kept.push(lines[i]!); // the naming line stays, so that a reader sees where the file stood
      i = lines[end]?.trim() === 'end' ? end : end - 1;
    } else kept.push(lines[i]!);
  }
  return { text: kept.join('\n'), files };
}

/** Index after the last line that is uuencoded data; 0 when the first is not. */
function lastDataLine(lines: string[], from: number): number {
  let i = from;
  while (i < lines.length && isData(lines[i]!)) i++;
  return i > from ? i : 0;
}

function isData(line: string): boolean {
  const bytes = (line.charCodeAt(0) - 32) & 63;
  return /^[\x20-\x60]{1,90}$/.test(line) && line !== 'end' && (bytes === 0 ? line.length === 1 : line.length >= 1 + Math.ceil((bytes * 8) / 6) - 2 && line.length <= 6 + Math.ceil(bytes / 3) * 4);
}
