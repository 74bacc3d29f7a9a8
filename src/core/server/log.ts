type Level = 'debug' | 'info' | 'warn' | 'error';
type Fields = Readonly<Record<string, unknown>>;
const levels: Record<Level, number> = { debug: 10, info: 20, warn: 30, error: 40 };

let least: Level = (process.env.BATON_LOG as Level | undefined) ?? 'info';
let write = (line: string): void => void process.stdout.write(line);

const plain = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : typeof value === 'bigint' ? String(value) : value;

function say(level: Level, message: string, fields: Fields = {}): void {
  if (levels[level] < levels[least]) return;
  // JSON encodes line breaks and control characters, so no value can forge a second line.
  write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields }, plain)}\n`);
}

/** One JSON object a line. Never pass bodies, addresses, tokens or secrets. */
export const log = {
  debug: (message: string, fields?: Fields) => say('debug', message, fields),
  info: (message: string, fields?: Fields) => say('info', message, fields),
  warn: (message: string, fields?: Fields) => say('warn', message, fields),
  error: (message: string, fields?: Fields) => say('error', message, fields),
  set(level: Level, to: (line: string) => void = write): void {
    least = level;
    write = to;
  },
};
export type Log = typeof log;
