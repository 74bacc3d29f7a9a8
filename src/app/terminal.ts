import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** A command that cannot be done, in words for whoever typed it; shown without a stack. */
export class CannotDo extends Error {}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Asks for a secret: not shown while it is typed. From a pipe its next line is taken. */
export async function askSecret(question: string): Promise<string> {
  const typed = process.stdin.isTTY === true;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: typed ? nowhere : undefined, terminal: typed });
  try {
    if (!typed) return (await lines[Symbol.asyncIterator]().next()).value as string ?? '';
    process.stdout.write(question);
    const answer = await lines.question('');
    process.stdout.write('\n');
    return answer;
  } finally {
    lines.close();
  }
}
