import { describe, expect, test } from 'vitest';
import { advise, fits, quietAt, readBackFrom, type Attempts, type Reach } from './rules.ts';

const at = (text: string): number => Date.parse(text);
const night = { from: '21:00', to: '08:00' };

describe('quiet hours are those of the customer', () => {
  test.each([
    ['2026-11-22T19:59:00Z', 'Europe/Berlin', false], ['2026-11-22T20:00:00Z', 'Europe/Berlin', true], ['2026-11-23T06:59:00Z', 'Europe/Berlin', true], ['2026-11-23T07:00:00Z', 'Europe/Berlin', false],
    ['2026-11-22T20:00:00Z', 'Europe/London', false], ['2026-11-22T12:00:00Z', 'America/New_York', true], ['2026-11-22T14:00:00Z', 'America/New_York', false], ['2026-11-22T12:00:00Z', 'Asia/Tokyo', true],
    // Clocks go forward on 29 March 2026, and back on 25 October.
    ['2026-03-29T05:59:00Z', 'Europe/Berlin', true], ['2026-03-29T06:00:00Z', 'Europe/Berlin', false], ['2026-10-25T06:59:00Z', 'Europe/Berlin', true], ['2026-10-25T07:00:00Z', 'Europe/Berlin', false],
  ] as const)('%s in %s: %s', (when, zone, quiet) => expect(quietAt(night, at(when), zone)).toBe(quiet));
  test('by day, and never', () => {
    expect(quietAt({ from: '12:00', to: '14:00' }, at('2026-11-22T13:00:00Z'), 'UTC')).toBe(true);
    expect(quietAt({ from: '12:00', to: '14:00' }, at('2026-11-22T14:00:00Z'), 'UTC')).toBe(false);
    expect(quietAt({ from: '00:00', to: '00:00' }, at('2026-11-22T00:00:00Z'), 'UTC')).toBe(false);
  });
});

describe('how to reach somebody', () => {
  const now = at('2026-11-22T12:00:00Z');
  const one = (channel: string, minutesAgo: number, more: Partial<Attempts> = {}): Attempts => ({ channel, tried: 1, reached: 0, heard: 0, triedAt: new Date(now - minutesAgo * 60_000).toISOString(), heardAt: null, lastOutcome: null, times: [], ...more });
  const ask = (more: Partial<Reach>): Reach => ({ name: 'Anna Keller', preferred: 'unknown', has: { phone: true, email: true }, attempts: [], quiet: false, now, ...more });
  test.each<[string, Partial<Reach>, string | null, RegExp]>([
    ['nobody knows', {}, 'text', /Text before you call/], ['a call is preferred', { preferred: 'phone' }, 'phone', /prefers a call/], ['mail is preferred', { preferred: 'email' }, 'email', /prefers email/],
    ['a text has just gone', { attempts: [one('text', 10)] }, 'text', /half an hour/], ['a text had no answer', { attempts: [one('text', 31)] }, 'phone', /Call now/], ['a text had no answer at night', { attempts: [one('text', 31)], quiet: true }, 'text', /quiet hours/],
    ['a text was answered', { attempts: [one('text', 31, { reached: 1 })] }, 'text', /answered by text/], ['they wrote since', { attempts: [one('email', 5, { heard: 1, tried: 0, triedAt: null, heardAt: new Date(now - 300_000).toISOString() }), one('text', 31)] }, 'text', /Text before/],
    ['the last call was answered', { attempts: [one('phone', 10, { reached: 1, lastOutcome: 'answered' }), one('text', 50)] }, 'phone', /answered the last call/],
    ['both in vain', { attempts: [one('phone', 10), one('text', 50)] }, 'email', /Text and call had no answer/], ['no number', { has: { phone: false, email: true } }, 'email', /No number/], ['a call preferred without a number', { preferred: 'phone', has: { phone: false, email: true } }, 'email', /prefers a call, but no number/],
    ['nothing at all', { has: { phone: false, email: false } }, null, /Nobody knows how to reach/], ['a call is preferred at night', { preferred: 'phone', quiet: true }, 'email', /quiet hours/],
  ])('%s', (_, more, way, words) => {
    const said = advise(ask(more));
    expect(said.way).toBe(way);
    expect(said.words).toMatch(words);
  });
});

test('what fits a way of reaching somebody', () => {
  expect([fits('phone', 'no-answer'), fits('phone', 'sent'), fits('text', 'sent'), fits('text', 'busy'), fits('letter', 'answered')]).toEqual([true, false, true, false, true]);
});

describe('what is read back is found in what was said', () => {
  const found = (label: string, ...texts: string[]) => readBackFrom([label], texts.map((text, n) => ({ entryId: String(n), at: '2026-11-22T12:00:00Z', text })))[0]!.value;
  test.each([
    ['Date and time', 'We come on Tuesday at 14:00.', 'Tuesday at 14:00'], ['Date and time', 'Visit on 12 May 2026, 9:30', '12 May 2026, 9:30'], ['Date and time', 'am 12.05.2026 um 14 Uhr', '12.05.2026 um 14 Uhr'], ['Date', 'It is 2026-12-01.', '2026-12-01'], ['When', 'See you May 3rd', 'May 3rd'], ['Date and time', 'May I ask something?', ''],
    ['Amount', 'The fee is 120.50 EUR for you.', '120.50 EUR'], ['Amount', 'It costs €1,200.00 in all', '€1,200.00'], ['Price', '80 € Anfahrt', '80 €'], ['Amount', 'ticket 4711', ''],
    ['Address', 'I live at 12 Baker Street.', '12 Baker Street'], ['Address', 'Wir wohnen Lindenstraße 12, 10969 Berlin.', 'Lindenstraße 12, 10969 Berlin'], ['Address', 'write to anna@acme.example', ''], ['Serial number', 'X-12 from 12 May 2026', ''],
  ])('%s of "%s": %s', (label, text, value) => expect(found(label, text)).toBe(value));
  test('the newest counts', () => expect(found('Amount', 'No: 90 EUR', 'It is 120 EUR')).toBe('90 EUR'));
  test('hostile length is read in little time', () => { expect(found('Address', 'A '.repeat(200_000))).toBe(''); expect(found('Amount', '1 '.repeat(200_000))).toBe(''); expect(found('Date', 'Mon '.repeat(100_000))).toBe(''); });
});
