import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Figure } from './figures.ts';

export const title = 'Bundle: what the first screen loads, gzip';

const web = join(import.meta.dirname, '../dist/web');
const read = (name: string) => readFileSync(join(web, name));
const size = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + gzipSync(read(name), { level: 9 }).length, 0) / 1024;

/** A chunk with all that it imports before it can run; what is only imported when needed stays out. */
function closure(names: readonly string[]): Set<string> {
  const all = new Set<string>();
  const visit = (name: string) => {
    if (all.has(name) || !existsSync(join(web, name))) return;
    all.add(name);
    const text = read(name).toString('utf8');
    for (const [, path] of text.matchAll(/(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w*{}\s,$]+?\s*from\s*)?["']\.\/([\w.-]+\.js)["']/g)) visit(`assets/${path}`);
  };
  for (const name of names) visit(name);
  return all;
}

export async function measure(): Promise<Figure[]> {
  const html = read('index.html').toString('utf8');
  const first = [...html.matchAll(/(?:src|href)="\/([\w./-]+\.js)"/g)].map((m) => m[1]!);
  const chunks = readdirSync(join(web, 'assets')).filter((name) => name.endsWith('.js')).map((name) => `assets/${name}`);
  const day = chunks.filter((name) => /\/my-day-page-/.test(name));
  const inbox = chunks.filter((name) => /\/inbox-page-/.test(name));
  const ticket = chunks.filter((name) => /\/ticket-view-/.test(name));
  const styles = [...html.matchAll(/href="\/([\w./-]+\.css)"/g)].map((m) => m[1]!);
  const start = closure([...first, ...day]);
  const screen = closure([...first, ...inbox]);
  const opened = closure([...screen, ...ticket]);
  return [
    { what: 'JavaScript of the first screen', value: size(start), unit: 'KB', budget: '< 250', note: `${start.size} files: the shell and My day` },
    { what: 'when one starts in the inbox', value: size(screen), unit: 'KB', note: `${screen.size} files` },
    { what: 'with a ticket open', value: size(opened), unit: 'KB', note: `${opened.size} files` },
    { what: 'all JavaScript there is', value: size(chunks), unit: 'KB', note: `${chunks.length} files, loaded page by page` },
    { what: 'styles', value: size(styles), unit: 'KB' },
  ];
}
