import type { Tx } from '../../core/server/db.ts';
import type { ClockRecord } from './tables.ts';

/** What a room does when a clock of its kind warns or runs out: in the transaction in which it does, so exactly once. */
export interface OnClock {
  readonly kind: string;
  readonly warned?: (tx: Tx, clock: ClockRecord) => Promise<void>;
  readonly ranOut?: (tx: Tx, clock: ClockRecord) => Promise<void>;
  /** Asked before the clock is locked, for kinds that lock something else first or can be renewed while they run. */
  readonly hold?: (tx: Tx, aboutId: string) => Promise<Held>;
}
/** `busy`: what it belongs to is locked, try again shortly. `renewedAt`: its time began anew then, and nothing is due before that is over. */
export type Held = 'busy' | { readonly renewedAt: string | null };

/** `onClock('handoff', { ranOut: … })`, or for every kind that begins alike `onClock('sla.*', …)`. The house wires it. */
export const onClock = (kind: string, acts: Omit<OnClock, 'kind'>): OnClock => ({ kind, ...acts });

const wired: OnClock[] = [];
/** Called once, by the house: which room acts on which kind of clock. */
export function wireClocks(all: readonly OnClock[]): void {
  wired.splice(0, wired.length, ...all);
}

const fits = (on: OnClock, kind: string): boolean => (on.kind.endsWith('*') ? kind.startsWith(on.kind.slice(0, -1)) : kind === on.kind);

/** Locks what a room wants locked before its clock acts. */
export async function hold(tx: Tx, kind: string, aboutId: string): Promise<Held> {
  for (const on of wired) if (on.hold && fits(on, kind)) return await on.hold(tx, aboutId);
  return { renewedAt: null };
}

/** Runs what the rooms do on this kind of clock, in the house's order. */
export async function act(tx: Tx, what: 'warned' | 'ranOut', clock: ClockRecord): Promise<void> {
  for (const on of wired) if (fits(on, clock.kind)) await on[what]?.(tx, clock);
}
