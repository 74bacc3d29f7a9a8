import type { Out } from '../../core/contract.ts';
import type { level, suggestion, workloadSettings } from './contract.ts';

export type Weights = Out<typeof workloadSettings.schema>;
export type Level = Out<typeof level>;
export type Suggestion = Out<typeof suggestion>;

/** Some tickets of one person that weigh the same. */
export interface Held { readonly channel: string; readonly status: 'open' | 'waiting'; readonly priority: 'low' | 'normal' | 'high' | 'urgent'; readonly messages: number; readonly n: number; readonly late: number }

/** Messages that count, at most: a ticket does not weigh without end. */
export const messagesUpTo = 20;

/** What one ticket weighs: how its customer writes, how pressing it is, how long it has become, and whether it waits. */
export function weightOf(ticket: Pick<Held, 'channel' | 'status' | 'priority' | 'messages'>, weights: Weights): number {
  const length = 1 + Math.max(0, Math.min(ticket.messages, messagesUpTo) - 1) * weights.perMessage;
  return (weights.channels[ticket.channel] ?? 1) * weights.priorities[ticket.priority] * length * (ticket.status === 'waiting' ? weights.waitingShare : 1);
}

export interface Load { readonly points: number; readonly open: number; readonly waiting: number; readonly late: number }
/** What somebody carries, to one decimal. */
export function loadOf(held: readonly Held[], weights: Weights): Load {
  const sum = (of: (one: Held) => number) => held.reduce((all, one) => all + of(one), 0);
  return { points: tenth(sum((one) => one.n * weightOf(one, weights))), open: sum((one) => (one.status === 'open' ? one.n : 0)), waiting: sum((one) => (one.status === 'waiting' ? one.n : 0)), late: sum((one) => one.late) };
}

export const tenth = (n: number): number => Math.round(n * 10) / 10;

/** The middle of some figures; 0 of none. */
export function middleOf(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length === 0 ? 0 : tenth(sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2);
}

export interface Carrying extends Load { readonly personId: string; readonly away: boolean }
export interface Judged { readonly level: Level; readonly reasons: string[] }

/**
 * Who is swamped and who is ahead, each with the reasons and their figures. Compared are those who are there, with the
 * middle of them; of one person alone nothing can be said but what is late.
 */
export function judge(one: Carrying, { middle, compared, most }: Among, weights: Weights): Judged {
  const times = middle > 0 ? tenth(one.points / middle) : null;
  const carries = carriesWords(one.points, compared < 2 ? null : times, middle);
  if (one.away) return { level: 'away', reasons: one.open ? [`away with ${one.open === 1 ? 'one open ticket' : `${one.open} open tickets`}`] : [] };
  const much = compared >= 2 && one.points >= weights.swampedLeast && one.points >= weights.swampedTimes * middle;
  const late = one.late >= weights.lateLeast;
  const lateWords = one.late === 1 ? 'one ticket is late' : `${one.late} tickets are late`;
  if (much || late) return { level: 'swamped', reasons: [...(much ? [carries] : []), ...(late ? [lateWords] : [])] };
  if (compared >= 2 && one.points < most && one.points <= weights.aheadTimes * middle && one.late === 0) return { level: 'ahead', reasons: [carries, 'nothing is late'] };
  return { level: 'steady', reasons: [carries, ...(one.late ? [lateWords] : [])] };
}

const points = (n: number): string => (n === 0 ? 'nothing' : n === 1 ? 'one point' : `${n} points`);
function carriesWords(n: number, times: number | null, middle: number): string {
  if (times === null || n === 0) return n === 0 && times !== null ? `carries nothing; the middle of the team is ${middle}` : `carries ${points(n)}`;
  return `carries ${points(n)}, ${times === 1 ? 'as much as' : `${times} times`} the middle of the team (${middle})`;
}

/** The middle of those who are there, how many they are, and the most that one of them carries. */
export interface Among { readonly middle: number; readonly compared: number; readonly most: number }
export const middleAmong = (team: readonly Carrying[]): Among => {
  const there = team.filter((one) => !one.away);
  return { middle: middleOf(there.map((one) => one.points)), compared: there.length, most: Math.max(0, ...there.map((one) => one.points)) };
};

const mostAtOnce = 10;
/**
 * Who could help whom: the most swamped first, with whoever is furthest ahead; each helper once. So many of the oldest
 * tickets as bring one of the two to the middle; where most carry nothing, to half of what the two carry.
 */
export function suggest(team: readonly (Carrying & Judged)[], middle: number): Suggestion[] {
  const helpers = team.filter((one) => one.level === 'ahead').sort((a, b) => a.points - b.points || a.personId.localeCompare(b.personId));
  const swamped = team.filter((one) => one.level === 'swamped' && one.open > 0).sort((a, b) => b.points - a.points || a.personId.localeCompare(b.personId));
  return swamped.slice(0, helpers.length).map((owner, at) => {
    const helper = helpers[at]!;
    const each = Math.max(0.1, owner.points / owner.open);
    const fair = middle || (owner.points + helper.points) / 2;
    const count = Math.max(1, Math.min(mostAtOnce, owner.open, Math.floor(Math.min(Math.max(0, owner.points - fair), fair - helper.points) / each)));
    return { ownerId: owner.personId, helperId: helper.personId, count, why: `${owner.points} points against ${helper.points}; the middle of the team is ${middle}` };
  });
}

const hourMs = 3600_000;
export interface Sample { readonly at: string; readonly points: number }
/** The middle of each of the last seven times 24 hours, oldest first; what one carries now belongs to the last. */
export function daysOf(samples: readonly Sample[], now: number, points: number): (number | null)[] {
  const days: number[][] = Array.from({ length: 7 }, () => []);
  days[6]!.push(points);
  for (const sample of samples) {
    const ago = Math.floor((now - Date.parse(sample.at)) / (24 * hourMs));
    if (ago >= 0 && ago < 7) days[6 - ago]!.push(sample.points);
  }
  return days.map((all) => (all.length ? middleOf(all) : null));
}

/** Today against the middle of the days before: more than a fifth apart counts. null when no day before is known. */
export function trendOf(days: readonly (number | null)[]): 'rising' | 'level' | 'falling' | null {
  const before = days.slice(0, -1).filter((one) => one !== null);
  const today = days.at(-1);
  if (!before.length || today === null || today === undefined) return null;
  const was = middleOf(before);
  if (Math.abs(today - was) < 1) return 'level';
  return today > was * 1.2 ? 'rising' : today < was * 0.8 ? 'falling' : 'level';
}

/** An offer of help holds for a day. */
export const helpHoldsMs = 24 * hourMs;

/** Edges of the ages in the queue, in minutes: under 15 minutes, an hour, four hours, a day, older. */
export const edges = [15, 60, 240, 1440] as const;

/** "An urgent call of eleven messages weighs 4; while it waits 1.2." Examples for whoever sets the weights. */
export function preview(weights: Weights): string[] {
  const says = (what: Pick<Held, 'channel' | 'priority' | 'messages' | 'status'>) => tenth(weightOf(what, weights));
  const plain = { channel: 'email', priority: 'normal', messages: 1, status: 'open' } as const;
  const long = { channel: 'phone', priority: 'urgent', messages: 11, status: 'open' } as const;
  return [
    `A new mail of normal priority weighs ${says(plain)}; while it waits ${says({ ...plain, status: 'waiting' })}.`,
    `An urgent call with eleven messages weighs ${says(long)}; while it waits ${says({ ...long, status: 'waiting' })}.`,
    `Where the middle of a team is 10 points, somebody with ${tenth(Math.max(weights.swampedLeast, 10 * weights.swampedTimes))} or more is swamped, or with ${weights.lateLeast} late tickets; with ${tenth(10 * weights.aheadTimes)} or fewer and nothing late they are ahead.`,
  ];
}
