import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** The fields of /proc/PID/stat from the state on; the name before them may hold anything. */
const statistics = (pid: number): string[] | undefined => read(`/proc/${pid}/stat`)?.replace(/^.*\) /s, '').split(' ');

/** Whether any process has this number, even one that ended and was not yet collected. */
export function numberTaken(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export const alive = (pid: number): boolean => numberTaken(pid) && !/^[ZX]/.test(statistics(pid)?.[0] ?? '');

/** Tells a process from a later one with the same number, across restarts of the machine and of a container. */
export function birthOf(pid: number): string {
  if (process.platform === 'linux') return `${read('/proc/sys/kernel/random/boot_id')?.trim()} ${statistics(pid)?.[19]}`;
  return process.platform === 'win32' ? '' : spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

/** Whether that process is a PostgreSQL on this folder; in doubt it is. */
export function servesFolder(pid: number, data: string): boolean {
  const words = commandLine(pid);
  if (!words.length) return true;
  if (!basename(words[0] ?? '').startsWith('postgres')) return false;
  const folder = words[words.indexOf('-D') + 1];
  try {
    return !words.includes('-D') || !folder || realpathSync(folder) === realpathSync(data);
  } catch {
    return true;
  }
}

function commandLine(pid: number): string[] {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') return read(`/proc/${pid}/cmdline`)?.split('\0').filter(Boolean) ?? [];
  const line = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  return line ? line.split(/ (?=-)/).flatMap((part) => (part.startsWith('-D ') ? ['-D', part.slice(3)] : [part])) : [];
}
