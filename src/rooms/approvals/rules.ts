import type { Out } from '../../core/contract.ts';
import { escaped } from '../../core/text.ts';
import type { actPolicy, topicRule } from './contract.ts';

export type Policy = Out<typeof actPolicy>;
export type TopicRule = Out<typeof topicRule>;
/** Who acts: what their rights follow from. */
export interface Who { readonly id: string; readonly role: string; readonly leads: readonly string[] }

/** Admins run every team, leads those they lead. */
export const runsTeam = (who: Who, teamId: string): boolean => who.role === 'admin' || (who.role === 'lead' && who.leads.includes(teamId));

/** Whether a policy makes somebody ask before an act of this size (null where it has none). */
export function mustAskUnder(policy: Policy, who: Who, teamId: string, size: number | null): boolean {
  if (policy.asks === 'nobody' || policy.except.includes(who.id)) return false;
  if (policy.above !== null && size !== null && size <= policy.above) return false;
  return policy.asks === 'everybody' || !runsTeam(who, teamId);
}

/** How much somebody may decide alone about a topic on one ticket; null: any amount. A limit of their own goes before their role's. */
export function limitOf(rule: TopicRule, who: Who, teamId: string): number | null {
  if (who.role === 'collaborator') return 0;
  const own = rule.people[who.id];
  if (own !== undefined) return own;
  if (who.role === 'admin') return rule.admins;
  return runsTeam(who, teamId) ? rule.leads : rule.agents;
}
/** Amounts are compared in cents, as sums of tenths are not exact. */
export const within = (amount: number, limit: number | null): boolean => limit === null || Math.round(amount * 100) <= Math.round(limit * 100);
export const leftOf = (limit: number | null, used: number): number | null => (limit === null ? null : Math.max(0, Math.round((limit - used) * 100) / 100));
/** Whether a limit is no higher than another; null is the highest. */
export const noHigher = (limit: number | null, than: number | null): boolean => than === null || (limit !== null && limit <= than);

export interface Candidate { readonly id: string; readonly lead: boolean; readonly there: boolean; readonly waiting: number; readonly name: string }

/**
 * The line a request climbs, one group at a time: each lead of the team who is there, the one with the fewest requests
 * waiting first; then the admins who are there together; where nobody is there, everybody.
 */
export function lineOf(all: readonly Candidate[]): string[][] {
  const there = all.filter((c) => c.there);
  const leads = there.filter((c) => c.lead).toSorted((a, b) => a.waiting - b.waiting || a.name.localeCompare(b.name) || a.id.localeCompare(b.id)).map((c) => [c.id]);
  const admins = there.filter((c) => !c.lead).map((c) => c.id);
  const line = admins.length ? [...leads, admins] : leads;
  return line.length ? line : all.length ? [all.map((c) => c.id)] : [];
}

/** Whom to ask next, given who was asked: the first of the line with somebody new; null when everybody was. */
export const nextOf = (line: readonly (readonly string[])[], asked: readonly string[]): string[] | null =>
  line.map((group) => group.filter((id) => !asked.includes(id))).find((group) => group.length) ?? null;

/** The note an approval leaves: what was approved, and what the one who decided says, as plain paragraphs. */
export const noteOf = (words: string, answer: string): string =>
  [`Approved: ${words}`, ...answer.split(/\n+/)].filter((line) => line.trim()).map((line) => `<p>${escaped(line)}</p>`).join('');
