/**
 * Moment of a Date header (RFC 5322 §3.3, with obsolete zones and two-digit years), null when it is missing, unreadable
 * or before 1980. A date in the future is given as it is: the caller knows the receive time (W-C12).
 */
export function readDate(value: string): Date | null {
  const text = value.slice(0, 200).replace(/\([^()]*\)/g, ' ').replace(/\s+/g, ' ').trim();
  const match = /^(?:[a-z]{2,9},? )?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4}),? (\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?: ?(am|pm))?(?: ?(?:utc|gmt)?([+-]\d{4}|[+-]\d{2}:\d{2}|[a-z]{1,5}))?/i.exec(text);
  const date = match ? fromFields(match) : new Date(text);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1980 || date.getUTCFullYear() > 9999 ? null : date;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours east of Greenwich (RFC 5322 §4.3); other letters mean unknown, read as UTC. */
const ZONES: Record<string, number> = { est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, cet: 1, cest: 2, mez: 1, mesz: 2, bst: 1, eet: 2, eest: 3, msk: 3, jst: 9 };

function fromFields(match: RegExpExecArray): Date {
  const [, day, month, year, hour, minute, second, half, zone] = match;
  const short = Number(year);
  const full = year!.length === 2 ? short + (short < 50 ? 2000 : 1900) : year!.length === 3 ? short + 1900 : short;
  const index = MONTHS.indexOf(month!.toLowerCase());
  if (index < 0) return new Date(Number.NaN);
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);
  return new Date(Date.UTC(full, index, Number(day), hours, Number(minute), Number(second ?? 0)) - zoneMinutes(zone ?? '') * 60_000);
}

function zoneMinutes(zone: string): number {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!offset) return (ZONES[zone.toLowerCase()] ?? 0) * 60;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return minutes > 16 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes;
}
