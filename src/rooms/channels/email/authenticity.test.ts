import { expect, test } from 'vitest';
import { judgeSender } from './authenticity.ts';
import { parseMail } from './parse.ts';

const judge = (head: string, from = 'jane@good.example') => judgeSender(parseMail(Buffer.from(`${head}\r\nFrom: ${from}\r\n\r\nx`)), { authservId: 'mx.desk.example', ownAddresses: ['Help@desk.example'] });
const line = (value: string) => `Authentication-Results: ${value}`;

test('W-A2 a pass of our own server for the domain shown counts', () => {
  expect(judge(line('mx.desk.example; spf=pass; dmarc=pass (p=reject) header.from=good.example')).dmarc).toBe('pass');
  expect(judge(line('MX.desk.example 1; dmarc=pass')).dmarc).toBe('pass');
});

test('W-A2 of several the topmost of our server counts, whatever the sender wrote below or around it', () => {
  expect(judge([line('mx.desk.example; dmarc=fail'), line('mx.desk.example; dmarc=pass')].join('\r\n')).dmarc).toBe('fail');
  expect(judge([line('evil.example; dmarc=pass'), line('mx.desk.example; dmarc=none')].join('\r\n')).dmarc).toBe('none');
  expect(judge(line('evil.example; dmarc=pass')).dmarc).toBe('none');
  expect(judge('').dmarc).toBe('none');
});

test.each([
  ['mx.desk.example; spf=pass reason="; dmarc=pass"', 'none'],
  ['mx.desk.example; dmarc=fail reason="dmarc=pass"', 'fail'],
  ['mx.desk.example (; dmarc=pass); dmarc=fail', 'fail'],
  ['=?utf-8?Q?mx.desk.example=3B?= dmarc=pass', 'none'],
  ['mx.desk.example.evil; dmarc=pass', 'none'],
  ['mx.desk.example; xdmarc=pass', 'none'],
  ['mx.desk.example; dmarc=pass header.from=evil.example', 'fail'],
  ['mx.desk.example; dmarc=temperror', 'none'],
])('W-A2 %s', (value, dmarc) => expect(judge(line(value)).dmarc).toBe(dmarc));

test('W-A2 two senders in From vouch for nobody', () => {
  expect(judge(line('mx.desk.example; dmarc=pass'), 'jane@good.example, eve@evil.example').dmarc).toBe('fail');
});

test('W-B4 our own address is known', () => {
  expect(judge('', 'HELP@desk.example').fromOurselves).toBe(true);
  expect(judge('').fromOurselves).toBe(false);
});
