import type { Reads } from '../../core/server/db.ts';
import { absencesOf, worked, type Whose } from './occurrences.ts';
import type { Occurrence } from './rules.ts';

const dayMs = 24 * 3600_000;
const farDays = 400;
const iso = (ms: number): string => new Date(ms).toISOString();

/** One time that somebody works. `id` is the same for the same day of a shift, always. Instants are ISO 8601. */
export interface Shift {
  readonly id: string;
  readonly teamId: string;
  readonly personId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly name: string;
  /** Whose clocks it goes by. */
  readonly zone: string;
}
export const shiftOfOccurrence = (one: Occurrence): Shift => ({ id: one.id, teamId: one.teamId, personId: one.personId, startsAt: iso(one.start), endsAt: iso(one.end), name: one.name, zone: one.zone });

/** Who of a team is on shift at an instant, absences taken out; in order of when they began. */
export async function onDuty(db: Reads, teamId: string, at: string): Promise<string[]> {
  const now = Date.parse(at);
  const there = (await worked(db, { teamIds: [teamId] }, { from: now, until: now + 1 })).map((one) => one.personId);
  const away = await absencesOf(db, there, { from: now, until: now + 1 });
  return [...new Set(there)].filter((id) => !away.has(id));
}

/** For which teams each of these people is on shift at an instant, absences taken out; who is on none is left out. */
export async function teamsOnDuty(db: Reads, personIds: readonly string[], at: string): Promise<Map<string, Set<string>>> {
  const now = Date.parse(at);
  const away = await absencesOf(db, personIds, { from: now, until: now + 1 });
  const there = (await worked(db, { personIds: [...personIds] }, { from: now, until: now + 1 })).filter((one) => !away.has(one.personId));
  return there.reduce((all, one) => all.set(one.personId, (all.get(one.personId) ?? new Set()).add(one.teamId)), new Map<string, Set<string>>());
}

/** The shift somebody is in at an instant; of several the one that ends last. null: none, or they are absent. */
export async function shiftOf(db: Reads, personId: string, at: string): Promise<Shift | null> {
  const now = Date.parse(at);
  const found = await worked(db, { personIds: [personId] }, { from: now, until: now + 1 });
  if (!found.length || (await absencesOf(db, [personId], { from: now, until: now + 1 })).has(personId)) return null;
  return shiftOfOccurrence(found.reduce((a, b) => (b.end > a.end ? b : a)));
}

/** The first shift of somebody that begins after an instant; null: none within 400 days. */
export async function nextShiftOf(db: Reads, personId: string, after: string): Promise<Shift | null> {
  const [first] = await firstAfter(db, { personIds: [personId] }, Date.parse(after));
  return first ? shiftOfOccurrence(first) : null;
}

/** Who comes next: the next shift of each person of a team that begins after an instant, by start, within 36 hours of the first of them. */
export async function nextShifts(db: Reads, teamId: string, after: string): Promise<Shift[]> {
  const found = await firstAfter(db, { teamIds: [teamId] }, Date.parse(after));
  const seen = new Set<string>();
  return found.filter((one) => one.start < found[0]!.start + 36 * 3600_000 && !seen.has(one.personId) && seen.add(one.personId)).map(shiftOfOccurrence);
}

/** The last shift of somebody that was over at an instant; null: none within 400 days. */
export async function previousShiftOf(db: Reads, personId: string, before: string): Promise<Shift | null> {
  const now = Date.parse(before);
  for (const days of [9, farDays]) {
    const over = (await worked(db, { personIds: [personId] }, { from: now - days * dayMs, until: now })).filter((one) => one.end <= now);
    if (over.length) return shiftOfOccurrence(over.reduce((a, b) => (b.end > a.end ? b : a)));
  }
  return null;
}

/** What begins after an instant: looked for in the next days, then farther. */
export async function firstAfter(db: Reads, whose: Whose, after: number): Promise<Occurrence[]> {
  for (const days of [9, farDays]) {
    const found = (await worked(db, whose, { from: after, until: after + days * dayMs })).filter((one) => one.start > after);
    if (found.length) return found;
  }
  return [];
}
