import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What the product withstands, by the ids that tests carry in their names. A row here never loses its test. */
const rows = `A1-10 A12-17 B1-9 B11 B13-15 C1-16 D1-13 E1-8 E10-11 F1-7 G1-13 H1-3 H8-13 J4-6 K1 K4-8 L1-15 L17-20 M1-3 M6 M8 N1-3 N5-6`;

const ids = rows.split(' ').flatMap((span) => {
  const [, letter, from, to] = /^([A-N])(\d+)(?:-(\d+))?$/.exec(span)!;
  return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => `W-${letter}${Number(from) + i}`);
});

test('W-N5 every attack and fault that was closed keeps a test named after it', () => {
  const files = ['src', 'test'].flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isFile() && /\.(test|e2e)\.tsx?$/.test(e.name)).map((e) => join(e.parentPath, e.name)));
  const named = new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/W-[A-N]\d+/g) ?? []));
  expect(ids.filter((id) => !named.has(id))).toEqual([]);
});
