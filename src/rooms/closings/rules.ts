import { thinness } from '../../core/thin-words.ts';
import type { Out } from '../../core/contract.ts';
import type { attemptsRule, closeReason, closingNeed } from './contract.ts';

export type AttemptsRule = Out<typeof attemptsRule>;
export type Need = Out<typeof closingNeed>;
export type Reason = Pick<Out<typeof closeReason>, 'id' | 'name' | 'note' | 'subtasks' | 'promises' | 'approvals' | 'attempts'>;

/** What a room says is open on a ticket, as the port `closingNeeds` of tickets has it. */
export interface Said { readonly id: string; readonly kind: string; readonly words: string; readonly required: boolean; readonly act: string | null; readonly firm?: boolean; readonly waived?: string; readonly data?: unknown }
/** One time somebody tried to reach the customer; `reached`: they answered. */
export interface Attempt { readonly channel: string; readonly at: string; readonly reached: boolean }

const hourMs = 3600_000;
/** What was tried since the customer was last heard from. */
export interface Tried { readonly attempts: number; readonly occasions: number; readonly channels: readonly string[]; /** From when on another attempt is another occasion. */ readonly nextAt: string | null }

/** Attempts that count: in vain, after the customer last wrote or answered a call. Those that lie close together are one occasion. */
export function tried(attempts: readonly Attempt[], heardAt: string | null, rule: AttemptsRule): Tried {
  const sorted = attempts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const reachedAt = sorted.findLast((one) => one.reached)?.at;
  const since = Math.max(heardAt ? Date.parse(heardAt) : -Infinity, reachedAt ? Date.parse(reachedAt) : -Infinity);
  const inVain = sorted.filter((one) => !one.reached && Date.parse(one.at) > since);
  const begins: number[] = [];
  for (const one of inVain) if (!begins.length || Date.parse(one.at) - begins.at(-1)! >= rule.hoursApart * hourMs) begins.push(Date.parse(one.at));
  return {
    attempts: inVain.length, occasions: begins.length, channels: [...new Set(inVain.map((one) => one.channel))].sort(),
    nextAt: begins.length && begins.length < rule.occasions ? new Date(begins.at(-1)! + rule.hoursApart * hourMs).toISOString() : null,
  };
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);
const spread = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** "Tried in vain so far: 2 of 3 attempts, 1 of 2 occasions"; null when it is enough. */
export function attemptsMissing(done: Tried, rule: AttemptsRule): string | null {
  const part = (n: number, of: number, what: string) => (n >= of ? null : `${n} of ${spread(of, what)}`);
  const missing = [part(done.attempts, rule.attempts, 'attempt'), part(done.occasions, rule.occasions, 'occasion'), part(done.channels.length, rule.channels, 'channel')].filter((one) => one !== null);
  return missing.length ? `Tried in vain so far: ${missing.join(', ')}` : null;
}

/** Kinds of needs that a reason may leave out. */
const left: Readonly<Record<string, 'subtasks' | 'promises' | 'approvals'>> = { subtask: 'subtasks', promise: 'promises', approval: 'approvals' };

/** What rooms said is open, by the rules of a reason: what it does not ask for stops nobody; without a reason only what is firm does. */
export const ruled = (needs: readonly Said[], reason: Reason | null, asked: boolean): Need[] => needs.map((one) => {
  const rule = left[one.kind];
  const asks = asked && (rule === undefined || reason === null || reason[rule]);
  return { id: one.id, kind: one.kind, words: one.words, required: one.required && (one.firm === true || asks), firm: one.firm ?? false, act: one.act, waived: one.waived ?? null, data: one.data ?? null };
});

/** A last note says at least something: two words of its own. */
export const saysEnough = (text: string): boolean => thinness(text, { words: 2 }) === null;

const own = (kind: string, said: string, data: unknown = null): Need => ({ id: kind, kind, words: said, required: true, firm: false, act: kind, waived: null, data });
export const reasonNeeded: Need = own('reason', 'Say why it is closed');
export interface Standing { readonly asked: boolean; readonly reason: Reason | null; readonly needs: readonly Said[]; readonly noted: boolean; readonly done: Tried | null }

/** Everything between a ticket and its end, what the closer gives first. */
export function needsOf({ asked, reason, needs, noted, done }: Standing): Need[] {
  const missing = reason?.attempts && done ? attemptsMissing(done, reason.attempts) : null;
  return [
    ...(asked && !reason ? [reasonNeeded] : []),
    ...(asked && reason?.note && !noted ? [own('note', 'A last note: what came of it')] : []),
    ...(asked && missing ? [own('attempts', missing, { done, rule: reason!.attempts })] : []),
    ...ruled(needs, reason, asked),
  ];
}

/** What a reason asks for, in plain words: for whoever sets it up and whoever chooses it. */
export function reasonWords(rule: Omit<Reason, 'id' | 'name'>): string[] {
  const { attempts } = rule;
  return [
    ...(rule.note ? ['whoever closes writes a last note'] : []), ...(rule.subtasks ? ['required sub-tasks are done, or waived with a reason'] : []),
    ...(rule.promises ? ['promises are kept, withdrawn, or moved and the customer told'] : []), ...(rule.approvals ? ['no approval is waited for'] : []), 'escalations are closed',
    ...(attempts ? [`the customer was tried in vain ${times(attempts.attempts)} or more, on ${spread(attempts.occasions, 'occasion')}${attempts.occasions > 1 ? ` at least ${spread(attempts.hoursApart, 'hour')} apart` : ''}, by ${spread(attempts.channels, 'channel')}`] : []),
  ];
}

/** The same in a line of a list, without what is always asked for. */
export function shortWords(rule: Omit<Reason, 'id' | 'name'>): string {
  const { attempts } = rule;
  const said = [rule.note && 'last note', rule.subtasks && 'sub-tasks', rule.promises && 'promises', rule.approvals && 'approvals', attempts && `tried in vain ${times(attempts.attempts)}, on ${spread(attempts.occasions, 'occasion')}, by ${spread(attempts.channels, 'channel')}`].filter((one) => typeof one === 'string').join(' · ');
  return said ? said[0]!.toUpperCase() + said.slice(1) : 'Asks for nothing';
}
