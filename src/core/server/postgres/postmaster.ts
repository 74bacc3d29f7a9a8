import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Binaries, program, surroundings } from './binaries.ts';
import { alive } from './living.ts';
import type { Place } from './place.ts';
import { lastLines, openLog } from './server-log.ts';
import { DatabaseUnavailable } from './unavailable.ts';

/** One start of the server. */
export interface Launch {
  pid: number | undefined;
  ended(): boolean;
  /** How it ended and its last words. */
  report(): string;
}

/** Starts the server in a process group of its own (Ctrl-C is for us), told by the kernel to end when we are killed where that can be had. */
export function launch(binaries: Binaries, place: Place, settings: Record<string, string>): Launch {
  const words = ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const command = [...(endsWithUs() ? ['setpriv', '--pdeathsig', 'INT', '--'] : []), program(binaries, 'postgres'), ...words] as [string, ...string[]];
  const log = openLog(place.logFile);
  const child: ChildProcess = spawn(command[0], command.slice(1), {
    ...place.account?.ids,
    cwd: '/',
    env: surroundings(binaries, place.links),
    stdio: ['ignore', log.handle, log.handle],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  closeSync(log.handle);
  let failure = '';
  child.on('error', (error) => (failure = error.message));
  child.unref();
  return {
    pid: child.pid,
    ended: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    report: () => [failure || `it ended with ${child.signalCode ?? `code ${child.exitCode}`}`, lastLines(place.logFile, log.begin)].filter(Boolean).join('\n'),
  };
}

let able: boolean | undefined;
/** Asked once: util-linux has the option, BusyBox and other systems do not. */
function endsWithUs(): boolean {
  able ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { stdio: 'ignore' }).status === 0;
  return able;
}

/** SIGINT is PostgreSQL's fast stop: clients are cut off, everything committed is written. SIGTERM would wait for idle clients for ever. */
export function interrupt(binaries: Binaries, pid: number, signal: 'INT' | 'QUIT' = 'INT'): void {
  if (process.platform === 'win32') return void spawnSync(program(binaries, 'pg_ctl'), ['kill', signal, String(pid)], { windowsHide: true });
  try {
    process.kill(pid, `SIG${signal}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export async function halt(binaries: Binaries, pid: number): Promise<void> {
  for (const [signal, seconds] of [['INT', 30], ['QUIT', 10]] as const) {
    interrupt(binaries, pid, signal);
    for (const until = Date.now() + seconds * 1_000; Date.now() < until; await pause(10)) if (!alive(pid)) return;
  }
  throw new DatabaseUnavailable(`The database's process ${pid} does not end.`);
}
