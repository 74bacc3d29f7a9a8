import type { Reads } from '../../core/server/db.ts';
import { addDays, hasDay, occurrenceOn, occurrences, withoutAbsences, type Change, type Occurrence, type Pattern, type Stretch } from './rules.ts';
import { tables, type ChangeRecord, type ShiftRecord } from './tables.ts';

export const patternOf = (r: ShiftRecord): Pattern => ({
  id: r.id, teamId: r.team_id, personId: r.person_id, name: r.name, zone: r.zone, starts: r.starts, ends: r.ends, days: r.days, everyWeeks: r.every_weeks, firstDay: r.first_day, lastDay: r.last_day,
});
export const changeOf = (r: ChangeRecord): Change => ({ shiftId: r.shift_id, day: r.day, dropped: r.dropped, personId: r.person_id, onDay: r.on_day, starts: r.starts, ends: r.ends });

/** Whose shifts are looked at: those of teams, or of people (with what others gave them). */
export type Whose = { readonly teamIds: readonly string[] } | { readonly personIds: readonly string[] };
const dayMs = 24 * 3600_000;
const nobody = '00000000-0000-0000-0000-000000000000';

/** The shifts of teams or people that may be worked in a stretch, and what differs on single days of them. */
async function patternsOf(db: Reads, whose: Whose, { from, until }: Stretch): Promise<{ shifts: Pattern[]; changes: Change[] }> {
  // Days of whatever zone, and a shift that goes on from the day before.
  const [first, last] = [addDays(new Date(from).toISOString().slice(0, 10), -3), addDays(new Date(until).toISOString().slice(0, 10), 2)];
  let query = tables(db).selectFrom('rota_shifts as s').selectAll('s').where('s.gone_at', 'is', null)
    .where((e) => e.or([e.and([e('s.first_day', '<=', last), e.or([e('s.last_day', 'is', null), e('s.last_day', '>=', first)])]),
      e.exists(e.selectFrom('rota_changes as m').select('m.day').whereRef('m.shift_id', '=', 's.id').where('m.on_day', '>=', first).where('m.on_day', '<=', last))]));
  if ('teamIds' in whose) query = query.where('s.team_id', 'in', [...whose.teamIds, nobody]);
  else query = query.where((e) => e.or([e('s.person_id', 'in', [...whose.personIds, nobody]), e('s.id', 'in', tables(db).selectFrom('rota_changes as c').select('c.shift_id').where('c.person_id', 'in', [...whose.personIds, nobody]))]));
  const shifts = await query.execute();
  const changes = shifts.length ? await tables(db).selectFrom('rota_changes').selectAll().where('shift_id', 'in', shifts.map((s) => s.id))
    .where((e) => e.or([e.and([e('day', '>=', first), e('day', '<=', last)]), e.and([e('on_day', '>=', first), e('on_day', '<=', last)])])).execute() : [];
  return { shifts: shifts.map(patternOf), changes: changes.map(changeOf) };
}

/** When each of these people is away in a stretch of time. */
export async function absencesOf(db: Reads, personIds: readonly string[], { from, until }: Stretch): Promise<Map<string, Stretch[]>> {
  const rows = personIds.length ? await tables(db).selectFrom('rota_absences').select(['person_id', 'from_at', 'until_at']).where('person_id', 'in', [...personIds]).where('over_at', 'is', null)
    .where('from_at', '<', new Date(until).toISOString()).where('until_at', '>', new Date(from).toISOString()).execute() : [];
  const all = new Map<string, Stretch[]>();
  for (const row of rows) all.set(row.person_id, [...(all.get(row.person_id) ?? []), { from: Date.parse(row.from_at), until: Date.parse(row.until_at) }]);
  return all;
}

type Membership = Pick<Occurrence, 'teamId' | 'personId'>;
/** Who of these people is in which team, as "team person": not who left it, nor who left the house. */
async function membersAmong(db: Reads, all: readonly Membership[]): Promise<Set<string>> {
  const rows = all.length ? await tables(db).selectFrom('members as m').innerJoin('people as p', 'p.id', 'm.person_id').select(['m.team_id', 'm.person_id']).where('p.deactivated_at', 'is', null)
    .where('m.person_id', 'in', [...new Set(all.map((one) => one.personId))]).where('m.team_id', 'in', [...new Set(all.map((one) => one.teamId))]).execute() : [];
  return new Set(rows.map((r) => `${r.team_id} ${r.person_id}`));
}

export const areMembers = async (db: Reads, all: readonly Membership[]): Promise<boolean> => { const here = await membersAmong(db, all); return all.every((one) => here.has(`${one.teamId} ${one.personId}`)); };

/**
 * The shifts that may be worked in a stretch, and each of their times in it by start: those that are `worked`, absences taken out,
 * and those that are `open`, as whose they are left the team.
 */
export async function timesOf(db: Reads, whose: Whose, stretch: Stretch): Promise<{ shifts: Pattern[]; worked: Occurrence[]; open: Occurrence[] }> {
  const { shifts, changes } = await patternsOf(db, whose, stretch);
  const found = occurrences(shifts, changes, stretch).filter((one) => 'teamIds' in whose || whose.personIds.includes(one.personId));
  const here = await membersAmong(db, found);
  const isHere = (one: Occurrence) => here.has(`${one.teamId} ${one.personId}`);
  const there = found.filter(isHere);
  const away = await absencesOf(db, [...new Set(there.map((one) => one.personId))], { from: stretch.from - 8 * dayMs, until: stretch.until + 8 * dayMs });
  const worked = there.map((one) => withoutAbsences(one, away.get(one.personId) ?? [])).filter((one) => one !== null).filter((one) => one.start < stretch.until && one.end > stretch.from);
  return { shifts, worked, open: found.filter((one) => !isHere(one)) };
}

/** Every time that somebody of them works in a stretch; by start. */
export const worked = async (db: Reads, whose: Whose, stretch: Stretch): Promise<Occurrence[]> => (await timesOf(db, whose, stretch)).worked;

/** Days of shifts as they stand now, in the order asked for; null where the shift has no such day, or it is dropped. */
export async function daysNow(db: Reads, days: readonly { readonly shiftId: string; readonly day: string }[]): Promise<(Occurrence | null)[]> {
  const ids = [...new Set(days.map((one) => one.shiftId)), nobody];
  const shifts = new Map((await tables(db).selectFrom('rota_shifts').selectAll().where('id', 'in', ids).where('gone_at', 'is', null).execute()).map((r) => [r.id, patternOf(r)]));
  const changes = new Map((await tables(db).selectFrom('rota_changes').selectAll().where('shift_id', 'in', ids).where('day', 'in', [...new Set(days.map((one) => one.day)), '']).execute()).map((r) => [`${r.shift_id} ${r.day}`, changeOf(r)]));
  return days.map(({ shiftId, day }) => { const shift = shifts.get(shiftId); return shift && hasDay(shift, day) ? occurrenceOn(shift, day, changes.get(`${shiftId} ${day}`)) : null; });
}
export const dayNow = async (db: Reads, shiftId: string, day: string): Promise<Occurrence | null> => (await daysNow(db, [{ shiftId, day }]))[0]!;
