import { expect, test } from 'vitest';
import { braked, fateOf, numberIn, thanksOnly, threadRule, type Clues } from './rules.ts';

const none: Clues = { token: null, reference: null, number: null, confirmed: false };
const at = (role: 'requester' | 'copied' | 'proposed' | 'refused' | null, ticketId = 'T') => ({ ticketId, role });

test.each<[string, Partial<Clues>, unknown]>([
  ['nothing known: a new ticket', {}, { ticketId: null, related: null }],
  ['token, participant', { token: at('requester') }, { ticketId: 'T', as: 'participant' }],
  ['token, copied', { token: at('copied') }, { ticketId: 'T', as: 'participant' }],
  ['W-A6 token, stranger', { token: at(null) }, { ticketId: 'T', as: 'proposed' }],
  ['W-A6 token, still waiting', { token: at('proposed') }, { ticketId: 'T', as: 'proposed' }],
  ['token, kept out', { token: at('refused') }, { ticketId: null, related: 'T' }],
  ['W-A15 reference, stranger', { reference: at(null) }, { ticketId: null, related: 'T' }],
  ['W-A15 reference, participant', { reference: at('requester') }, { ticketId: 'T', as: 'participant' }],
  ['reference, waiting stranger', { reference: at('proposed') }, { ticketId: null, related: 'T' }],
  ['W-A3 number, stranger', { number: at(null), confirmed: true }, { ticketId: null, related: 'T' }],
  ['W-A3 number, forged participant', { number: at('requester') }, { ticketId: null, related: 'T' }],
  ['number, confirmed participant', { number: at('requester'), confirmed: true }, { ticketId: 'T', as: 'participant' }],
  ['the token goes before the number', { token: at('requester', 'A'), number: at('requester', 'B'), confirmed: true }, { ticketId: 'A', as: 'participant' }],
  ['the reference goes before the number', { reference: at('requester', 'A'), number: at('requester', 'B'), confirmed: true }, { ticketId: 'A', as: 'participant' }],
])('%s', (_what, clues, expected) => {
  expect(threadRule({ ...none, ...clues })).toEqual(expected);
});

test('the number of a subject', () => {
  expect(['Re: [#1042] Boiler', 'about #7.', '#12', 'C#7', 'order 1042', 'x#1', '#'].map(numberIn)).toEqual([1042, 7, 12, null, null, null, null]);
});

test('what becomes of machine mail', () => {
  expect(['message', 'notice', 'list', 'auto-reply', 'verification', 'bounce', 'receipt', 'complaint', 'spam'].map((k) => fateOf(k, false, false))).toEqual(['ticket', 'ticket', 'file', 'file', 'hold', 'note', 'note', 'note', 'file']);
  expect((['people', 'file', 'all'] as const).map((to) => ['list-message', 'list'].map((k) => fateOf(k, false, false, to)))).toEqual([['ticket', 'file'], ['file', 'file'], ['ticket', 'ticket']]);
  expect(['list-message', 'list'].map((k) => fateOf(k, true, false, 'file'))).toEqual(['ticket', 'ticket']);
  expect(['auto-reply', 'list', 'spam'].map((k) => fateOf(k, true, false))).toEqual(['ticket', 'ticket', 'ticket']);
  expect(['list', 'verification', 'spam', 'bounce'].map((k) => fateOf(k, false, true))).toEqual(['ticket', 'ticket', 'ticket', 'ticket']);
});

test('W-B3 the brakes', () => {
  expect([braked({ ticketHour: 1, day: 4 }), braked({ ticketHour: 2, day: 2 }), braked({ ticketHour: 0, day: 5 })]).toEqual([false, true, true]);
});

test.each(['Thanks', 'Thank you so much!', 'Danke!\n\nAnna Keller', 'merci', 'OK, thanks\nBob', 'ありがとうございます', '👍'])('%j only thanks', (text) => { expect(thanksOnly(text)).toBe(true); });
test.each(['Thanks, but it still fails', 'Thanks. When do you come?', '', 'Danke\nAber der Boiler ist kalt geworden und tropft seit Tagen sehr', 'Thank you\nAnd now?', 'works not'])('%j says more', (text) => { expect(thanksOnly(text)).toBe(false); });
