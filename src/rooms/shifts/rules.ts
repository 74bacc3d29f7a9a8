import type { Out } from '../../core/contract.ts';
import type { availability, source, state } from './contract.ts';

export type State = Out<typeof state>;
export type Source = Out<typeof source>;
export type Availability = Out<typeof availability>;

/** Nothing new reaches those; the others are busy at most, and may be asked. */
export const isAway = (one: State): boolean => one === 'offline' || one === 'on-leave';
/** Chosen time in which no work is taken from a queue: teams limit it. */
export const isOffQueue = (one: State): boolean => one === 'focusing' || one === 'in-a-meeting' || one === 'on-a-break' || one === 'in-training';

export interface Said { readonly state: State; readonly until: string | null; readonly note: string; readonly coverId: string | null }
/** What one source says of somebody since `at` (ms): they themselves, an approved leave, a call, their shift, their calendar, their silence. */
export interface Saying extends Said {
  readonly source: Source;
  readonly at: number;
  /** An own state of the workspace. */
  readonly stateId?: string | null;
  readonly label?: string | null;
}

/** What a call, a shift, a calendar, silence or an approved leave says. `since`: when it began to say so; now, if left out. */
export interface BySource {
  readonly state: 'available' | 'on-a-call' | 'in-a-meeting' | 'offline' | 'on-leave';
  readonly until?: string | null;
  readonly note?: string;
  readonly coverId?: string | null;
  readonly since?: string;
}

const free: Saying = { source: 'hand', at: 0, state: 'available', until: null, note: '', coverId: null };
const valid = (one: Saying | undefined, now: number): one is Saying => one !== undefined && (one.until === null || Date.parse(one.until) > now);

/**
 * Which of the sayings holds at an instant. What somebody said by hand wins until its time is over. Without an end it gives way to the
 * next begin or end of a shift (leave does not), "available" to whatever is newer; leave that begins later wins over all of it. A live
 * call shows unless they are away by their own word. Where nothing by hand holds: leave, call, shift over, calendar, silence.
 */
export function sayingNow(all: readonly Saying[], now: number): Saying {
  const of = (source: Source) => { const one = all.find((s) => s.source === source); return valid(one, now) ? one : undefined; };
  const [hand, leave, call, shift, calendar, idle] = [of('hand'), of('leave'), of('call'), of('shift'), of('calendar'), of('idle')];
  const automatic = [leave, call, shift?.state === 'offline' ? shift : undefined, calendar, idle].filter((one) => one !== undefined);
  const withoutHand = automatic[0] ?? shift ?? free;
  if (!hand) return withoutHand;
  const newer = (one: Saying | undefined): one is Saying => one !== undefined && one.at > hand.at;
  if (newer(leave)) return leave;
  if (hand.state === 'on-leave') return hand;
  const shownCall = call && !isAway(hand.state) ? call : null;
  if (hand.until !== null) return shownCall ?? hand;
  if (hand.state === 'available') return automatic.find(newer) ?? shownCall ?? hand;
  return newer(shift) ? withoutHand : shownCall ?? hand;
}

const shown = (one: Saying) => {
  const away = isAway(one.state);
  return { state: one.state, stateId: one.stateId ?? null, label: one.label ?? null, away, until: one.until, note: one.note, coverId: away ? one.coverId : null, source: one.source };
};

/** How somebody is at an instant, and, where that ends by itself, how they will be then as far as is known. */
export function holds(personId: string, all: readonly Saying[], now: number): Availability {
  const one = sayingNow(all, now);
  return { personId, ...shown(one), then: one.until === null ? null : shown(sayingNow(all, Date.parse(one.until))) };
}

/** Whether there is nothing to tell of somebody: available, for all that is known. */
export const isPlain = (one: Availability): boolean => one.state === 'available' && one.label === null && one.note === '' && (one.then === null || (one.then.state === 'available' && one.then.until === null));

/**
 * Who to ask in place of somebody: themselves when they are not away, else their cover, else their cover's cover and so on.
 * null when nobody of that line is there, or it leads in a circle.
 */
export function standIn(personId: string, of: (id: string) => Availability | undefined): string | null {
  const passed = new Set<string>();
  for (let at: string | null = personId; at !== null && !passed.has(at);) {
    const one = of(at);
    if (!one?.away) return at;
    passed.add(at);
    at = one.coverId;
  }
  return null;
}

/** Until when somebody is off the queue, and for how many minutes in all since they left it: what has no end is given the team's. */
export function offQueue(before: { readonly since: number | null }, until: string | null, limitMinutes: number, now: number): { since: number; until: string; minutes: number } {
  const since = before.since ?? now;
  const own = since + limitMinutes * 60_000;
  const end = until === null ? (own > now ? own : now + limitMinutes * 60_000) : Date.parse(until);
  return { since, until: new Date(end).toISOString(), minutes: Math.ceil((end - since) / 60_000) };
}

/** Why somebody is not given new work now. `gone`: they do not work tickets here; `limit`: another part of the product asks for a pause. */
export type WhyNot = 'gone' | 'away' | 'busy' | 'limit';
export interface Eligible {
  /** May be given new work: they are available and nothing holds them back. */
  readonly ok: boolean;
  /** May be offered or asked something by name: they are there, busy at most. */
  readonly mayAsk: boolean;
  readonly why: { readonly code: WhyNot; readonly say: string } | null;
}
const words: Record<State, string> = {
  available: 'available', 'on-a-call': 'on a call', focusing: 'focusing', 'in-a-meeting': 'in a meeting', 'on-a-break': 'on a break', 'in-training': 'in training', offline: 'offline', 'on-leave': 'on leave',
};
/** The one rule of who may be given work. `works`: active, a person, and of a role that owns tickets; `limits`: what other parts of the product say against it. */
export function eligible(now: Pick<Availability, 'state' | 'away' | 'label'>, works: boolean, limits: readonly string[]): Eligible {
  if (!works) return { ok: false, mayAsk: false, why: { code: 'gone', say: 'They do not work tickets here.' } };
  const called = now.label ?? words[now.state];
  if (now.away) return { ok: false, mayAsk: false, why: { code: 'away', say: `They are ${called}: nothing new reaches them.` } };
  if (now.state !== 'available') return { ok: false, mayAsk: true, why: { code: 'busy', say: `They are ${called}. New work comes to people who are available.` } };
  return limits[0] === undefined ? { ok: true, mayAsk: true, why: null } : { ok: false, mayAsk: true, why: { code: 'limit', say: limits[0] } };
}

/** The busy time that a calendar shows at an instant; of several that touch, as one. */
export function busyAt(busy: readonly (readonly [string, string])[], now: number): { from: number; until: number } | null {
  const spans = busy.map(([a, b]) => [Date.parse(a), Date.parse(b)] as const).sort((x, y) => x[0] - y[0]);
  let found: { from: number; until: number } | null = null;
  for (const [from, until] of spans) {
    if (found && from <= found.until) found.until = Math.max(found.until, until);
    else if (from <= now && until > now) found = { from, until };
  }
  return found;
}

/** When a calendar next shows something else than at an instant: one of its busy times begins or ends. Null: it stays so. */
export function nextEdge(busy: readonly (readonly [string, string])[], now: number): number | null {
  return busy.flat().map((edge) => Date.parse(edge)).filter((edge) => edge > now).reduce<number | null>((a, b) => (a === null || b < a ? b : a), null);
}
