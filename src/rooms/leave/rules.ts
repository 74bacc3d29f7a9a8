import type { Out } from '../../core/contract.ts';
import type { item, leave, leaveSettings, state } from './contract.ts';

export type State = Out<typeof state>;
export type Leave = Out<typeof leave>;
export type Item = Out<typeof item>;
export type LeaveSettings = Out<typeof leaveSettings.schema>;

/** When somebody is away; `until` null: they leave for good. */
export interface Gone { readonly from: string; readonly until: string | null }
/** Of what is decided here: whether it is clear, and why. */
export interface Verdict { readonly kind: Item['kind']; readonly clear: boolean; readonly words: string }

export interface OwnedTicket {
  readonly status: 'open' | 'waiting'; readonly wakeAt: string | null; readonly dueAt: string | null;
  /** To whom it is offered, where nobody accepted yet. */
  readonly offeredTo: string | null; readonly noted: boolean;
  /** Sub-tasks neither done nor waived: they go along with the ticket. */
  readonly openTasks: number;
}

const after = (at: string | null, until: string | null): boolean => until !== null && at !== null && Date.parse(at) >= Date.parse(until);

/**
 * A ticket is clear when it is somebody else's, or when it waits past the return, nothing on it is due before, and the
 * hand-off sheet says what was checked and what comes next. An offer is not clear before it is accepted.
 */
export function ticketVerdict(ticket: OwnedTicket, gone: Gone): Verdict {
  const verdict = stays(ticket, gone);
  const { openTasks: n } = ticket;
  return n === 0 ? verdict : { ...verdict, words: `${verdict.words} (${n === 1 ? 'one sub-task is' : `${n} sub-tasks are`} open)` };
}

function stays(ticket: OwnedTicket, { until }: Gone): Verdict {
  if (ticket.offeredTo !== null) return { kind: 'offered', clear: false, words: `Offered to ${ticket.offeredTo}, not accepted yet` };
  const quiet = ticket.dueAt === null || after(ticket.dueAt, until);
  if (ticket.status === 'waiting' && after(ticket.wakeAt, until)) {
    if (!quiet) return { kind: 'ticket', clear: false, words: 'It waits past the return, but something on it is due before' };
    return ticket.noted ? { kind: 'note', clear: true, words: 'It waits past the return, and what comes next is noted' } : { kind: 'note', clear: false, words: 'It waits past the return: note what was checked and what comes next' };
  }
  if (ticket.status === 'waiting') return { kind: 'ticket', clear: false, words: until === null ? 'It waits, and nobody would own it: hand it off or close it' : 'It wakes before the return: hand it off, or let it wait longer' };
  return { kind: 'ticket', clear: false, words: until === null ? 'Hand it off or close it' : 'Hand it off, let it wait past the return, or close it' };
}

const soonMs = 24 * 3600_000;
/** What somebody works on without owning it goes back to its place when they stop: only somebody who is about to go must see to it. */
export const claimVerdict = ({ from }: Gone, now: number): Verdict => (Date.parse(from) - now > soonMs ? { kind: 'claim', clear: true, words: 'Worked on now; it goes back to its place when they stop' } : { kind: 'claim', clear: false, words: 'Worked on now, and owned by nobody: give it back, or keep it and hand it off' });

/**
 * An escalation: who was asked or answers it must say so or pass it on; who closes it must close it. Closing passes to
 * whoever owns the ticket by then, so that it is clear once somebody else does.
 */
export function escalationVerdict({ state, closes, passesTo }: { readonly state: string; readonly closes: boolean; readonly passesTo: string | null }): Verdict {
  const of = (clear: boolean, words: string): Verdict => ({ kind: 'escalation', clear, words });
  if (!closes) return of(false, state === 'raised' ? 'Asked of them: take it on and answer it, or pass it on' : 'Answer it, or pass it on');
  if (passesTo !== null) return of(true, `Closing it passes to ${passesTo}, who owns the ticket`);
  return of(false, state === 'answered' || state === 'told' ? 'Tell the customer and close it, or hand the ticket off: closing it goes along' : 'It waits for an answer: hand the ticket off, and closing it goes along');
}

export const approvalVerdict = (): Verdict => ({ kind: 'approval', clear: false, words: 'Approve or refuse it, or pass it on' });
export const handoffVerdict = (): Verdict => ({ kind: 'handoff', clear: false, words: 'It waits for a yes: accept or decline it' });

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
const order: readonly Item['kind'][] = ['cover', 'claim', 'ticket', 'offered', 'note', 'promise', 'callback', 'ask', 'escalation', 'approval', 'handoff', 'calls'];
export const sorted = (items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => Number(a.clear) - Number(b.clear) || order.indexOf(a.kind) - order.indexOf(b.kind) || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.id.localeCompare(b.id));
export const leftIn = (items: readonly Item[]): Item[] => items.filter((one) => !one.clear);

// ── Whose it is to do ────────────────────────────────────────────────────────

export const isAhead = (one: State): boolean => one === 'draft' || one === 'asked' || one === 'refused' || one === 'approved';
export const isUndecided = (one: State): boolean => one === 'draft' || one === 'asked' || one === 'refused';
/** What somebody may do with a leave. `leads`: they lead the one who goes, and are somebody else; `alone`: it is theirs, and nobody else could decide. */
export function mayWith(one: { readonly personId: string; readonly state: State }, who: { readonly id: string }, leads: boolean, alone = false): Leave['may'] {
  const self = one.personId === who.id;
  const either = self || leads;
  const undecided = isUndecided(one.state);
  return {
    change: either && (isAhead(one.state) || one.state === 'away'), ask: self && !alone && undecided && one.state !== 'asked', decide: leads && undecided, alone: alone && undecided,
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
