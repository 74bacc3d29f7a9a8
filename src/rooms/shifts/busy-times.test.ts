import { describe, expect, test } from 'vitest';
import { busyTimes } from './busy-times.ts';

const reader = { addresses: ['maya@desk.example'], zone: 'Europe/Berlin' };
const [from, until] = [Date.parse('2026-06-01T00:00:00Z'), Date.parse('2026-06-15T00:00:00Z')];
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', `UID:${lines.join('').length}@test`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'];
const busy = (...lines: string[]) => busyTimes(calendar(...lines), reader, from, until).map(([a, b]) => `${a.slice(5, 16)}/${b.slice(5, 16)}`);
const berlin = ['BEGIN:VTIMEZONE', 'TZID:Strange/Berlin', 'BEGIN:STANDARD', 'DTSTART:19701025T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT', 'END:VTIMEZONE'];

describe('when a calendar shows somebody busy', () => {
  test.each<[string, string[], string[]]>([
    ['UTC', event('DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z'), ['06-02T08:00/06-02T09:00']],
    ['a zone the file describes', [...berlin, ...event('DTSTART;TZID=Strange/Berlin:20260602T100000', 'DURATION:PT30M')], ['06-02T08:00/06-02T08:30']],
    ['a zone by its name alone', event('DTSTART;TZID=America/New_York:20260602T100000', 'DTEND;TZID=America/New_York:20260602T110000'), ['06-02T14:00/06-02T15:00']],
    ['no zone: the reader’s', event('DTSTART:20260602T100000', 'DTEND:20260602T110000'), ['06-02T08:00/06-02T09:00']],
    ['marked as free', event('DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z', 'TRANSP:TRANSPARENT'), []],
    ['free, as Outlook says it', event('DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'), []],
    ['cancelled', event('DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z', 'STATUS:CANCELLED'), []],
    ['declined by them', event('DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z', 'ATTENDEE;PARTSTAT=DECLINED:mailto:Maya@desk.example'), []],
    ['declined by somebody else', event('DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z', 'ATTENDEE;PARTSTAT=DECLINED:mailto:ben@desk.example'), ['06-02T08:00/06-02T09:00']],
    ['a whole day', event('DTSTART;VALUE=DATE:20260602', 'DTEND;VALUE=DATE:20260603'), []],
    ['outside', event('DTSTART:20260702T080000Z', 'DTEND:20260702T090000Z'), []],
    ['every week, one day left out', event('DTSTART:20260105T080000Z', 'DTEND:20260105T090000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO', 'EXDATE:20260608T080000Z'), ['06-01T08:00/06-01T09:00']],
    ['every second', event('DTSTART:20260105T080000Z', 'DTEND:20260105T080001Z', 'RRULE:FREQ=SECONDLY'), []],
    ['every day for ever', event('DTSTART:20000101T080000Z', 'DTEND:20000101T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260602T120000Z'), []],
  ])('%s', (what, lines, expected) => {
    if (what === 'every day for ever') return expect(busy(...lines).length).toBeLessThanOrEqual(2);
    expect(busy(...lines)).toEqual(expected);
  });

  test('one day of a series that was moved, and one of a series that is not in the file', () => {
    const series = ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20260101T000000Z', 'DTSTART:20260601T080000Z', 'DTEND:20260601T090000Z', 'RRULE:FREQ=DAILY;COUNT=2', 'END:VEVENT'];
    const moved = (uid: string) => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', 'RECURRENCE-ID:20260602T080000Z', 'DTSTART:20260602T120000Z', 'DTEND:20260602T130000Z', 'END:VEVENT'];
    expect(busy(...series, ...moved('a'))).toEqual(['06-01T08:00/06-01T09:00', '06-02T12:00/06-02T13:00']);
    expect(busy(...moved('b'))).toEqual(['06-02T12:00/06-02T13:00']);
  });

  test('zones of odd rules: summer time that is the usual one, half an hour, a name that nobody else uses, a month of the moon', () => {
    const zone = (id: string, ...parts: [kind: 'STANDARD' | 'DAYLIGHT', start: string, from: string, to: string, rule: string][]) => ['BEGIN:VTIMEZONE', `TZID:${id}`, ...parts.flatMap(([kind, start, from, to, rule]) => [`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, rule, `END:${kind}`]), 'END:VTIMEZONE'];
    const dublin = zone('Own/Dublin', ['STANDARD', '19710328T010000', '+0000', '+0100', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'], ['DAYLIGHT', '19711031T020000', '+0100', '+0000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU']);
    const lordHowe = zone('Own/Lord_Howe', ['STANDARD', '20080406T020000', '+1100', '+1030', 'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU'], ['DAYLIGHT', '20081005T020000', '+1030', '+1100', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU']);
    const newYork = zone('Customized Time Zone', ['STANDARD', '20071104T020000', '-0400', '-0500', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU'], ['DAYLIGHT', '20070311T020000', '-0500', '-0400', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU']);
    const at = (described: string[], id: string, day: string) => {
      const lines = calendar(...described, ...event(`DTSTART;TZID=${id}:${day}T100000`, `DTEND;TZID=${id}:${day}T103000`));
      const from = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00Z`) - 86_400_000;
      return busyTimes(lines, reader, from, from + 4 * 86_400_000).map(([a]) => a.slice(11, 16)).join();
    };
    expect([at(dublin, 'Own/Dublin', '20260602'), at(dublin, 'Own/Dublin', '20261202')]).toEqual(['09:00', '10:00']);
    expect([at(lordHowe, 'Own/Lord_Howe', '20260602'), at(lordHowe, 'Own/Lord_Howe', '20261202')]).toEqual(['23:30', '23:00']);
    expect([at(newYork, 'Customized Time Zone', '20260602'), at(newYork, 'Customized Time Zone', '20261202')]).toEqual(['14:00', '15:00']);
    // By the name where it is known, whatever the file says: Morocco takes an hour back in one month of the moon.
    const wrong = zone('Africa/Casablanca', ['STANDARD', '20181028T030000', '+0100', '+0100', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU']);
    expect([at(wrong, 'Africa/Casablanca', '20260301'), at(wrong, 'Africa/Casablanca', '20260602')]).toEqual(['10:00', '09:00']);
    expect([at([], 'Europe/Dublin', '20260602'), at([], 'Africa/Casablanca', '20260301'), at([], 'Australia/Lord_Howe', '20261202')]).toEqual(['09:00', '10:00', '23:00']);
  });

  test('what is no calendar is refused', () => {
    for (const text of ['', '<html></html>', 'BEGIN:VCARD\r\nEND:VCARD\r\n', 'BEGIN:VCALENDAR']) expect(() => busyTimes(text, reader, from, until)).toThrow();
  });
});
