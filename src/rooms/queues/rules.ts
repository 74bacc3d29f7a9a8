import type { Out } from '../../core/contract.ts';
import type { claim, criterion, queueSettings, reason } from './contract.ts';

export type Policy = Out<typeof queueSettings.schema>;
export type Criterion = Out<typeof criterion>;
export type Reason = Out<typeof reason>;
export type Claim = Out<typeof claim>;

/** What is known of a ticket that waits in a queue, seen by who would take it. Times in milliseconds since 1970. */
export interface Waiting {
  readonly id: string; readonly teamId: string; readonly queuedAt: number; readonly dueAt: number | null; readonly priority: 0 | 1 | 2 | 3; readonly tags: readonly string[];
  /** They worked with this customer before. */
  readonly known: boolean;
  /** The customer's language, as people call it, where they speak it; null otherwise. */
  readonly spoken: string | null;
}
/** Who takes: what they know especially well, in small letters. */
export interface Taker { readonly skills: readonly string[] }

const hourMs = 3600_000;
const shared = (tags: readonly string[], wanted: readonly string[]): string | undefined => wanted.find((one) => tags.includes(one));

/** Where a ticket stands by one criterion; less comes first. */
function place(of: Criterion, one: Waiting, taker: Taker, policy: Policy, now: number): number {
  switch (of) {
    case 'breach': return one.dueAt === null || one.dueAt > now + policy.riskMinutes * 60_000 ? 2 : one.dueAt <= now ? 0 : 1;
    case 'priority': return 3 - one.priority;
    case 'complaint': return shared(one.tags, policy.complaintTags) ? 0 : 1;
    case 'known': return one.known ? 0 : 1;
    case 'skill': return shared(one.tags, taker.skills) ? 0 : 1;
    case 'language': return one.spoken ? 0 : 1;
    case 'age': return -policy.ageHours.filter((hours) => now - one.queuedAt >= hours * hourMs).length;
  }
}

/** The order in which two tickets are served to somebody: the first criterion that tells them apart decides, then waiting time. */
export const before = (a: Waiting, b: Waiting, taker: Taker, policy: Policy, now: number): number => {
  for (const of of policy.order) {
    const way = place(of, a, taker, policy, now) - place(of, b, taker, policy, now);
    if (way !== 0) return way;
  }
  return a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
};

/** A queue in the order in which it is served. */
export const rank = (all: readonly Waiting[], taker: Taker, policy: Policy, now: number): Waiting[] => [...all].sort((a, b) => before(a, b, taker, policy, now));

/** Queues of several teams as one: each keeps its own order, and of their heads the common policy says which is first. */
export function together(queues: readonly (readonly Waiting[])[], taker: Taker, common: Policy, now: number): Waiting[] {
  const heads = queues.map((queue) => ({ queue, at: 0 }));
  const all: Waiting[] = [];
  for (;;) {
    const left = heads.filter((h) => h.at < h.queue.length).sort((a, b) => before(a.queue[a.at]!, b.queue[b.at]!, taker, common, now));
    if (!left[0]) return all;
    all.push(left[0].queue[left[0].at++]!);
  }
}

const priorities = ['low', 'normal', 'high', 'urgent'] as const;
const iso = (ms: number): string => new Date(ms).toISOString();

function holds(of: Criterion, one: Waiting, taker: Taker, policy: Policy, now: number): Reason | null {
  const by = place(of, one, taker, policy, now);
  switch (of) {
    case 'breach': return by === 2 ? null : { kind: by === 0 ? 'late' : 'soon-late', dueAt: iso(one.dueAt!) };
    case 'priority': return one.priority > 1 ? { kind: 'priority', priority: priorities[one.priority] } : null;
    case 'complaint': return by === 0 ? { kind: 'complaint', tag: shared(one.tags, policy.complaintTags)! } : null;
    case 'known': return by === 0 ? { kind: 'known' } : null;
    case 'skill': return by === 0 ? { kind: 'skill', skill: shared(one.tags, taker.skills)! } : null;
    case 'language': return by === 0 ? { kind: 'language', language: one.spoken! } : null;
    case 'age': return null;
  }
}

/** Why a ticket stands where it stands: what speaks for it, in the order of the policy; how long it waits comes last. */
export const reasonsFor = (one: Waiting, taker: Taker, policy: Policy, now: number): Reason[] =>
  [...policy.order.flatMap((of) => holds(of, one, taker, policy, now) ?? []), { kind: 'waiting', since: iso(one.queuedAt) }];

/** When a claim goes back to its place, unless its holder shows a sign of life; null while it is protected. */
export const backAt = (of: { readonly activeAt: number; readonly idleSeconds: number; readonly warnSeconds: number; readonly protected: boolean }): number | null =>
  (of.protected ? null : of.activeAt + (of.idleSeconds + of.warnSeconds) * 1000);

// ── Words ────────────────────────────────────────────────────────────────────

const minutes = (n: number): string => (n % 1440 === 0 ? count(n / 1440, 'day') : n % 60 === 0 ? count(n / 60, 'hour') : count(n, 'minute'));
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
const span = (seconds: number): string => (seconds % 60 === 0 ? minutes(seconds / 60) : seconds < 60 ? count(seconds, 'second') : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} minutes`);
const listed = (all: readonly string[], last: string): string => (all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`);

const saysOf: Record<Criterion, (policy: Policy) => string> = {
  breach: (p) => `what is late, or will be within ${minutes(p.riskMinutes)}`, priority: () => 'the more pressing priority', complaint: (p) => (p.complaintTags.length ? `complaints (tagged ${listed(p.complaintTags, 'or')})` : 'complaints, though no tag says so yet'),
  known: () => 'customers whom the taker worked with before', skill: () => 'matters the taker is skilled in', language: () => 'customers whose language the taker speaks',
  age: (p) => `what waits longer, by bands of ${listed(p.ageHours.map((h) => (h < 1 ? count(h * 60, 'minute') : count(h, 'hour'))), 'and')}`,
};
const saysPicking: Record<Policy['picking'], string> = {
  free: 'Anybody may take any ticket.', reason: 'Taking one out of its turn needs a reason, which leads see.', lead: 'Taking one out of its turn needs a lead’s yes.', off: 'Nobody but leads takes one out of its turn.',
};

/** What decides who is served next, in plain words, the first one first. */
export const orderWords = (policy: Policy): string[] => policy.order.map((of) => saysOf[of](policy));
/** The rest of a policy in plain sentences, as its settings show it. */
export const ruleWords = (policy: Policy): string[] => [
  saysPicking[policy.picking],
  `One person works on ${count(policy.claimsAtOnce, 'ticket')} at a time.`,
  `After ${span(policy.idleSeconds)} without a sign of life they are asked whether they go on; ${span(policy.warnSeconds)} later it goes back to its place. A live call keeps it.`,
];
