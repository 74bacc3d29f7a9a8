import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A helper program in a process of its own, so that its cost is not the server's: answers its lines one by one. */
export interface Beside { readonly child: ChildProcess; line(): Promise<string>; end(): Promise<void> }

export function beside(file: string, words: readonly string[]): Beside {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, file), ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout!.on('data', (part: Buffer) => {
    const parts = (rest + part.toString('utf8')).split('\n');
    rest = parts.pop()!;
    for (const line of parts) {
      const next = waiting.shift();
      if (next) next(line);
      else lines.push(line);
    }
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const broke = gone.then(() => { throw new Error(`${file} ended`); });
  broke.catch(() => undefined);
  return {
    child,
    line: () => (lines.length ? Promise.resolve(lines.shift()!) : Promise.race([new Promise<string>((next) => waiting.push(next)), broke])),
    async end() { child.kill('SIGTERM'); await gone; },
  };
}
