import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { alive, numberTaken, servesFolder } from './living.ts';

/** What a running server says of itself in postmaster.pid. */
export interface Running {
  pid: number;
  port: number;
  socket: string;
  state: 'starting' | 'ready' | 'stopping';
}

const lockOf = (data: string): string => join(data, 'postmaster.pid');

export function runningServer(data: string): Running | undefined {
  const lines = readLock(data)?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!pid || !alive(pid) || !servesFolder(pid, data)) return undefined;
  const state = lines[7]?.trim();
  return { pid, port: Number(lines[3]) || 0, socket: lines[4] ?? '', state: state === 'ready' || state === 'stopping' ? state : 'starting' };
}

/** Whether the server of this number was told to stop and waits: for its clients, or for what is to be written. */
export function isStopping(data: string, pid: number): boolean {
  const lines = readLock(data)?.split('\n') ?? [];
  return Number(lines[0]) === pid && lines[7]?.trim() === 'stopping';
}

/**
 * Removes a lock file that would stop the start for nothing: an empty one, or one whose number now belongs to another program.
 * PostgreSQL itself deals with a dead owner, and still finds by its shared memory whether one of its processes is left.
 */
export function clearStaleLock(data: string): void {
  const text = readLock(data);
  if (text === undefined || runningServer(data)) return;
  const pid = Number.parseInt(text, 10);
  const misleading = pid ? numberTaken(pid) : Date.now() - statSync(lockOf(data)).mtimeMs > 2_000;
  if (!misleading) return;
  rmSync(lockOf(data), { force: true });
}

function readLock(data: string): string | undefined {
  try {
    return readFileSync(lockOf(data), 'utf8');
  } catch {
    return undefined;
  }
}
