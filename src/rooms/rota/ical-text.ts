/** One time of a shift as calendars are told of it; instants in milliseconds. */
export interface Entry { readonly start: number; readonly end: number; readonly title: string; readonly words: string }
/** The same as it was told: its SEQUENCE, since when it is so, and whether it was called off. */
export interface Told extends Entry { readonly sequence: number; readonly at: number; readonly gone?: true }
/** What a feed told, by the id of the shift's day. */
export type AllTold = Readonly<Record<string, Told>>;

const calledOffMs = 14 * 24 * 3600_000;
const same = (a: Entry, b: Entry): boolean => a.start === b.start && a.end === b.end && a.title === b.title && a.words === b.words;

/**
 * What a feed tells now, after what it told before: each entry with a sequence that rises when it changes; what is gone before its
 * time is called off, so that calendars which only add take it out, too. Past entries are let go with `entries`.
 */
export function revised(before: AllTold, entries: Readonly<Record<string, Entry>>, now: number): AllTold {
  const next: Record<string, Told> = {};
  for (const [id, entry] of Object.entries(entries)) {
    const was = before[id];
    next[id] = was && !was.gone && same(was, entry) ? was : { ...entry, sequence: was ? was.sequence + 1 : 0, at: now };
  }
  for (const [id, was] of Object.entries(before)) {
    if (next[id] || was.end <= now) continue;
    next[id] = was.gone ? was : { ...was, sequence: was.sequence + 1, at: now, gone: true };
  }
  return next;
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

/** One VEVENT. DTSTAMP and LAST-MODIFIED say when it was last revised: the same text as long as nothing changes. */
const eventLines = (id: string, one: Told, { host, url }: Feed): string[] => [
  'BEGIN:VEVENT', `UID:${id}@${host}`, `DTSTAMP:${stamp(one.at)}`, `LAST-MODIFIED:${stamp(one.at)}`, `SEQUENCE:${one.sequence}`, `DTSTART:${stamp(one.start)}`, `DTEND:${stamp(one.end)}`, `SUMMARY:${escaped(one.title)}`,
  ...(one.words ? [`DESCRIPTION:${escaped(one.words)}`] : []), `URL:${url}`, `STATUS:${one.gone ? 'CANCELLED' : 'CONFIRMED'}`, `TRANSP:${one.gone ? 'TRANSPARENT' : 'OPAQUE'}`, 'CLASS:PRIVATE', 'END:VEVENT',
];

export interface Feed { readonly name: string; readonly host: string; readonly url: string; readonly now: number }
/**
 * A calendar in iCalendar (RFC 5545) with the names and the refreshing that calendars know (RFC 7986). Each time stands for itself,
 * in UTC: no rule of a zone has to be described, and none can be misread. What was called off is told for two weeks.
 */
export function calendarText(feed: Feed, told: AllTold): string {
  const shown = Object.entries(told).filter(([, one]) => !one.gone || one.at > feed.now - calledOffMs).sort(([a, x], [b, y]) => x.start - y.start || (a < b ? -1 : 1));
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Baton//Rota//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `NAME:${escaped(feed.name)}`, `X-WR-CALNAME:${escaped(feed.name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H',
    ...shown.flatMap(([id, one]) => eventLines(id, one, feed)), 'END:VCALENDAR', '',
  ];
  return lines.map(folded).join('\r\n');
}
