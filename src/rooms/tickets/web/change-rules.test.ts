import { expect, test } from 'vitest';
import { cache } from '../../../core/web/cache.ts';
import { changeRules } from './change-rules.ts';

interface Rules { readonly a: number; readonly b: number }
const later = () => { let done!: (rules: Rules) => void; let fail!: (error: Error) => void; const answer = new Promise<Rules>((yes, no) => { done = yes; fail = no; }); return { answer, done, fail }; };

test('of two changes the answer to the first undoes nothing of the second, and the second is sent after it', async () => {
  const key = ['test', 'rules'];
  cache.setQueryData<Rules>(key, { a: 1, b: 1 });
  const [first, second] = [later(), later()];
  const sent: string[] = [];
  const one = changeRules<Rules>(key, { a: 2 }, () => { sent.push('a'); return first.answer; });
  const two = changeRules<Rules>(key, { b: 2 }, () => { sent.push('b'); return second.answer; });
  await Promise.resolve();
  expect([cache.getQueryData(key), sent]).toEqual([{ a: 2, b: 2 }, ['a']]);
  first.done({ a: 2, b: 1 });
  expect(await one).toBe(true);
  expect(cache.getQueryData(key)).toEqual({ a: 2, b: 2 });
  second.done({ a: 2, b: 2 });
  expect(await two).toBe(true);
  expect([cache.getQueryData(key), sent]).toEqual([{ a: 2, b: 2 }, ['a', 'b']]);
});

test('one that is refused takes back nothing that was chosen since', async () => {
  const key = ['test', 'refused'];
  cache.setQueryData<Rules>(key, { a: 1, b: 1 });
  const [first, second] = [later(), later()];
  const one = changeRules<Rules>(key, { a: 2 }, () => first.answer);
  const two = changeRules<Rules>(key, { b: 2 }, () => second.answer);
  first.fail(new Error('refused'));
  expect(await one).toBe(false);
  expect(cache.getQueryData<Rules>(key)!.b).toBe(2);
  second.done({ a: 1, b: 2 });
  expect(await two).toBe(true);
  expect(cache.getQueryData(key)).toEqual({ a: 1, b: 2 });
});
