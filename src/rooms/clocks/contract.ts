import { z } from 'zod';
import { endpoint, fact, refusal } from '../../core/contract.ts';
import { byId, id, ok, time } from '../../core/shapes.ts';

// ── Shapes ───────────────────────────────────────────────────────────────────

export const clockState = z.enum(['running', 'paused', 'ran-out', 'stopped']);
/** Which facts of a clock the timeline of its ticket shows. */
export const shownFact = z.enum(['started', 'paused', 'resumed', 'moved', 'stopped', 'warned', 'ran-out']);
/** When to warn: so long before it runs out, or when so much of it (0 to 1) is used. */
export const warning = z.union([z.object({ beforeMs: z.number().int().positive() }), z.object({ share: z.number().gt(0).lt(1) })]);

/** A due time: what for, until when, and whose it is. */
export const clock = z.object({
  id, kind: z.string().describe('what it is the clock of, such as `handoff`'), label: z.string().describe('a few words for people, such as "first reply"'),
  aboutId: id.describe('the record it belongs to'), ticketId: id.nullable(), personId: id.nullable(), teamId: id.nullable(), state: clockState,
  startedAt: time, dueAt: time.describe('of a paused one: as it was'), warnAt: time.nullable(), calendarId: id.nullable().describe('counts business time of this calendar; null: every hour counts'),
  budgetMs: z.number().int(), usedMs: z.number().int().describe('when it was last paused or stopped'), pausedAt: time.nullable(), pauseReason: z.string().nullable(),
  warnedAt: time.nullable(), ranOutAt: time.nullable(), stoppedAt: time.nullable(), outcome: z.string().nullable(),
}).meta({ id: 'Clock' });
export const stuckClock = z.object({ id, kind: z.string(), ticketId: id.nullable(), dueAt: time, tries: z.number().int(), trouble: z.string(), nextAt: time }).meta({ id: 'StuckClock' });

// ── Refusals ─────────────────────────────────────────────────────────────────

export const notRunning = refusal('clocks.not-running', 409, 'This clock does not run any more. Reload to see how it stands.', z.object({ state: clockState }));
export const neverDue = refusal('clocks.never-due', 422, 'Its calendar hardly ever opens, so this would never be due. Give the calendar hours, or choose another.');

// ── Facts: about the ticket, where the clock has one, else about its record ──

const said = z.object({
  clock, quiet: z.boolean().describe('true: not on the timeline'), set: z.unknown().optional().describe('the changed part of the ticket’s list row'),
});
const options = { shown: false };
export const ClockStarted = fact('clocks.started', 'clock', said, options);
export const ClockPaused = fact('clocks.paused', 'clock', said, options);
export const ClockResumed = fact('clocks.resumed', 'clock', said, options);
/** Due at another time: `was` before. */
export const ClockMoved = fact('clocks.moved', 'clock', said.extend({ was: time, why: z.enum(['by-hand', 'calendar']) }), options);
export const ClockStopped = fact('clocks.stopped', 'clock', said, options);
/** Nearly due. Once for each warning time. */
export const ClockWarned = fact('clocks.warned', 'clock', said, options);
/** Due and not stopped. Once. */
export const ClockRanOut = fact('clocks.ran-out', 'clock', said, options);
export const clockFacts = [ClockStarted, ClockPaused, ClockResumed, ClockMoved, ClockStopped, ClockWarned, ClockRanOut] as const;

// ── Endpoints ────────────────────────────────────────────────────────────────

export const clocks = {
  ofTicket: endpoint('GET /tickets/:id/clocks', { summary: 'The clocks of a ticket and of those merged into it: open ones by due time, then the last 20 that were stopped', door: 'teammate', params: byId, output: z.array(clock) }),
  mine: endpoint('GET /clocks', { summary: 'Your own clocks that are not stopped, the next due first, 200 at most', door: 'teammate', output: z.array(clock) }),
  stuck: endpoint('GET /clocks/stuck', { summary: 'Clocks that are due and could not act, five times or more. They are tried again and again.', door: 'admin', output: z.array(stuckClock) }),
  retry: endpoint('POST /clocks/:id/retry', { summary: 'Let such a clock try again now', door: 'admin', params: byId, output: ok }),
} as const;
