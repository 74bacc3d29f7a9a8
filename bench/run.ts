// `npm run bench [names] [--quick] [--million] [--tickets=400000]`: measures the product against its budgets, one thing after another.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { machine, table, type Figure, type Result } from './figures.ts';

/** How a run is to be done: `quick` for trying out, figures of which say little. */
export interface Options { readonly quick: boolean; readonly million: boolean; readonly tickets: number | null }
interface Bench { readonly title: string; readonly measure: (options: Options) => Promise<readonly Figure[]> }

const names = ['start', 'bundle', 'commands', 'handoffs', 'queue', 'mail-in', 'mail-out', 'live', 'sockets', 'memory', 'rate', 'clocks', 'lists', 'shift', 'browser'] as const;
const words = process.argv.slice(2);
const options: Options = { quick: words.includes('--quick'), million: words.includes('--million'), tickets: Number(words.find((word) => word.startsWith('--tickets='))?.slice(10)) || null };
const asked = words.filter((word) => !word.startsWith('--'));
const unknown = asked.filter((name) => !names.includes(name as never));
if (unknown.length) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}

const root = join(import.meta.dirname, '..');
const { built } = (await import(pathToFileURL(join(root, 'scripts/build.mjs')).href)) as { built: () => boolean };
if (!built() && spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' }).status !== 0) process.exit(1);

// Ending so ends what it started, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
console.log(machine());
const results: Result[] = [];
for (const name of names) {
  if (asked.length && !asked.includes(name)) continue;
  const begun = performance.now();
  const { title, measure } = (await import(`./${name}.ts`)) as Bench;
  const trouble = (error: unknown) => ({ figures: [] as Figure[], failed: error instanceof Error ? error.message : String(error) });
  const outcome = await measure(options).then((figures) => ({ figures, failed: undefined }), trouble);
  const result: Result = { name, title, seconds: (performance.now() - begun) / 1000, ...outcome };
  results.push(result);
  console.log(table(result));
}
keep();
process.exitCode = results.some((r) => r.failed) ? 1 : 0;

/** Writes bench/latest.json; what was not measured this time stays as it was. */
function keep(): void {
  const file = join(root, 'bench/latest.json');
  const at = new Date().toISOString();
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { results: Result[] }).results : [];
  const all = names.map((name) => results.find((r) => r.name === name) ?? before.find((r) => r.name === name)).filter((r) => r !== undefined);
  writeFileSync(file, `${JSON.stringify({ machine: machine(), results: all.map((r) => (results.includes(r) ? { ...r, at, ...options } : r)) }, null, 2)}\n`);
}
