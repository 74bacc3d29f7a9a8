import { parseArgs } from 'node:util';
import { ConfigMistakes, config, readConfig, useConfig } from '../core/server/config.ts';
import { log } from '../core/server/log.ts';
import { DatabaseUnavailable } from '../core/server/postgres/unavailable.ts';
import { Refused } from '../core/server/refusals.ts';
import { BackupUnusable } from './backup/archive.ts';
import { backupCommand, passwordCommand, restoreCommand, sendMailCommand } from './commands.ts';
import { doctor } from './doctor.ts';
import { databaseWords } from './failure-words.ts';
import { CannotDo, say } from './terminal.ts';

const usage = `npm run baton -- COMMAND

  backup FILE                    write everything into one file; the server may run
  restore FILE [--replace]       put a backup into an empty database (--replace: over what is there); stop the server first
  doctor                         look whether all is well, and say what to do where it is not
  password EMAIL [--link]        set a teammate's password (--link: print a link that does it once)
  send-mail [TEXT] [--to ADDRESS] [--from ADDRESS] [--subject SUBJECT]
                                 send a mail to the running desk, as a customer would

The configuration is the server's: baton.json, BATON_… and DATABASE_URL.`;

const options = { to: { type: 'string' }, from: { type: 'string' }, subject: { type: 'string' }, replace: { type: 'boolean' }, link: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Runs one command. Answers the exit code: 0 done, 1 something is wrong, 2 typed wrongly. */
async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  const [command, ...rest] = positionals;
  const only = rest.length === 1 ? rest[0]! : null;
  if (!command || values.help) {
    say(usage);
    return values.help ? 0 : 2;
  }
  if (command === 'doctor') return await doctor();
  useConfig(readConfig());
  log.set(config().log === 'debug' ? 'debug' : 'warn', (line) => void process.stderr.write(line));
  if (command === 'backup' && only) return await backupCommand(only);
  if (command === 'restore' && only) return await restoreCommand(only, values.replace ?? false);
  if (command === 'password' && only) return await passwordCommand(only, values.link ?? false);
  if (command === 'send-mail') return await sendMailCommand({ to: values.to, from: values.from, subject: values.subject, text: rest.join(' ') });
  say(usage);
  return 2;
}

function inWords(error: unknown): string {
  if (error instanceof BackupUnusable || error instanceof CannotDo || error instanceof ConfigMistakes || error instanceof DatabaseUnavailable || error instanceof Refused) return error.message;
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  if (code.startsWith('ERR_PARSE_ARGS')) return `${message}\n\n${usage}`;
  if (code === 'ENOSPC') return 'The disk is full. Nothing was changed.';
  if (['ENOENT', 'EACCES', 'EROFS'].includes(code) && (error as NodeJS.ErrnoException).path) return message;
  return error instanceof Error ? databaseWords(error) ?? error.stack ?? error.message : String(error);
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${inWords(error)}\n`);
    process.exit(1);
  },
);
