import { afterEach, expect, test, vi } from 'vitest';
import { flushOutbox, sendOrKeep, takeBack, type Waiting } from './outbox.ts';

afterEach(() => { vi.clearAllTimers(); vi.useRealTimers(); vi.unstubAllGlobals(); });

test('what is taken back while others leave does not leave', async () => {
  vi.useFakeTimers();
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', { get length() { return kept.size; }, key: (at: number) => [...kept.keys()][at] ?? null, getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text), removeItem: (name: string) => void kept.delete(name) });
  vi.stubGlobal('navigator', { onLine: false });
  vi.stubGlobal('fetch', async () => { throw new TypeError('no line'); });
  const one = (id: string, at: number): Waiting => ({ id, key: 'POST /things', asked: { body: { id } }, about: 'thing', at });
  expect([await sendOrKeep(one('a', 1)), await sendOrKeep(one('b', 2))]).toEqual([null, null]);
  const left: string[] = [];
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    left.push((JSON.parse(body) as { id: string }).id);
    expect(takeBack('b')?.id).toBe('b');
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  });
  await flushOutbox();
  expect([left, kept.size]).toEqual([['a'], 0]);
});
