/** A date and a time as a clock on a wall shows them. */
export interface Wall { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number }

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  formats.set(zone, made);
  return made;
}

/** What the clocks of a zone show at an instant. */
export function wallAt(at: number, zone: string): Wall {
  const part = Object.fromEntries(formatOf(zone).formatToParts(at).map((p) => [p.type, Number(p.value)]));
  return { year: part['year']!, month: part['month']!, day: part['day']!, hour: part['hour']!, minute: part['minute']! };
}

/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
export function aheadAt(at: number, zone: string): number {
  const { year, month, day, hour, minute } = wallAt(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}

/** The instant at which a zone's clocks show that. Where a change skips it, the hour after; where it comes twice, the first. */
export function instantOf(wall: Wall, zone: string): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const before = asUtc - aheadAt(asUtc - 24 * 3600_000, zone);
  const after = asUtc - aheadAt(asUtc + 24 * 3600_000, zone);
  const fits = [before, after].filter((at) => at + aheadAt(at, zone) === asUtc);
  return fits.length ? Math.min(...fits) : before;
}

/** The weekday of a date: 0 is Sunday. */
export const weekdayOf = ({ year, month, day }: Pick<Wall, 'year' | 'month' | 'day'>): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** So many days later, at the same time of the wall. */
export function daysOn(wall: Wall, days: number): Wall {
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return { ...wall, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The so-manieth working day after a date; `isClosed` tells days that do not count, weekends otherwise. */
export function workingDaysOn(wall: Wall, days: number, isClosed: (wall: Wall) => boolean = (one) => [0, 6].includes(weekdayOf(one))): Wall {
  let at = wall;
  for (let left = days, steps = 0; left > 0 && steps < 1000; steps++) {
    at = daysOn(at, 1);
    if (!isClosed(at)) left--;
  }
  return at;
}
