import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify, mayAnswer } from './classify.ts';
import { authorBehind, listAddresses } from './list-mail.ts';
import { parseMail } from './parse.ts';
import { growth } from './samples/growth.ts';

const sample = (name: string) => parseMail(readFileSync(new URL(`./samples/${name}.eml`, import.meta.url)));
const mail = (head: string, text = 'Hello, my parcel is late.') => parseMail(Buffer.from(`From: Jane <jane@x.example>\r\nSubject: parcel\r\n${head}\r\n\r\n${text}`));
const FROM_JANE = { mailFrom: 'jane@x.example' };

describe('W-B1 who gets no automatic answer', () => {
  test('a person gets one', () => {
    expect(mayAnswer(mail('X-A: b'), FROM_JANE)).toBe(true);
    expect(mayAnswer(mail('Auto-Submitted: no'), {})).toBe(true);
    expect(classify(mail('X-A: b'), FROM_JANE).kind).toBe('message');
  });

  test.each(['Auto-Submitted: auto-replied', 'Auto-Submitted: auto-generated', 'Precedence: bulk', 'Precedence: junk', 'Precedence: list', 'List-Id: <l.x.example>', 'List-Unsubscribe: <https://x.example>', 'X-Auto-Response-Suppress: All', 'X-Auto-Response-Suppress: OOF, AutoReply', 'Return-Path: <>', 'X-Autoreply: yes', 'Feedback-ID: a:b:c', 'Reply-To: no-reply@x.example'])('%s', (line) => expect(mayAnswer(mail(line), FROM_JANE)).toBe(false));

  test('a null envelope sender', () => expect(mayAnswer(mail('X-A: b'), { mailFrom: '' })).toBe(false));
  test('no sender at all', () => expect(mayAnswer(parseMail(Buffer.from('Subject: x\r\n\r\ny')), {})).toBe(false));
  test.each(['gmail-reply', 'forwarded', 'inline-image'])('%s may be answered', (name) => expect(mayAnswer(sample(name), {})).toBe(true));
  test.each(['bounce-dsn', 'bounce-prose', 'delay', 'complaint', 'receipt', 'out-of-office', 'newsletter', 'sign-in-code'])('%s may not', (name) => expect(mayAnswer(sample(name), {})).toBe(false));
});

describe('kinds', () => {
  test('W-B5 a hard bounce names the recipient, the reason and our mail', () => {
    const { kind, bounce } = classify(sample('bounce-dsn'), { mailFrom: '' });
    expect(kind).toBe('bounce');
    expect(bounce).toMatchObject({ permanent: true, recipients: [{ address: 'gone@customer.example', status: '5.1.1' }], originalMessageId: '<desk-99@desk.example>' });
    expect(bounce!.recipients[0]!.diagnostic).toContain('user unknown');
  });

  test('W-B5 a bounce in prose, too', () => {
    const { kind, bounce } = classify(sample('bounce-prose'), { mailFrom: '' });
    expect(kind).toBe('bounce');
    expect(bounce).toMatchObject({ permanent: true, recipients: [{ address: 'nobody@customer.example', status: '5.0.0' }], originalMessageId: '<desk-100@desk.example>' });
  });

  test('W-B6 a delay is no failure', () => {
    const { kind, bounce } = classify(sample('delay'), { mailFrom: '' });
    expect(kind).toBe('delay');
    expect(bounce).toMatchObject({ permanent: false, recipients: [{ address: 'slow@customer.example', status: '4.4.1' }] });
  });

  test('W-B7 a person quoting a bounce is a person', () => {
    expect(classify(mail('X-A: b', 'I got "550 5.1.1 user unknown" from gone@customer.example, why?'), FROM_JANE).kind).toBe('message');
  });

  test.each([
    ['W-B8', 'complaint', 'complaint'],
    ['W-B9', 'receipt', 'receipt'],
    ['W-B1', 'out-of-office', 'auto-reply'],
    ['W-B14', 'newsletter', 'list'],
    ['W-A10', 'sign-in-code', 'verification'],
  ])('%s %s', (_, name, kind) => expect(classify(sample(name), {}).kind).toBe(kind));
});

describe('W-B14 list mail', () => {
  const list = (...lines: string[]) => classify(mail(['List-Id: Users <users.lists.example>', ...lines].join('\r\n')), FROM_JANE).kind;
  test.each(['google-group', 'mailman'])('%s: somebody wrote through a list', (name) => {
    expect(classify(sample(name), {}).kind).toBe('list-message');
    expect(mayAnswer(sample(name), {}), 'and gets no automatic answer').toBe(false);
  });
  test('a list one can write to, or that has nothing to unsubscribe from, carries people', () => {
    expect(list()).toBe('list-message');
    expect(list('Precedence: list', 'List-Post: <mailto:users@lists.example>', 'List-Unsubscribe: <mailto:x@lists.example>')).toBe('list-message');
  });
  test.each([
    ['an exit and no entrance', ['List-Unsubscribe: <https://x.example>']], ['closed to posts', ['List-Post: NO', 'List-Unsubscribe: <https://x.example>']], ['bulk', ['Precedence: bulk']],
    ['one click', ['List-Post: <mailto:users@lists.example>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click']], ['a campaign', ['Feedback-ID: a:b:c']], ['automatic', ['Auto-Submitted: auto-generated']],
  ])('%s: sent to many', (_what, lines) => expect(list(...lines)).not.toBe('list-message'));
  test('robots and nobody do not write', () => {
    for (const from of ['notifications@x.example', 'newsletter@x.example', 'users-bounces@x.example']) expect(classify(parseMail(Buffer.from(`From: ${from}\r\nList-Id: <l.x.example>\r\n\r\nHello`)), {}).kind).toBe('list');
    expect(classify(mail('List-Id: <l.x.example>'), { mailFrom: '' }).kind).not.toBe('list-message');
  });
  test('behind a list that wrote its own address into From stands the author', () => {
    expect(authorBehind(sample('google-group'))).toEqual({ name: 'Anna Keller', address: 'anna@strict.example' });
    expect(authorBehind(sample('mailman'))).toBeNull();
    const via = (more: string) => authorBehind(parseMail(Buffer.from(`From: Anna via Users <users@lists.example>\r\nList-Id: <users.lists.example>\r\n${more}\r\n\r\nHello`)));
    expect(via('Reply-To: anna@x.example')).toEqual({ name: 'Anna', address: 'anna@x.example' });
    expect(via('Reply-To: anna@x.example, users@lists.example')).toMatchObject({ address: 'anna@x.example' });
    for (const unknown of ['X-A: b', 'Reply-To: users@lists.example', 'Reply-To: a@x.example, b@x.example']) expect(via(unknown)).toBeNull();
    expect(authorBehind(parseMail(Buffer.from('From: a@x.example\r\nX-Original-From: victim@y.example\r\nList-Id: <users.lists.example>\r\n\r\nx')))).toBeNull();
  });
});

test('W-C7 linear on hostile words', () => {
  for (const word of ['a@b.example error 550 ', 'user ', 'verify https://x.example/ ', 'x: y\r\n'])
    expect(growth((size) => classify(parseMail(Buffer.from(`From: mailer-daemon@x.example\r\nSubject: undeliverable\r\n\r\n${word.repeat(size)}`)), { mailFrom: '' }), 20_000)).toBeLessThan(4);
  expect(growth((size) => listAddresses(parseMail(Buffer.from(`From: a@x.example\r\nList-Post: ${'<a@b,'.repeat(size)}\r\nList-Id: ${'a.b-'.repeat(size)}\r\n\r\nx`))), 20_000)).toBeLessThan(4);
});
