import type { AnySchema, Fact, Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { dueChanged, lockForDue, type NextDue } from '../tickets/due-times.ts';
import type { Ticket } from '../tickets/tables.ts';
import { paceOf, times } from './business-time.ts';
import { nextAfter, shape } from './clock-answers.ts';
import { ClockMoved, ClockPaused, ClockResumed, ClockStarted, ClockStopped, notRunning, type shownFact } from './contract.ts';
import { nextOf, type Warning } from './rules.ts';
import { clockColumns, tables, type ClockRecord } from './tables.ts';
import { wakeFor } from './clock-waking.ts';

/** A clock to be started: due at `dueAt`, or when `budgetMs` of its time has passed. */
export interface NewClock {
  readonly id?: string;
  /** What it is the clock of; `onClock` of the same kind acts on it. */
  readonly kind: string;
  /** A few words for people: "first reply", "handoff to be accepted". */
  readonly label?: string;
  /** The record it belongs to. */
  readonly aboutId: string;
  /** The ticket that shows it. */
  readonly ticketId?: string | null;
  /** Whose it is. */
  readonly personId?: string | null;
  readonly teamId?: string | null;
  readonly dueAt?: string | Date;
  readonly budgetMs?: number;
  /** Since when it runs, where that is not now: it may then be due, or nearly, at once. */
  readonly from?: string;
  /** Counts the business time of this calendar (`calendarOf` of calendars); absent or null: every hour counts. */
  readonly calendarId?: string | null;
  readonly warn?: Warning | null;
  /** Which of its facts the ticket's timeline shows; none, unless said. */
  readonly shown?: readonly Out<typeof shownFact>[];
  /** Who hears the facts of a clock without a ticket; default: whose it is. */
  readonly to?: readonly string[];
  /** For the room that started it; never leaves the house. */
  readonly data?: unknown;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Starts a clock. Who calls it has decided that the actor may. */
export async function start(tx: Tx, actor: Actor, what: NewClock): Promise<ClockRecord> {
  const ticket = what.ticketId ? await lockForDue(tx, what.ticketId) : null;
  const now = what.from === undefined ? clock.ms() : Math.min(Date.parse(what.from), clock.ms());
  const pace = await paceOf(tx, what.calendarId ?? null);
  if ((what.dueAt === undefined) === (what.budgetMs === undefined)) throw new Error('a clock needs either dueAt or budgetMs');
  const budgetMs = what.budgetMs ?? pace.between(now, new Date(what.dueAt!).getTime());
  const { dueAt, warnAt } = times(pace, now, budgetMs, 0, what.warn ?? null);
  // A due time that was said holds to the millisecond, also outside of business hours.
  const due = what.dueAt === undefined ? dueAt : Math.max(now, new Date(what.dueAt).getTime());
  const next = nextOf({ warnAt, warned: false, dueAt: due });
  const row = await tables(tx).insertInto('clocks').values({
    id: what.id ?? newId(), kind: what.kind, label: what.label ?? '', about_id: what.aboutId, ticket_id: what.ticketId ?? null, person_id: what.personId ?? null, team_id: what.teamId ?? null,
    state: 'running', calendar_id: what.calendarId ?? null, started_at: iso(now), budget_ms: Math.round(budgetMs), running_since: iso(now), due_at: iso(due), warn: what.warn ? JSON.stringify(what.warn) : null,
    warn_at: warnAt === null ? null : iso(warnAt), next_at: iso(next), shown: [...(what.shown ?? [])], audience: [...(what.to ?? [])], data: JSON.stringify(what.data ?? {}),
  }).returning(clockColumns).executeTakeFirstOrThrow();
  await tellOf(tx, actor, row, ticket, 'started', ClockStarted);
  await wakeFor(tx, next);
  return row;
}

/** Stops time for a clock, with the reason that people will read. One that is paused already stays as it is. */
export async function pause(tx: Tx, actor: Actor, id: string, reason: string): Promise<ClockRecord> {
  const { row, ticket } = await locked(tx, id);
  if (row.state === 'paused') return row;
  if (row.state !== 'running') return refuse(notRunning, { state: shape(row).state });
  return await change(tx, actor, ticket, row, { state: 'paused', used_ms: await usedNow(tx, row), running_since: null, paused_at: clock.iso(), pause_reason: reason, next_at: null }, 'paused', ClockPaused);
}

/** Lets a paused clock run again: due when what was left of its time has passed. One that runs stays as it is. */
export async function resume(tx: Tx, actor: Actor, id: string): Promise<ClockRecord> {
  const { row, ticket } = await locked(tx, id);
  if (row.state === 'running') return row;
  if (row.state !== 'paused') return refuse(notRunning, { state: shape(row).state });
  const now = clock.ms();
  const { dueAt, warnAt } = times(await paceOf(tx, row.calendar_id), now, row.budget_ms, row.used_ms, row.warn as Warning | null);
  const set = { ...running(row, now, dueAt, warnAt), paused_at: null, pause_reason: null };
  const after = await change(tx, actor, ticket, row, set, 'resumed', ClockResumed);
  await wakeFor(tx, Date.parse(after.next_at!));
  return after;
}

/** Ends a clock, in time or after it ran out; `outcome` says in a word how ("kept", "accepted"). One that is stopped stays as it is. */
export async function stop(tx: Tx, actor: Actor, id: string, outcome: string): Promise<ClockRecord> {
  const { row, ticket } = await locked(tx, id);
  if (row.state === 'stopped') return row;
  const set = { state: 'stopped', used_ms: await usedNow(tx, row), running_since: null, paused_at: null, pause_reason: null, stopped_at: clock.iso(), outcome, next_at: null };
  return await change(tx, actor, ticket, row, set, 'stopped', ClockStopped);
}

/** Gives a clock another due time, or another budget of which what is used stays used. One that ran out runs again; one that is paused stays so. */
export async function move(tx: Tx, actor: Actor, id: string, to: { readonly dueAt: string | Date } | { readonly budgetMs: number }): Promise<ClockRecord> {
  const { row, ticket } = await locked(tx, id);
  if (row.state === 'stopped') return refuse(notRunning, { state: 'stopped' });
  const now = clock.ms();
  const pace = await paceOf(tx, row.calendar_id);
  const used = await usedNow(tx, row);
  const budgetMs = Math.round('budgetMs' in to ? to.budgetMs : used + pace.between(now, new Date(to.dueAt).getTime()));
  const reckoned = times(pace, now, budgetMs, used, row.warn as Warning | null);
  const dueAt = 'dueAt' in to ? Math.max(now, new Date(to.dueAt).getTime()) : reckoned.dueAt;
  const fresh = { budget_ms: budgetMs, warned_at: null, ran_out_at: null };
  const set = row.state === 'paused'
    ? { ...fresh, due_at: iso(dueAt), warn_at: reckoned.warnAt === null ? null : iso(reckoned.warnAt) }
    : { ...fresh, ...running({ ...row, warned_at: null }, now, dueAt, reckoned.warnAt), used_ms: used };
  const after = await change(tx, actor, ticket, row, set, 'moved', ClockMoved, { was: row.due_at, why: 'by-hand' });
  if (after.next_at) await wakeFor(tx, Date.parse(after.next_at));
  return after;
}

/** Lets a clock without a ticket begin anew with all of its time, as a lease does that is renewed. Nothing is told: that is for whoever renews it. */
export async function restart(tx: Tx, id: string, from: string): Promise<ClockRecord | null> {
  const row = await tables(tx).selectFrom('clocks').select(clockColumns).where('id', '=', id).where('state', 'in', ['running', 'paused']).forUpdate().executeTakeFirst();
  if (!row) return null;
  const began = Date.parse(from);
  const { dueAt, warnAt } = times(await paceOf(tx, row.calendar_id), began, row.budget_ms, 0, row.warn as Warning | null);
  const set = { ...running({ warned_at: null }, began, dueAt, warnAt), started_at: from, used_ms: 0, warned_at: null, paused_at: null, pause_reason: null };
  const after = await tables(tx).updateTable('clocks').set(set).where('id', '=', id).returning(clockColumns).executeTakeFirstOrThrow();
  await wakeFor(tx, Date.parse(after.next_at!));
  return after;
}

/** Makes a clock somebody else's; its time stays. */
export async function giveTo(tx: Tx, actor: Actor, id: string, personId: string | null): Promise<ClockRecord> {
  const { row, ticket } = await locked(tx, id);
  if (row.person_id === personId) return row;
  return await change(tx, actor, ticket, row, { person_id: personId }, 'moved', ClockMoved, { was: row.due_at, why: 'by-hand' });
}

/** Ends every clock of a record that is not stopped; of one kind, if it is given. */
export async function stopAbout(tx: Tx, actor: Actor, aboutId: string, outcome: string, kind?: string): Promise<void> {
  const rows = await tables(tx).selectFrom('clocks').select('id').where('about_id', '=', aboutId).where('state', '<>', 'stopped').$if(kind !== undefined, (q) => q.where('kind', '=', kind!)).orderBy('id').execute();
  for (const { id } of rows) await stop(tx, actor, id, outcome);
}

// ── What verbs share ─────────────────────────────────────────────────────────

export type ClockPatch = Parameters<ReturnType<ReturnType<typeof tables>['updateTable']>['set']>[0] & object;

/** The columns of a clock that runs from now on. */
export function running(row: Pick<ClockRecord, 'warned_at'>, now: number, dueAt: number, warnAt: number | null) {
  return { state: 'running', running_since: iso(now), due_at: iso(dueAt), warn_at: warnAt === null ? null : iso(warnAt), next_at: iso(nextOf({ warnAt, warned: row.warned_at !== null, dueAt })), tries: 0, trouble: null };
}

/** A clock with its ticket, both locked, the ticket first. */
async function locked(tx: Tx, id: string): Promise<{ row: ClockRecord; ticket: Ticket | null }> {
  const { ticket_id } = await tables(tx).selectFrom('clocks').select('ticket_id').where('id', '=', id).executeTakeFirstOrThrow();
  const ticket = ticket_id ? await lockForDue(tx, ticket_id) : null;
  return { ticket, row: await tables(tx).selectFrom('clocks').select(clockColumns).where('id', '=', id).forUpdate().executeTakeFirstOrThrow() };
}

/** How much of its time a clock has used up to now. */
async function usedNow(tx: Tx, row: ClockRecord): Promise<number> {
  if (!row.running_since) return row.used_ms;
  return Math.round(row.used_ms + (await paceOf(tx, row.calendar_id)).between(Date.parse(row.running_since), clock.ms()));
}

/** The only writer of clocks that are there: updates the row, then the ticket's, and records the fact. */
export async function change<D extends AnySchema>(tx: Tx, actor: Actor, ticket: Ticket | null, row: ClockRecord, set: object, name: Out<typeof shownFact>, fact: Fact<string, D>, more: object = {}): Promise<ClockRecord> {
  const after = await tables(tx).updateTable('clocks').set(set).where('id', '=', row.id).returning(clockColumns).executeTakeFirstOrThrow();
  await tellOf(tx, actor, after, ticket, name, fact, more);
  return after;
}

/** Records what happened to a clock: about its ticket, whose row then shows what is due next, else about its record. */
async function tellOf<D extends AnySchema>(tx: Tx, actor: Actor, row: ClockRecord, ticket: Ticket | null, name: Out<typeof shownFact>, fact: Fact<string, D>, more: object = {}): Promise<void> {
  const shown = ticket !== null && row.shown.includes(name);
  const data = { clock: shape(row), quiet: !shown, ...more };
  if (ticket) {
    await dueChanged(tx, actor, ticket, await nextAfter(tx, ticket.id, ticket.next_due as unknown as NextDue | null, row), { ...fact, about: 'ticket', shown } as Fact, data);
    return;
  }
  const to = row.audience.length ? row.audience : [...(row.person_id ? [`person:${row.person_id}`] : []), ...(row.team_id ? [`team:${row.team_id}`] : [])];
  await record(tx, actor, { ...fact, shown: false } as Fact, { about: row.about_id, to, data });
}
