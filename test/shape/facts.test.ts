import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsIn } from '../replay.ts';
import { isTest, roomOf, sources } from './sources.ts';

const root = join(import.meta.dirname, '../..');
const contracts = sources().filter((s) => /^src\/rooms\/.*\/contract\.ts$/.test(s.path));
const rooms = await Promise.all(contracts.map(async ({ path }) => ({ room: roomOf(path)!, facts: factsIn((await import(/* @vite-ignore */ join(root, path))) as object) })));

/** Rooms whose replay test is owed. The list only ever gets shorter. */
const owed = ['calendars', 'clocks', 'handoffs'];

describe('every fact has a schema, an audience and a replay test', () => {
  test('a schema: what a fact carries is described, under a name of its own', () => {
    const names = rooms.flatMap(({ facts }) => facts.map((f) => f.name));
    expect(names.length).toBeGreaterThan(70);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(names.filter((name) => !/^[a-z-]+\.[a-z-]+$/.test(name))).toEqual([]);
    for (const { facts } of rooms) for (const f of facts) expect((f.data as { def?: { type?: string } }).def?.type, f.name).toBe('object');
  });

  test('an audience: whoever records a fact says to whom, and never to nobody', () => {
    const wrong = sources().filter((s) => !isTest(s.path)).flatMap((s) => [...s.text.matchAll(/\brecord\(\s*tx,[\s\S]{0,400}?\bto: ([^\n]{0,40})/g)].filter(([, to]) => /^\[\s*\]/.test(to!)).map(() => s.path));
    expect(wrong).toEqual([]);
  });

  // A replay hears only what its audience lets it hear, so it proves the audience too.
  test.each(rooms.filter(({ facts }) => facts.length > 0))('a replay test: $room', ({ room }) => {
    const file = join(root, 'src/rooms', room, 'replay.test.ts');
    const replays = existsSync(file) && /expect\(unreplayed\(contract, |ticketFacts\.map/.test(readFileSync(file, 'utf8'));
    if (owed.includes(room)) return expect(replays, `${room} has its replay test now: take it off the list`).toBe(false);
    expect(replays, `${room} needs a replay.test.ts that ends with expect(unreplayed(contract, …)).toEqual([])`).toBe(true);
  });
});
