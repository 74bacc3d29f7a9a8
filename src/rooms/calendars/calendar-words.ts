import type { Out } from '../../core/contract.ts';
import type { hours, span } from './contract.ts';

type Body = Out<typeof hours>;
type Span = Out<typeof span>;
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** "09:00" as 9, "13:30" as 13:30. */
const timeWords = (time: string): string => (time.endsWith(':00') ? String(Number(time.slice(0, 2))) : `${Number(time.slice(0, 2))}${time.slice(2)}`);
export const spanWords = (spans: readonly Span[]): string => spans.map((s) => `${timeWords(s.from)}-${timeWords(s.to)}${s.to <= s.from ? ' (next day)' : ''}`).join(' and ');

/** "Mon-Thu, Sat" for days 0 to 3 and 5. */
function dayWords(at: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of at) {
    if (runs.at(-1)?.at(-1) === day - 1) runs.at(-1)!.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length === 1 ? days[run[0]!]! : run.length === 2 ? `${days[run[0]!]}, ${days[run[1]!]}` : `${days[run[0]!]}-${days[run.at(-1)!]}`)).join(', ');
}

/** Weekly hours in words: ["Mon-Thu 9-17", "Fri 9-15"]. */
export function hoursInWords({ always, week }: Pick<Body, 'always' | 'week'>): string[] {
  if (always) return ['Open all day, every day'];
  const groups = new Map<string, number[]>();
  week.forEach((spans, day) => {
    const said = spanWords(spans.toSorted((a, b) => (a.from < b.from ? -1 : 1)));
    if (said) groups.set(said, [...(groups.get(said) ?? []), day]);
  });
  return groups.size ? [...groups].map(([said, at]) => `${dayWords(at)} ${said}`) : ['Closed every day of the week'];
}
