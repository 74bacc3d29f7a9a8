/** One entry of a calendar; instants in milliseconds. */
export interface CalendarEntry {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** Rises with each change of it: the SEQUENCE. */
  readonly version: number;
  readonly title: string;
  readonly words: string;
  readonly url: string;
}

/** Text as a value holds it (RFC 5545, 3.3.11). */
export const escaped = (text: string): string => text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r\n|\r|\n/g, '\\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/** A content line cut into lines of 75 octets, never within a character (3.1). */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 75) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}

const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
/** DTSTAMP says when the entry was last revised; the same text for the same entries, so that a calendar that asks again is told nothing is new. */
const revised = (one: CalendarEntry): number => Math.floor(one.start / 86_400_000) * 86_400_000 - 366 * 86_400_000 + one.version * 1000;

/** A calendar in iCalendar (RFC 5545) with the names that calendars show (RFC 7986). All times in UTC, so that no zone needs describing. */
export function calendarText(name: string, host: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Baton//Rota//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H',
    ...entries.flatMap((one) => [
      'BEGIN:VEVENT', `UID:${one.id}@${host}`, `DTSTAMP:${stamp(revised(one))}`, `SEQUENCE:${one.version}`, `DTSTART:${stamp(one.start)}`, `DTEND:${stamp(one.end)}`, `SUMMARY:${escaped(one.title)}`,
      ...(one.words ? [`DESCRIPTION:${escaped(one.words)}`] : []), `URL:${one.url}`, 'STATUS:CONFIRMED', 'TRANSP:OPAQUE', 'CLASS:PRIVATE', 'END:VEVENT',
    ]),
    'END:VCALENDAR', '',
  ];
  return lines.map(folded).join('\r\n');
}
