import type { Out } from '../../core/contract.ts';
import type { availability, state } from './contract.ts';

export type State = Out<typeof state>;
export type Availability = Out<typeof availability>;

/** Nothing new reaches those; the others are busy at most, and may be asked. */
export const isAway = (one: State): boolean => one === 'offline' || one === 'on-leave';

export interface Said { readonly state: State; readonly until: string | null; readonly note: string; readonly coverId: string | null }

/** What holds at an instant of what somebody said: when its time is over they are available again. */
export function holds(personId: string, said: Said | undefined, now: number): Availability {
  const over = !said || (said.until !== null && Date.parse(said.until) <= now);
  if (over) return { personId, state: 'available', away: false, until: null, note: '', coverId: null };
  const away = isAway(said.state);
  return { personId, state: said.state, away, until: said.until, note: said.note, coverId: away ? said.coverId : null };
}

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
