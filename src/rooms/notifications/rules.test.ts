import { expect, test } from 'vitest';
import { digestLetter, eachOnce, quietAt, type DigestItem } from './rules.ts';

const at = (iso: string) => Date.parse(iso);
const night = { on: true, from: '19:00', to: '07:00', weekends: false };

test('quiet hours run over midnight, in the person’s own zone, through summer time', () => {
  expect(quietAt(night, at('2026-11-25T19:30:00Z'), 'UTC')).toBe(true);
  expect(quietAt(night, at('2026-11-25T06:59:00Z'), 'UTC')).toBe(true);
  expect(quietAt(night, at('2026-11-25T07:00:00Z'), 'UTC')).toBe(false);
  expect(quietAt(night, at('2026-11-25T12:00:00Z'), 'Asia/Tokyo')).toBe(true);
  expect(quietAt(night, at('2026-11-25T12:00:00Z'), 'Europe/Berlin')).toBe(false);
  expect(quietAt(night, at('2026-03-28T06:30:00Z'), 'Europe/Berlin')).toBe(false);
  expect(quietAt(night, at('2026-03-29T05:30:00Z'), 'Europe/Berlin')).toBe(false);
  expect(quietAt(night, at('2026-03-28T05:30:00Z'), 'Europe/Berlin')).toBe(true);
});

test('quiet hours by day, all day, on weekends, and off', () => {
  const noon = { on: true, from: '12:00', to: '13:00', weekends: false };
  expect([at('2026-11-25T11:59:00Z'), at('2026-11-25T12:00:00Z'), at('2026-11-25T13:00:00Z')].map((t) => quietAt(noon, t, 'UTC'))).toEqual([false, true, false]);
  expect(quietAt({ ...noon, from: '08:00', to: '08:00' }, at('2026-11-25T23:00:00Z'), 'UTC')).toBe(true);
  expect(quietAt({ ...noon, weekends: true }, at('2026-11-28T09:00:00Z'), 'UTC')).toBe(true);
  expect(quietAt({ ...noon, weekends: true }, at('2026-11-27T16:00:00Z'), 'Asia/Tokyo')).toBe(true);
  expect(quietAt({ ...noon, on: false, weekends: true }, at('2026-11-28T12:30:00Z'), 'UTC')).toBe(false);
});

test('each is told once, by the first kind, and nobody of their own act', () => {
  expect([...eachOnce([['a', 'mention'], ['b', 'note'], ['a', 'note'], [null, 'note'], ['c', 'note']], 'c')]).toEqual([['a', 'mention'], ['b', 'note']]);
});

const item = (n: number, more: Partial<DigestItem> = {}): DigestItem => ({ kind: 'mention', who: 'Maya', number: 1000 + n, subject: `Matter ${n}`, url: `http://desk/tickets/${1000 + n}#entry-x`, ...more });

test('the mail names tickets and people, groups by ticket and says where to turn it off', () => {
  const { subject, text } = digestLetter('Ben', [item(1), item(1, { kind: 'customer-replied', who: 'Anna' }), item(2)], 'http://desk/settings/notifications');
  expect(subject).toBe('While you were away: 3 things on 2 tickets');
  expect(text).toContain('#1001  Matter 1\n  Maya mentioned you\n  Anna answered\n  http://desk/tickets/1001#entry-x');
  expect(text).toContain('http://desk/settings/notifications');
  expect(digestLetter('Ben', [item(1)], 'u').subject).toBe('While you were away: news on #1001');
});

test('W-D12 hostile names and subjects stay on their line, and a flood stays short', () => {
  const hostile = digestLetter('Ben\r\nBcc: x@evil.example', [item(1, { who: 'Anna\r\n.\r\nMAIL', subject: 'a\nb\u2028c' })], 'u');
  expect(hostile.text).not.toMatch(/\r|^Bcc:|^MAIL|^b/m);
  const flood = digestLetter('Ben', Array.from({ length: 500 }, (_, n) => item(n % 60, { subject: 'x'.repeat(5000) })), 'u');
  expect(flood.text.length).toBeLessThan(20_000);
  expect(flood.text).toContain('And 30 more.');
});

test('what came to who stands in says for whom', () => expect(digestLetter('Ben', [item(1, { away: 'Anna Roux' })], 'http://desk/x').text).toContain('Maya mentioned you, for Anna Roux, who is away'));
