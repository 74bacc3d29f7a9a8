import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify, mayAnswer } from './classify.ts';
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

test('W-C7 linear on hostile words', () => {
  for (const word of ['a@b.example error 550 ', 'user ', 'verify https://x.example/ ', 'x: y\r\n'])
    expect(growth((size) => classify(parseMail(Buffer.from(`From: mailer-daemon@x.example\r\nSubject: undeliverable\r\n\r\n${word.repeat(size)}`)), { mailFrom: '' }), 20_000)).toBeLessThan(4);
});
