import { readFileSync, readdirSync } from 'node:fs';

/** Megabytes a process has to itself plus its share of what it shares (PSS), for it alone. Linux only. */
export function pss(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** A process and everything below it. */
export function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch { /* it ended meanwhile */ }
  }
  const all = [pid];
  for (let at = 0; at < all.length; at++) all.push(...(children.get(all[at]!) ?? []));
  return [...new Set(all)];
}

/** Megabytes of the server and of the database with all their processes. */
export function memoryOf(server: number, postmaster: number): { server: number; database: number; all: number } {
  const database = family(postmaster);
  const sum = (pids: readonly number[]) => pids.reduce((total, pid) => total + pss(pid), 0);
  const ours = sum(family(server).filter((pid) => !database.includes(pid)));
  const theirs = sum(database);
  return { server: ours, database: theirs, all: ours + theirs };
}

/** Seconds of processor time a process has used. */
export const cpu = (pid: number): number => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ').slice(11, 13).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
