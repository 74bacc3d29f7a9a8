import { expect, test } from 'vitest';
import { holds, standIn, type Said } from './rules.ts';

const now = Date.parse('2026-06-01T10:00:00Z');
const said = (what: Partial<Said>): Said => ({ state: 'on-leave', until: null, note: '', coverId: null, ...what });

test('whoever said nothing, or whose time is over, is available', () => {
  expect(holds('a', undefined, now)).toMatchObject({ state: 'available', away: false });
  expect(holds('a', said({ until: '2026-06-01T10:00:00.000Z', coverId: 'b' }), now)).toEqual({ personId: 'a', state: 'available', away: false, until: null, note: '', coverId: null });
  expect(holds('a', said({ until: '2026-06-01T10:00:00.001Z', coverId: 'b' }), now)).toMatchObject({ state: 'on-leave', away: true, coverId: 'b' });
});

test('busy is not away, and a cover stands in only for those away', () => {
  for (const state of ['on-a-call', 'focusing', 'in-a-meeting', 'on-a-break', 'in-training'] as const) expect(holds('a', said({ state, coverId: 'b' }), now)).toMatchObject({ state, away: false, coverId: null });
  for (const state of ['offline', 'on-leave'] as const) expect(holds('a', said({ state, coverId: 'b' }), now)).toMatchObject({ away: true, coverId: 'b' });
});

test('who to ask instead: the cover, the cover of the cover, nobody at the end of the line or in a circle', () => {
  const of = (all: Record<string, string | null>) => (id: string) => (id in all ? holds(id, said({ coverId: all[id] ?? null }), now) : undefined);
  expect(standIn('a', of({}))).toBe('a');
  expect(standIn('a', of({ a: 'b' }))).toBe('b');
  expect(standIn('a', of({ a: 'b', b: 'c' }))).toBe('c');
  expect(standIn('a', of({ a: 'b', b: null }))).toBeNull();
  expect(standIn('a', of({ a: 'b', b: 'a' }))).toBeNull();
  expect(standIn('a', of({ a: 'a' }))).toBeNull();
});
