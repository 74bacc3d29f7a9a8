import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { calendarOf, openHours } from '../calendars/queries.ts';
import { openingsBetween } from '../calendars/rules.ts';
import { absencesOf } from '../rota/occurrences.ts';
import { nextShiftOf, nextShifts, onDuty, previousShiftOf, shiftOf, type Shift } from '../rota/queries.ts';
import { ownTeam } from './access.ts';
import { around, wholeDays, workDays, type Span } from './rules.ts';

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
const iso = (ms: number): string => new Date(ms).toISOString();
const ofRota = (s: Shift): Span => ({ teamId: s.teamId, startsAt: s.startsAt, endsAt: s.endsAt, by: 'rota' });

interface Days { readonly now: Span | null; readonly before: Span | null; readonly after: Span | null }
/** The days of work of a team without a rota: by its calendar, breaks taken together; from midnight to midnight where it never closes. */
export async function daysOf(db: Reads, teamId: string, at: number): Promise<Days> {
  const calendar = await calendarOf(db, teamId);
  const [from, until] = [at - 16 * dayMs, at + 16 * dayMs];
  const days = calendar.always ? wholeDays(calendar.zone, from, until) : workDays(openingsBetween(await openHours(db, calendar), from, until));
  const found = around(days, at);
  const span = (d: { start: number; end: number } | null): Span | null => d && { teamId, startsAt: iso(d.start), endsAt: iso(d.end), by: 'hours' };
  return { now: span(found.now), before: span(found.before), after: span(found.after) };
}

const lateMs = 12 * hourMs;
/**
 * For which stretch of work somebody signs now: the shift they are in, one that was over a short while ago, else what they
 * worked outside of any. `chosen`: the team they hand over for; else that of their shift, else their first.
 */
export async function endingSpan(db: Reads, actor: PersonActor, chosen?: string): Promise<Span> {
  const now = clock.ms();
  const planned = await shiftOf(db, actor.id, iso(now));
  const [over, coming] = planned ? [planned, null] : [await previousShiftOf(db, actor.id, iso(now)), await nextShiftOf(db, actor.id, iso(now))];
  const teamId = ownTeam(actor, chosen, over?.teamId ?? null);
  if (over && now - Date.parse(over.endsAt) < lateMs) return { ...ofRota(over), teamId };
  if (!over && !coming) {
    const days = await daysOf(db, teamId, now);
    if (days.now) return days.now;
    if (days.before && now - Date.parse(days.before.endsAt) < lateMs) return days.before;
  }
  // To the minute, so that two who sign together hand over together.
  const minute = Math.floor(now / 60_000) * 60_000;
  return { teamId, startsAt: iso(minute - 8 * hourMs), endsAt: iso(minute), by: 'none' };
}

const soonMs = 2 * hourMs;
/** The shift somebody is in, or that begins shortly; where they have none by the rota, the day of work of their first team. */
export async function presentSpan(db: Reads, actor: PersonActor): Promise<Span | null> {
  const now = clock.ms();
  const current = await shiftOf(db, actor.id, iso(now));
  if (current) return ofRota(current);
  const coming = await nextShiftOf(db, actor.id, iso(now));
  if (coming) return Date.parse(coming.startsAt) - now <= soonMs ? ofRota(coming) : null;
  if (await previousShiftOf(db, actor.id, iso(now))) return null;
  const [team] = actor.teams;
  if (!team) return null;
  const days = await daysOf(db, team, now);
  return days.now ?? (days.after && Date.parse(days.after.startsAt) - now <= soonMs ? days.after : null);
}

/** When somebody's work was over last, by the rota and by the calendar of their first team. */
export async function lastEnds(db: Reads, actor: PersonActor, before: string): Promise<{ shiftEnd: string | null; hoursEnd: string | null }> {
  const over = await previousShiftOf(db, actor.id, before);
  if (over) return { shiftEnd: over.endsAt, hoursEnd: null };
  const [team] = actor.teams;
  return { shiftEnd: null, hoursEnd: team ? (await daysOf(db, team, Date.parse(before))).before?.endsAt ?? null : null };
}

export interface Takeover { readonly span: Span; readonly people: readonly string[] }
/**
 * Who takes over from a shift that ends: those of the receiving team who are on shift at that moment, else the next to
 * come; by its calendar where it has no rota. An overlapping shift takes over when the other one ends.
 */
export async function takeover(db: Reads, toTeamId: string, endsAt: string): Promise<Takeover> {
  const people = await onDuty(db, toTeamId, endsAt);
  const there = (await Promise.all(people.map((id) => shiftOf(db, id, endsAt)))).filter((s) => s !== null);
  if (there.length) return { people, span: { teamId: toTeamId, startsAt: endsAt, endsAt: latest(there), by: 'rota' } };
  const coming = await withoutAbsent(db, await nextShifts(db, toTeamId, endsAt));
  if (coming.length) {
    const first = coming.filter((s) => Date.parse(s.startsAt) - Date.parse(coming[0]!.startsAt) <= hourMs);
    return { people: first.map((s) => s.personId), span: { teamId: toTeamId, startsAt: coming[0]!.startsAt, endsAt: latest(first), by: 'rota' } };
  }
  const days = await daysOf(db, toTeamId, Date.parse(endsAt));
  if (days.now) return { people: [], span: { ...days.now, startsAt: endsAt } };
  return { people: [], span: days.after ?? { teamId: toTeamId, startsAt: endsAt, endsAt: iso(Date.parse(endsAt) + dayMs), by: 'none' } };
}
/** Shifts of those who will be there when they begin. */
async function withoutAbsent(db: Reads, all: readonly Shift[]): Promise<Shift[]> {
  if (!all.length) return [];
  const starts = all.map((s) => Date.parse(s.startsAt));
  const away = await absencesOf(db, all.map((s) => s.personId), { from: Math.min(...starts), until: Math.max(...starts) + 1 });
  return all.filter((s) => !away.get(s.personId)?.some((a) => a.from <= Date.parse(s.startsAt) && Date.parse(s.startsAt) < a.until));
}
const latest = (all: readonly Shift[]): string => iso(Math.max(...all.map((s) => Date.parse(s.endsAt))));

/** Whether a team plans its shifts: somebody of it has one around this moment. */
export const hasRota = async (db: Reads, teamId: string, at: string): Promise<boolean> => (await nextShifts(db, teamId, iso(Date.parse(at) - 8 * dayMs))).length > 0;
