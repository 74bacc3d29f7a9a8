import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { floors, sameFloor } from '../../src/app/floorplan.ts';
import { isTest, roomOf, sources } from './sources.ts';

const all = sources();
const rooms = [...new Set(all.map((s) => roomOf(s.path)).filter((r) => r !== null))];

describe('the shape of the house', () => {
  test('every room stands on the floor plan and has a README', () => {
    for (const room of rooms) {
      expect(floors, `${room} has no floor`).toHaveProperty([room]);
      expect(existsSync(join('src/rooms', room, 'README.md')), `${room} has no README`).toBe(true);
    }
  });

  test('calls go down: a room imports only from lower floors, or what the plan lists', () => {
    const wrong: string[] = [];
    for (const s of all) {
      const from = roomOf(s.path);
      if (!from || isTest(s.path)) continue;
      for (const { target } of s.imports) {
        const to = roomOf(target);
        if (!to || to === from || floors[to]! < floors[from]!) continue;
        if (!sameFloor.some(([a, b]) => a === from && b === to)) wrong.push(`${s.path} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the core and the design system know no room', () => {
    const wrong = all.filter((s) => /^src\/(core|ui)\//.test(s.path) && !isTest(s.path) && s.imports.some((i) => /^src\/(rooms|screens|app)\//.test(i.target)));
    expect(wrong.map((s) => s.path)).toEqual([]);
  });

  test('rooms never import screens or the app', () => {
    const wrong = all.filter((s) => roomOf(s.path) && !isTest(s.path) && s.imports.some((i) => /^src\/(screens|app)\//.test(i.target)));
    expect(wrong.map((s) => s.path)).toEqual([]);
  });

  test('who needs to know what a write did asks with `returning`: in a transaction its count is not known yet', () => {
    expect(all.filter((s) => !isTest(s.path) && /\bnum(Updated|Deleted|InsertedOrUpdated|Affected|Changed)Rows\b/.test(s.text)).map((s) => s.path)).toEqual([]);
  });

  test('file names say what is inside', () => {
    const banned = /\/(index|utils?|helpers?|common|misc|manager|service|types)\.tsx?$/;
    expect(all.filter((s) => banned.test(s.path)).map((s) => s.path)).toEqual([]);
  });

  test('a room holds its closed list of files and nouns of its language', () => {
    for (const room of rooms) {
      const folders = readdirSync(join('src/rooms', room), { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name);
      expect(folders.filter((f) => !['web', 'samples', 'email'].includes(f)), room).toEqual([]);
    }
  });

  test('no runtime import cycle', () => expect(cycles()).toEqual([]));

  test('files stay short: none over 350 lines, the median between 20 and 100', () => {
    const own = all.filter((s) => !isTest(s.path) && !s.path.includes('/gallery/') && !s.path.endsWith('schema.ts'));
    const lengths = own.map((s) => s.text.split('\n').length).sort((a, b) => a - b);
    expect(own.filter((s) => s.text.split('\n').length > 350).map((s) => s.path)).toEqual([]);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(100);
    expect(lengths[Math.floor(lengths.length * 0.95)]).toBeLessThanOrEqual(250);
  });
});

describe('the walls', () => {
  test('browser code takes only types from contracts and the server', () => {
    const web = all.filter((s) => /\/web\/|^src\/(ui|screens)\/|^src\/app\/.*\.tsx$/.test(s.path));
    const wrong = web.flatMap((s) => s.imports.filter((i) => !i.typeOnly && (/\/server\//.test(i.target) || /\/contract\.ts$/.test(i.target))).map((i) => `${s.path} → ${i.target}`));
    expect(wrong).toEqual([]);
  });

  test('shared code runs in both worlds: no Node module, no browser module', () => {
    const shared = all.filter((s) => /^src\/core\/[^/]+\.ts$|\/(contract|rules)\.ts$|\/promises\/(spotting|due-[a-z]+)\.ts$/.test(s.path) && !isTest(s.path));
    const wrong = shared.flatMap((s) => s.imports.filter((i) => /^node:|^react|\/server\/|\/web\//.test(i.target)).map((i) => `${s.path} → ${i.target}`));
    expect(wrong).toEqual([]);
  });

  test('rules are pure: no clock, database, or network', () => {
    const wrong = all.filter((s) => /\/rules\.ts$/.test(s.path) && /Date\.now\(|new Date\(\)|Math\.random|fetch\(|\/clock\.ts|\bclock\.(now|ms|iso)\(/.test(s.text));
    expect(wrong.map((s) => s.path)).toEqual([]);
  });

  test('time comes from the clock alone', () => {
    const own = all.filter((s) => /^src\/(rooms|core\/server)\//.test(s.path) && !/\/web\/|clock\.ts|\/postgres\/|log\.ts|\/jobs\.ts$/.test(s.path) && !isTest(s.path));
    expect(own.filter((s) => /new Date\(\)/.test(s.text)).map((s) => s.path)).toEqual([]);
  });

  test('a table is written by its own room alone', () => {
    const owner = new Map<string, string>();
    for (const s of all.filter((x) => /\/tables\.ts$/.test(x.path))) {
      const own = /type Own = Pick<\s*Schema,([^>]+)>/.exec(s.text)?.[1] ?? '';
      for (const [, table] of own.matchAll(/'(\w+)'/g)) owner.set(table!, roomOf(s.path)!);
    }
    const wrong: string[] = [];
    for (const s of all.filter((x) => roomOf(x.path) && !isTest(x.path))) {
      for (const [, table] of s.text.matchAll(/(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)(?: as \w+)?'/g)) if (owner.get(table!) !== roomOf(s.path)) wrong.push(`${s.path} writes ${table}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** Files that import each other in a circle at run time (Tarjan's strongly connected components). */
function cycles(): string[][] {
  const paths = new Set(all.map((s) => s.path));
  const edges = new Map(all.map((s) => [s.path, s.imports.filter((i) => !i.typeOnly && paths.has(i.target)).map((i) => i.target)]));
  const index = new Map<string, number>(), low = new Map<string, number>(), stack: string[] = [], found: string[][] = [];
  const visit = (v: string): void => {
    index.set(v, index.size);
    low.set(v, index.get(v)!);
    stack.push(v);
    for (const w of edges.get(v) ?? []) {
      if (!index.has(w)) { visit(w); low.set(v, Math.min(low.get(v)!, low.get(w)!)); } else if (stack.includes(w)) low.set(v, Math.min(low.get(v)!, index.get(w)!));
    }
    if (low.get(v) !== index.get(v)) return;
    const group = stack.splice(stack.indexOf(v));
    if (group.length > 1) found.push(group);
  };
  for (const s of all) if (!index.has(s.path)) visit(s.path);
  return found;
}
