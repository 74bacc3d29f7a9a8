import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export interface Source { readonly path: string; readonly text: string; readonly imports: readonly Import[] }
export interface Import { readonly target: string; readonly typeOnly: boolean }

const root = join(import.meta.dirname, '../..');
const pattern = /^\s*(import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm;

/** Every source file under a folder, with what it imports (paths from the root; packages as they are written). */
export function sources(folder = 'src'): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.tsx?$/.test(e.name))
    .map((e) => relative(root, join(e.parentPath, e.name)))
    .map((path) => read(path));
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const imports = [...text.matchAll(pattern)].map((m) => {
    const spec = (m[3] ?? m[4] ?? m[5])!;
    return { target: spec.startsWith('.') ? normalize(join(dirname(path), spec)) : spec, typeOnly: m[2] !== undefined };
  });
  return { path, text, imports };
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.endsWith('/fixtures.ts');
/** `src/rooms/channels/email/parse.ts` → `channels/email` */
export function roomOf(path: string): string | null {
  const match = /^src\/rooms\/((?:channels\/)?[^/]+)\//.exec(path);
  return match ? match[1]! : null;
}
