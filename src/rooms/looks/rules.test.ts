import { describe, expect, test } from 'vitest';
import { claimsIn, figureOf, findingsIn, findingWords, supportsIn, type Known } from './rules.ts';

// A Sunday.
const said = { now: Date.parse('2026-11-22T10:00:00Z'), zone: 'Europe/Berlin' };
const keys = (text: string) => claimsIn(text, said).map((one) => one.key);

test.each([['80', 80], ['80,00', 80], ['80.50', 80.5], ['1.234,50', 1234.5], ['1,234.50', 1234.5], ['1 234', 1234], ['1.234', 1234], ["1'234.5", 1234.5]])('the figure %s is %d', (typed, value) => expect(figureOf(typed)).toBe(value));

describe('prices', () => {
  test.each<[string, string[]]>([
    ['That costs 80 EUR.', ['amount:EUR:80']], ['It is €80.50 in all.', ['amount:EUR:80.5']], ['Das kostet 1.234,50 €.', ['amount:EUR:1234.5']], ['Cela coûte 45 euros.', ['amount:EUR:45']], ['Cuesta 45,90 €', ['amount:EUR:45.9']],
    ['The fee is $1,200 or £30', ['amount:USD:1200', 'amount:GBP:30']], ['CHF 99.– for the visit', ['amount:CHF:99']], ['20 % off', ['percent:20']], ['15 Prozent weniger', ['percent:15']],
    ['Invoice 4711 of room 12', []], ['Call 030 1234567', []], ['version 2.5', []],
  ])('%s', (text, want) => expect(keys(text)).toEqual(want));
});

describe('days', () => {
  test.each<[string, string[]]>([
    ['It arrives on 27 November.', ['date:2026-11-27']], ['on November 27th', ['date:2026-11-27']], ['am 27. November', ['date:2026-11-27']], ['am 27.11.', ['date:2026-11-27']], ['am 27.11.2026', ['date:2026-11-27']], ['le 27 novembre', ['date:2026-11-27']], ['el 27 de noviembre', ['date:2026-11-27']],
    ['2026-11-27', ['date:2026-11-27']], ['27/11/2026', ['date:2026-11-27']], ['on 3 January', ['date:2027-01-03']], ['on 30 February', []],
    ['on Friday', ['date:2026-11-27']], ['am Freitag', ['date:2026-11-27']], ['vendredi', ['date:2026-11-27']], ['el viernes', ['date:2026-11-27']], ['on Sunday', ['date:2026-11-29']],
    ['tomorrow', ['date:2026-11-23']], ['demain', ['date:2026-11-23']], ['mañana', ['date:2026-11-23']], ['por la mañana', []], ['Friday, 27 November', ['date:2026-11-27']], ['You may call us', []], ['a march of 12 people', []],
  ])('%s', (text, want) => expect(keys(text)).toEqual(want));
  test('in the words it was said, without the end of its sentence', () => expect(claimsIn('On 3 December. Or 27.11.', said).map((one) => one.words)).toEqual(['3 December', '27.11.']));
  test('the day is that of the zone', () => expect(claimsIn('tomorrow', { now: Date.parse('2026-11-22T23:30:00Z'), zone: 'Europe/Berlin' })[0]!.key).toBe('date:2026-11-24'));
});

describe('commitments: only what is promised, not what is asked, denied or told of', () => {
  test.each<[string, string[]]>([
    ['We will refund you in full.', ['commitment:refund']], ['Wir werden Ihnen den Betrag erstatten.', ['commitment:refund']], ['Nous vous rembourserons.', ['commitment:refund']], ['Le reembolsaremos el importe.', ['commitment:refund']],
    ['You will get a voucher.', ['commitment:credit']], ['Sie erhalten einen Gutschein.', ['commitment:credit']], ['We will send a replacement free of charge.', ['commitment:replace', 'commitment:free']], ['I guarantee that it works.', ['commitment:guarantee']],
    ['Would you like a refund?', []], ['We cannot refund this.', []], ['Wir können das leider nicht erstatten.', []], ['Feel free to call us.', []],
  ])('%s', (text, want) => expect(keys(text)).toEqual(want));
});

describe('what is pointed out', () => {
  const known: Known = { keys: ['amount:EUR:80', 'date:2026-11-27'], limits: [{ topic: 'goodwill', name: 'Goodwill', currency: 'EUR', left: 20 }, { topic: 'refund', name: 'Refund', currency: 'EUR', left: null }], decided: [] };
  const found = (text: string, more: Partial<Known> = {}) => findingsIn(text, { ...known, ...more }, said).map((one) => `${one.words} ${one.why}`);
  test('what a source names is not', () => expect(found('80,00 € on Friday')).toEqual([]));
  test('what none names is', () => expect(found('90 EUR on Thursday')).toEqual(['90 EUR no-source', 'Thursday no-source']));
  test('above one’s authority, though a source names the figure', () => expect(found('We will give you a credit of 80 EUR.', { keys: [...known.keys, 'commitment:credit'] })).toEqual(['80 EUR above-authority']));
  test('not when it was decided, by whomever', () => expect(found('We will give you a credit of 80 EUR.', { keys: [...known.keys, 'commitment:credit'], decided: [{ topic: 'goodwill', currency: 'EUR', amount: 80 }] })).toEqual([]));
  test('not where any amount may be decided, nor where nothing is offered', () => {
    expect(found('We will refund 80 EUR.', { keys: [...known.keys, 'commitment:refund'] })).toEqual([]);
    expect(found('Your discount card costs 80 EUR already, did you use it?')).toEqual([]);
  });
  test('of several figures the one that is offered', () => expect(found('We charged 80 EUR and will give a credit of 120 EUR.')).toEqual(['120 EUR above-authority']));
  test('in words', () => expect(findingsIn('We will give you a credit of 80 EUR on Thursday.', known, said).map(findingWords)).toEqual([
    '“80 EUR” is above what you may decide: goodwill, 20 EUR left. Ask for a yes first.', '“Thursday”: nothing on this ticket names this day.',
  ]));
});

test('a source supports figures and days whoever wrote it; commitments only when it is ours', () => {
  const text = 'I want a refund of 80 EUR by Friday';
  expect(supportsIn(text, said, false)).toEqual(['amount:EUR:80', 'date:2026-11-27']);
  expect(supportsIn(text, said, true)).toEqual(['amount:EUR:80', 'date:2026-11-27', 'commitment:refund']);
});

test('a long text ends: a line of prices without end, a sentence without end, a word said thousands of times', () => {
  for (const words of ['We will refund 80 EUR on 27 November and 1.234.567 ', '1€ ', 'refund ', 'tomorrow. ', 'We will refund 5 EUR ', '!']) {
    expect(claimsIn(words.repeat(Math.ceil(20_000 / words.length)), said).length).toBeLessThan(10);
    expect(supportsIn(words.repeat(Math.ceil(20_000 / words.length)), said, true).length).toBeLessThan(10);
  }
  // Each figure of its own: those beyond what a reply holds are not looked at.
  expect(claimsIn(Array.from({ length: 4000 }, (_, n) => `${n}€`).join(' '), said)).toHaveLength(500);
});
