import ICAL from 'ical.js';
import { DateTime, IANAZone } from 'luxon';

const maxEvents = 20_000;
const maxSteps = 5_000;
const maxBusy = 1_000;

/** Of whom the calendar is: addresses by which entries that they declined are known; the zone of times that say none. */
export interface Reader { readonly addresses: readonly string[]; readonly zone: string }

/**
 * When an iCalendar (RFC 5545) shows somebody busy between two instants, as [from, until] in ISO 8601, by begin. Whole days,
 * entries marked free, cancelled or declined do not count. Repeating entries are unrolled within bounds. Throws what is not a calendar.
 */
export function busyTimes(text: string, reader: Reader, from: number, until: number): [string, string][] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  if (calendar.name !== 'vcalendar') throw new Error('not a calendar');
  const entries = calendar.getAllSubcomponents('vevent').slice(0, maxEvents);
  const others = new Map<string, ICAL.Component[]>();
  for (const one of entries) if (one.hasProperty('recurrence-id')) others.set(uidOf(one), [...(others.get(uidOf(one)) ?? []), one]);
  const found: [number, number][] = [];
  const keep = (start: number, end: number) => { if (start < until && end > from && end > start && found.length < maxBusy) found.push([start, end]); };
  for (const one of entries) {
    if (one.hasProperty('recurrence-id')) continue;
    const those = others.get(uidOf(one)) ?? [];
    for (const [start, end, part] of times(one, those, reader, from, until)) if (isBusy(part, reader)) keep(start, end);
    others.delete(uidOf(one));
  }
  // A changed day whose series is not in the file stands for itself.
  for (const left of others.values()) for (const one of left) { const span = spanOf(one, reader); if (span && isBusy(one, reader)) keep(...span); }
  return found.sort((a, b) => a[0] - b[0]).map(([a, b]) => [new Date(a).toISOString(), new Date(b).toISOString()]);
}

const uidOf = (one: ICAL.Component): string => String(one.getFirstPropertyValue('uid') ?? '');
const said = (one: ICAL.Component, name: string): string => String(one.getFirstPropertyValue(name) ?? '').toUpperCase();

function isBusy(one: ICAL.Component, { addresses }: Reader): boolean {
  if (said(one, 'status') === 'CANCELLED' || said(one, 'transp') === 'TRANSPARENT') return false;
  if (['FREE', 'WORKINGELSEWHERE'].includes(said(one, 'x-microsoft-cdo-busystatus'))) return false;
  const start = one.getFirstPropertyValue('dtstart');
  if (!(start instanceof ICAL.Time) || start.isDate) return false;
  return !one.getAllProperties('attendee').some((a) => addresses.some((mine) => String(a.getFirstValue() ?? '').toLowerCase() === `mailto:${mine.toLowerCase()}`) && String(a.getParameter('partstat') ?? '').toUpperCase() === 'DECLINED');
}

/** The instant of a time: by its zone where the name is known, as files describe zones wrongly or for one year only; else as the file describes it; else by the reader's. */
function instant(time: ICAL.Time, tzid: string | undefined, reader: Reader): number {
  const known = tzid !== undefined && IANAZone.isValidZone(tzid);
  if (!known && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
  const zone = known ? tzid : reader.zone;
  const { year, month, day, hour, minute, second } = time;
  return DateTime.fromObject({ year, month, day, hour, minute, second }, { zone }).toMillis();
}
const zoneIn = (one: ICAL.Component, name: string): string | undefined => one.getFirstProperty(name)?.getFirstParameter('tzid') ?? undefined;

function spanOf(one: ICAL.Component, reader: Reader): [number, number] | null {
  const event = new ICAL.Event(one);
  if (!event.startDate || event.startDate.isDate) return null;
  const start = instant(event.startDate, zoneIn(one, 'dtstart'), reader);
  return [start, start + event.duration.toSeconds() * 1000];
}

/** Each time of an entry that may lie in the stretch, with the part of the file that describes it. */
function* times(one: ICAL.Component, changed: readonly ICAL.Component[], reader: Reader, from: number, until: number): Generator<[number, number, ICAL.Component]> {
  const event = new ICAL.Event(one, { exceptions: [...changed] });
  if (!event.startDate || event.startDate.isDate) return;
  const span = spanOf(one, reader)!;
  if (!event.isRecurring()) return void (yield [...span, one]);
  const tooOften = one.getAllProperties('rrule').some((p) => /SECONDLY|MINUTELY/.test(String(p.getFirstValue())));
  if (tooOften) return;
  const zone = zoneIn(one, 'dtstart');
  const steps = event.iterator();
  for (let step = 0; step < maxSteps; step++) {
    const next = steps.next();
    if (!next) return;
    const at = instant(next, zone, reader);
    // What was moved by weeks still begins near its own place in the series.
    if (at > until + 40 * 24 * 3600_000) return;
    if (at < from - 40 * 24 * 3600_000) continue;
    const detail = event.getOccurrenceDetails(next);
    const start = instant(detail.startDate, zoneIn(detail.item.component, 'dtstart') ?? zone, reader);
    yield [start, start + detail.item.duration.toSeconds() * 1000, detail.item.component];
  }
}
