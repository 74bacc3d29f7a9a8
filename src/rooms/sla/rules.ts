import type { Out } from '../../core/contract.ts';
import type { fit, match, target, targets } from './contract.ts';

export type Match = Out<typeof match>;
export type Targets = Out<typeof targets>;
export type Target = Out<typeof target>;
export type Fit = Out<typeof fit>;

/** What of a ticket decides about its service level. */
export interface Matter {
  readonly teamId: string; readonly priority: string; readonly channel: string; readonly tags: readonly string[];
  readonly plans: readonly string[]; readonly companyId: string | null; readonly critical: boolean;
}
export interface Names { readonly team: (id: string) => string; readonly company: (id: string) => string }
export interface Policy { readonly id: string; readonly name: string; readonly match: Match; readonly targets: Targets; readonly always: boolean }

const order: readonly (keyof Targets)[] = ['firstReply', 'nextReply', 'update', 'resolution'];
/** Which conditions a policy has, as a number: of two equally strict ones the more particular comes first. */
const particular = ({ match: m }: Policy): number => [m.teamIds.length, m.priorities.length, m.channels.length, m.plans.length, m.companyIds.length, m.tags.length].filter(Boolean).length + Number(m.critical);

/** Strictest first: by the shortest first reply, then next reply, update and resolution; a target that is missing comes last. */
export function strictestFirst(a: Policy, b: Policy): number {
  for (const key of order) {
    const by = (a.targets[key] ?? Infinity) - (b.targets[key] ?? Infinity);
    if (by !== 0 && !Number.isNaN(by)) return by;
  }
  return Number(b.always) - Number(a.always) || particular(b) - particular(a) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const either = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);

/** Each condition of a policy with whether it holds, in words. Without conditions it fits every ticket. */
export function conditions(m: Match, matter: Matter, names: Names): { holds: boolean; words: string }[] {
  const all: { holds: boolean; words: string }[] = [];
  if (m.teamIds.length) all.push({ holds: m.teamIds.includes(matter.teamId), words: `team is ${either(m.teamIds.map(names.team))}` });
  if (m.priorities.length) all.push({ holds: m.priorities.includes(matter.priority as never), words: `priority is ${either(m.priorities)}` });
  if (m.channels.length) all.push({ holds: m.channels.includes(matter.channel), words: `came by ${either(m.channels)}` });
  if (m.plans.length) all.push({ holds: m.plans.some((plan) => matter.plans.some((has) => same(plan, has))), words: `plan is ${either(m.plans)}` });
  if (m.companyIds.length) all.push({ holds: matter.companyId !== null && m.companyIds.includes(matter.companyId), words: `company is ${either(m.companyIds.map(names.company))}` });
  if (m.critical) all.push({ holds: matter.critical, words: 'customer is critical' });
  if (m.tags.length) all.push({ holds: m.tags.every((tag) => matter.tags.some((has) => same(tag, has))), words: `has ${m.tags.length === 1 ? 'the tag' : 'the tags'} ${m.tags.join(' and ')}` });
  return all.length ? all : [{ holds: true, words: 'fits every ticket' }];
}

/** How every policy fits a ticket, strictest first. The first that fits is chosen. */
export function fitAll(policies: readonly Policy[], matter: Matter, names: Names): Fit[] {
  let taken = false;
  return policies.toSorted(strictestFirst).map((p) => {
    const why = conditions(p.match, matter, names);
    const fits = why.every((c) => c.holds);
    const chosen = fits && !taken;
    taken ||= fits;
    return { policyId: p.id, name: p.name, fits, chosen, why };
  });
}

/** What happened on a ticket that targets hang on; instants in milliseconds. */
export interface Course {
  readonly openedAt: number; readonly closedAt: number | null;
  readonly firstIn: number | null; readonly firstOut: number | null; readonly lastOut: number | null;
  /** The first word of the customer since our last one. */
  readonly waitingSince: number | null;
}

/** A stretch that a target measures: since when, and until when if it is over. */
export interface Stretch { readonly since: number; readonly until: number | null }

/** What each target measures now; null: nothing. */
export function stretchOf(target: Target, course: Course): Stretch | null {
  const { firstIn, firstOut, lastOut, waitingSince, openedAt, closedAt } = course;
  const closed = closedAt !== null;
  const theyBegan = firstIn !== null && (firstOut === null || firstIn <= firstOut);
  switch (target) {
    case 'first-reply': return theyBegan ? { since: firstIn, until: firstOut ?? closedAt } : null;
    case 'next-reply': return firstOut !== null && waitingSince !== null && !(theyBegan && waitingSince < firstOut) ? { since: waitingSince, until: closedAt } : null;
    case 'update': return lastOut !== null && !closed ? { since: lastOut, until: null } : null;
    case 'resolution': return { since: openedAt, until: closedAt };
  }
}

export const minutesOf = (t: Targets, target: Target): number | null => ({ 'first-reply': t.firstReply, 'next-reply': t.nextReply, update: t.update, resolution: t.resolution })[target];
export const targetWords: Record<Target, string> = { 'first-reply': 'first reply', 'next-reply': 'next reply', update: 'update', resolution: 'resolution' };

const unit = (n: number, one: string) => (n === 1 ? `1 ${one}` : `${n} ${one}s`);
/** "4 hours", "90 minutes", "2 days". */
export const span = (m: number): string => (m % 1440 === 0 ? unit(m / 1440, 'day') : m % 60 === 0 ? unit(m / 60, 'hour') : unit(m, 'minute'));

/** A policy in plain words: whom it is for, and what they get. */
export function wordsOf(p: Pick<Policy, 'match' | 'targets' | 'always'> & { pauses: readonly string[] }, names: Names): { who: string; what: string } {
  const nothing: Matter = { teamId: '', priority: '', channel: '', tags: [], plans: [], companyId: null, critical: false };
  const who = conditions(p.match, nothing, names).map((c) => c.words).join(', and ');
  const gets = [
    ...(p.targets.firstReply ? [`a first reply within ${span(p.targets.firstReply)}`] : []), ...(p.targets.nextReply ? [`each further reply within ${span(p.targets.nextReply)}`] : []),
    ...(p.targets.update ? [`a word at least every ${span(p.targets.update)}`] : []), ...(p.targets.resolution ? [`a solution within ${span(p.targets.resolution)}`] : []),
  ];
  const pauses = p.pauses.length ? `, standing still while it waits for ${either(p.pauses.map((w) => (w === 'date' ? 'a date' : w === 'customer' ? 'the customer' : w === 'vendor' ? 'a supplier' : w === 'team' ? 'another team' : `a ${w}`)))}` : '';
  return { who: who === 'fits every ticket' ? 'Every ticket' : `A ticket whose ${who}`.replace('whose came', 'that came').replace('whose has', 'that has').replace('whose customer is', 'whose customer is'), what: `${gets.join(', ') || 'nothing yet'}, counting ${p.always ? 'every hour' : 'the hours of its team'}${pauses}` };
}
