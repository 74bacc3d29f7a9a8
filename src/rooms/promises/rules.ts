import type { Out } from '../../core/contract.ts';
import type { promise, promiseKind } from './contract.ts';

export type PromiseState = Out<typeof promise>['state'];
export type PromiseKind = Out<typeof promiseKind>;

/** Still to be done: open, or broken and not yet kept late. */
export const owed = (one: { state: string; keptAt: string | null }): boolean => one.state === 'open' || (one.state === 'broken' && one.keptAt === null);

const farthestMs = 2 * 366 * 24 * 3600_000;
export const isAhead = (at: string, now: number): boolean => Date.parse(at) > now && Date.parse(at) <= now + farthestMs;

/** How long before its due time the owner is reminded: as set, but not before three quarters of its time are over. */
export const warnBefore = (now: number, dueAt: number, warnMinutes: number): number => Math.max(1, Math.round(Math.min(warnMinutes * 60_000, (dueAt - now) / 4)));
