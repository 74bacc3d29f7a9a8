import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { alive, birthOf } from './living.ts';

/** Which process of ours starts, watches and stops the server; others beside it are guests. Data safety never rests on this: PostgreSQL has its own lock. */
export function ownerOf(file: string): number | undefined {
  try {
    const [pid, birth] = readFileSync(file, 'utf8').split('\n');
    const number = Number(pid);
    return number && alive(number) && birthOf(number) === birth ? number : undefined;
  } catch {
    return undefined;
  }
}

export function takeOwnership(file: string): void {
  const written = `${file}.${process.pid}`;
  try {
    writeFileSync(written, `${process.pid}\n${birthOf(process.pid)}\n`);
    renameSync(written, file);
  } catch {
    // A full disk must not keep the server from coming up.
    rmSync(written, { force: true });
  }
}

export function giveUpOwnership(file: string): void {
  if (ownerOf(file) === process.pid) rmSync(file, { force: true });
}
