import { closeSync, copyFileSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const largest = 8 * 1024 * 1024;

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** Emptied into one file beside it when it has grown; the server appends to the open file, so this may happen under it. */
export function keepLogSmall(file: string): void {
  if (sizeOf(file) < largest) return;
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // On a full disk the room counts for more than the old lines.
  }
  truncateSync(file);
}

/** Opens the log for one start of the server and remembers where that start begins. */
export function openLog(file: string): { handle: number; begin: number } {
  keepLogSmall(file);
  return { handle: openSync(file, 'a', 0o600), begin: sizeOf(file) };
}

/** What the server said since then, at most its last few lines. */
export function lastLines(file: string, begin: number, count = 8): string {
  const end = sizeOf(file);
  const from = Math.max(begin, end - 8_192);
  const bytes = Buffer.alloc(Math.max(0, end - from));
  if (!bytes.length) return '';
  const handle = openSync(file, 'r');
  readSync(handle, bytes, 0, bytes.length, from);
  closeSync(handle);
  return bytes.toString('utf8').trim().split('\n').slice(-count).join('\n');
}
