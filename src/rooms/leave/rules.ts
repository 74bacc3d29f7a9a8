import type { Out } from '../../core/contract.ts';
import type { item, leave, leaveSettings, state } from './contract.ts';

export type State = Out<typeof state>;
export type Leave = Out<typeof leave>;
export type Item = Out<typeof item>;
export type LeaveSettings = Out<typeof leaveSettings.schema>;

/** When somebody is away; `until` null: they leave for good. */
export interface Gone { readonly until: string | null }
/** Of what is decided here: whether it is clear, and why. */
export interface Verdict { readonly kind: Item['kind']; readonly clear: boolean; readonly words: string }

export interface OwnedTicket {
  readonly status: 'open' | 'waiting'; readonly wakeAt: string | null; readonly dueAt: string | null;
  /** To whom it is offered, where nobody accepted yet. */
  readonly offeredTo: string | null; readonly noted: boolean;
}

const after = (at: string | null, until: string | null): boolean => until !== null && at !== null && Date.parse(at) >= Date.parse(until);

/**
 * A ticket is clear when it is somebody else's, or when it waits past the return, nothing on it is due before, and the
 * hand-off sheet says what was checked and what comes next. An offer is not clear before it is accepted.
 */
export function ticketVerdict(ticket: OwnedTicket, { until }: Gone): Verdict {
  if (ticket.offeredTo !== null) return { kind: 'offered', clear: false, words: `Offered to ${ticket.offeredTo}, not accepted yet` };
  const quiet = ticket.dueAt === null || after(ticket.dueAt, until);
  if (ticket.status === 'waiting' && after(ticket.wakeAt, until)) {
    if (!quiet) return { kind: 'ticket', clear: false, words: 'It waits past the return, but something on it is due before' };
    return ticket.noted ? { kind: 'note', clear: true, words: 'It waits past the return, and what comes next is noted' } : { kind: 'note', clear: false, words: 'It waits past the return: note what was checked and what comes next' };
  }
  if (ticket.status === 'waiting') return { kind: 'ticket', clear: false, words: until === null ? 'It waits, and nobody would own it: hand it off or close it' : 'It wakes before the return: hand it off, or let it wait longer' };
  return { kind: 'ticket', clear: false, words: until === null ? 'Hand it off or close it' : 'Hand it off, let it wait past the return, or close it' };
}

/** A promise or a callback: clear when it is due after the return. */
export function promiseVerdict(promise: { readonly kind: 'promise' | 'callback'; readonly dueAt: string; readonly late: boolean }, { until }: Gone): Verdict {
  const word = promise.kind === 'callback' ? 'callback' : 'promise';
  if (promise.late) return { kind: word, clear: false, words: `The ${word} is late: keep it, agree on another time, or pass it on` };
  if (after(promise.dueAt, until)) return { kind: word, clear: true, words: 'Due after the return' };
  return { kind: word, clear: false, words: until === null ? 'Pass it on, or keep it first' : 'Due before the return: keep it first, agree on another time, or pass it on' };
}

export function askVerdict(ask: { readonly dueAt: string; readonly late: boolean }, { until }: Gone): Verdict {
  return !ask.late && after(ask.dueAt, until) ? { kind: 'ask', clear: true, words: 'An answer is wanted after the return' } : { kind: 'ask', clear: false, words: 'Answer it, or pass it on' };
}

/** Where calls go: a diversion over all of the time, or none where nobody calls them. */
export function callsVerdict(diversion: { readonly from: string; readonly until: string; readonly to: string } | null, noCalls: boolean, gone: { readonly from: string; readonly until: string }): Verdict {
  if (noCalls) return { kind: 'calls', clear: true, words: 'Nobody calls them' };
  const whole = diversion !== null && Date.parse(diversion.from) <= Date.parse(gone.from) && Date.parse(diversion.until) >= Date.parse(gone.until);
  if (whole) return { kind: 'calls', clear: true, words: `Calls go to ${diversion.to} from begin to end` };
  return { kind: 'calls', clear: false, words: diversion ? 'The diversion does not hold for all of the time' : 'Say where calls go, from begin to end' };
}

/** Who stands in: named, here, and not away at the same time. */
export function coverVerdict(cover: { readonly name: string; readonly works: boolean; readonly away: boolean } | null): Verdict {
  if (!cover) return { kind: 'cover', clear: false, words: 'Name somebody who stands in' };
  if (!cover.works) return { kind: 'cover', clear: false, words: `${cover.name} cannot stand in any more: choose somebody else` };
  return cover.away ? { kind: 'cover', clear: false, words: `${cover.name} is away in this time too: choose somebody else` } : { kind: 'cover', clear: true, words: `${cover.name} stands in` };
}

/** Not clear first, each kind together, the next due first. */
const order: readonly Item['kind'][] = ['cover', 'ticket', 'offered', 'note', 'promise', 'callback', 'ask', 'escalation', 'approval', 'handoff', 'calls'];
export const sorted = (items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => Number(a.clear) - Number(b.clear) || order.indexOf(a.kind) - order.indexOf(b.kind) || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.id.localeCompare(b.id));
export const leftIn = (items: readonly Item[]): Item[] => items.filter((one) => !one.clear);

// ── Whose it is to do ────────────────────────────────────────────────────────

export const isAhead = (one: State): boolean => one === 'draft' || one === 'asked' || one === 'refused' || one === 'approved';
/** What somebody may do with a leave. `leads`: they lead the one who goes, and are somebody else. */
export function mayWith(one: { readonly personId: string; readonly state: State }, who: { readonly id: string }, leads: boolean): Leave['may'] {
  const self = one.personId === who.id;
  const either = self || leads;
  return {
    change: either && (isAhead(one.state) || one.state === 'away'), ask: self && (one.state === 'draft' || one.state === 'refused'), decide: leads && (one.state === 'draft' || one.state === 'asked' || one.state === 'refused'),
    cancel: (self && isAhead(one.state)) || (leads && isAhead(one.state) && one.state !== 'asked'), back: either && one.state === 'away',
  };
}

// ── Coming back ──────────────────────────────────────────────────────────────

const hourMs = 3600_000;
/** Whether new work is held back for somebody who came back: for the first hours, beyond so many tickets more than they had. */
export function eased(back: { readonly at: number; readonly openThen: number }, openNow: number, settings: Pick<LeaveSettings, 'backHours' | 'backTickets'>, now: number): string | null {
  if (now >= back.at + settings.backHours * hourMs || openNow < back.openThen + settings.backTickets) return null;
  return `came back from leave, and takes on ${settings.backTickets === 1 ? 'one new ticket' : `${settings.backTickets} new tickets`} in the first ${settings.backHours === 1 ? 'hour' : `${settings.backHours} hours`}`;
}
