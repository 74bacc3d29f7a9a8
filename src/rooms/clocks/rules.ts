import type { Out } from '../../core/contract.ts';
import type { warning } from './contract.ts';

export type Warning = Out<typeof warning>;

/** How much of a clock is used when it warns, in milliseconds; null: it does not, or would at once. */
export function warnAfter(budgetMs: number, warn: Warning | null): number | null {
  if (!warn) return null;
  const after = 'beforeMs' in warn ? budgetMs - warn.beforeMs : Math.round(budgetMs * warn.share);
  return after > 0 && after < budgetMs ? after : null;
}

/** What a running clock has to do at this moment, and nothing twice. A warning that fails does not keep it from running out. */
export function dueNow(clock: { readonly warnAt: number | null; readonly warned: boolean; readonly dueAt: number; readonly tries: number }, now: number): 'warn' | 'run-out' | null {
  if (clock.tries > 0 && clock.dueAt <= now) return 'run-out';
  if (clock.warnAt !== null && !clock.warned && clock.warnAt <= now && clock.warnAt < clock.dueAt) return 'warn';
  return clock.dueAt <= now ? 'run-out' : null;
}

/** When a running clock has something to do next. */
export const nextOf = (clock: { readonly warnAt: number | null; readonly warned: boolean; readonly dueAt: number }): number =>
  clock.warnAt !== null && !clock.warned ? Math.min(clock.warnAt, clock.dueAt) : clock.dueAt;

const delays = [1, 5, 30, 120, 600];
/** After so many failures, how long until the next try. */
export const retryMs = (tries: number): number => (delays[tries - 1] ?? 3600) * 1000;
/** From so many failures on, a clock is shown to admins. */
export const stuckAfter = 5;
