import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missing, progress, reordered } from './rules.ts';

const lines = (...texts: string[]) => texts.map((text) => ({ text, required: false }));

describe('what of a template is not there yet', () => {
  test.each([
    [['A', 'B'], [], ['A', 'B']], [['A', 'B'], ['b'], ['A']], [['A', 'a ', 'A'], [], ['A']], [['Ask  for it'], ['ask for it'], []], [[], ['A'], []],
  ])('%j beside %j', (items, there, more) => expect(missing(lines(...items), lines(...there)).map((one) => one.text)).toEqual(more));

  test('putting it on twice adds nothing the second time', () => {
    fc.assert(fc.property(fc.array(fc.string()), fc.array(fc.string()), (items, there) => {
      const once = [...lines(...there), ...missing(lines(...items), lines(...there))];
      expect(missing(lines(...items), once)).toEqual([]);
    }));
  });
});

describe('a new order', () => {
  test.each([
    ['abc', 'c', 'a', 'cab'], ['abc', 'a', null, 'bca'], ['abc', 'a', 'c', 'bac'], ['abc', 'b', 'c', 'abc'], ['abc', 'b', 'b', 'abc'], ['a', 'a', null, 'a'],
  ] as const)('%s: %s before %s', (ids, id, before, order) => expect(reordered([...ids], id, before)?.join('')).toBe(order));

  test('what is not there is not moved', () => {
    expect(reordered(['a'], 'x', null)).toBeNull();
    expect(reordered(['a'], 'a', 'x')).toBeNull();
  });

  test('nothing is lost or doubled, and the others keep their order', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(30), { minLength: 1 }), fc.nat(), fc.option(fc.nat()), (all, which, where) => {
      const ids = all.map(String);
      const id = ids[which % ids.length]!;
      const order = reordered(ids, id, where === null ? null : ids[where % ids.length]!)!;
      expect(order.toSorted()).toEqual(ids.toSorted());
      expect(order.filter((one) => one !== id)).toEqual(ids.filter((one) => one !== id));
    }));
  });
});

test('how far it is', () => {
  const one = (state: 'open' | 'done' | 'waived', required = false) => ({ state, required });
  expect(progress([one('open', true), one('open'), one('done', true), one('waived', true)])).toEqual({ settled: 2, all: 4, required: 1 });
  expect(progress([])).toEqual({ settled: 0, all: 0, required: 0 });
});
