const minuteMs = 60_000;
export const hourMs = 3600_000;
export const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();
/** The hour of day somewhere, with its minutes as a fraction. */
function hourIn(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })));
  const [hour, minute] = format.format(at).split(':');
  return Number(hour) + Number(minute) / 60;
}

/** Whether somebody works at that moment: from 8 to 18 of their own day. */
export function atWork(at: number, zone: string): boolean {
  const hour = hourIn(at, zone);
  return hour >= 8 && hour < 18;
}

/** That moment, or the next one at which `fits` holds, looked for in steps of twenty minutes. */
export function next(at: number, fits: (at: number) => boolean): number {
  for (let moment = at; ; moment += 20 * minuteMs) if (fits(moment)) return moment;
}

/** When somebody is up: 7 to 23 of their own day. */
export const awakeIn = (zone: string) => (at: number): boolean => {
  const hour = hourIn(at, zone);
  return hour >= 7 && hour < 23;
};

export const minutes = (n: number): number => Math.round(n * minuteMs);
