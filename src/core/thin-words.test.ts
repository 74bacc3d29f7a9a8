import { describe, expect, test } from 'vitest';
import { thinness, thinWords } from './thin-words.ts';

describe('words that say nothing are pointed at', () => {
  test.each([
    ['', 'empty'], ['   ', 'empty'], ['...', 'empty'], ['-', 'empty'], ['n/a', 'boilerplate'], ['N.A.', 'boilerplate'], ['none', 'boilerplate'], ['see above', 'boilerplate'], ['See ticket.', 'boilerplate'], ['pls check', 'boilerplate'],
    ['please help, thanks', 'boilerplate'], ['Please do the needful', 'boilerplate'], ['asap', 'boilerplate'], ['Urgent!!!', 'boilerplate'], ['customer issue', 'boilerplate'], ['please see notes thanks', 'boilerplate'], ['idk', 'boilerplate'],
    ['Siehe Ticket', 'boilerplate'], ['bitte prüfen, danke', 'boilerplate'], ['wie besprochen', 'boilerplate'], ['voir ci-dessus', 'boilerplate'], ['merci de traiter', 'boilerplate'], ['ver arriba', 'boilerplate'], ['por favor revisar', 'boilerplate'],
    ['refund', 'short'], ['wants money', 'short'], ['aaa aaa aaa', 'repeated'], ['x x x x', 'repeated'], ['please check the refund', 'boilerplate'], ['退款', 'short'],
  ] as const)('%j is %s', (text, thin) => expect(thinness(text)).toBe(thin));
});

describe('words that say something pass', () => {
  test.each([
    'Charged twice in January', 'Boiler leaks since Monday', 'Refunded the second charge, receipt sent', 'Approve a refund of 240 EUR', 'Kunde wurde doppelt belastet', 'Der Kessel verliert Wasser', 'Le client a été débité deux fois', 'El cliente pagó dos veces',
    'Please check whether invoice 4711 was paid twice', 'See invoice 4711: paid twice', '客户被重复收费两次', 'お客様に二重請求が発生しました', 'Does not work since the update of 12 May', 'Клиент заплатил дважды',
  ])('%j', (text) => expect(thinness(text)).toBeNull());
});

test('nothing is an answer where it may be one', () => {
  expect(thinness('none', { mayBeNone: true })).toBeNull();
  expect(thinness('Nothing promised.', { mayBeNone: true })).toBeNull();
  expect(thinness('-', { mayBeNone: true })).toBeNull();
  expect(thinness('', { mayBeNone: true })).toBe('empty');
});

test('a field that repeats another says nothing new', () => {
  expect(thinness('Charged twice in January', { others: ['charged twice in January!'] })).toBe('copied');
  expect(thinness('Refund the second charge', { others: ['Charged twice in January'] })).toBeNull();
});

test('how few words do is chosen', () => {
  expect(thinness('Approve refund', { words: 2 })).toBeNull();
  expect(thinness('Approve', { words: 2 })).toBe('short');
});

test('hostile length is read in linear time', () => {
  expect(thinness('please '.repeat(20_000))).toBe('boilerplate');
  expect(thinWords('What is the issue', 'short')).toBe('What is the issue says too little to go on with.');
});
