import type { Reads } from '../../core/server/db.ts';
import { occurrences, withoutAbsences, type Change, type Occurrence, type Pattern, type Stretch } from './rules.ts';
import { tables, type ChangeRecord, type ShiftRecord } from './tables.ts';

export const patternOf = (r: ShiftRecord): Pattern => ({
  id: r.id, teamId: r.team_id, personId: r.person_id, name: r.name, zone: r.zone, starts: r.starts, ends: r.ends, days: r.days, everyWeeks: r.every_weeks, firstDay: r.first_day, lastDay: r.last_day, version: r.version,
});
export const changeOf = (r: ChangeRecord): Change => ({ shiftId: r.shift_id, day: r.day, dropped: r.dropped, personId: r.person_id, onDay: r.on_day, starts: r.starts, ends: r.ends, version: r.version });

/** Whose shifts are looked at: those of teams, or of people (with what others gave them). */
export type Whose = { readonly teamIds: readonly string[] } | { readonly personIds: readonly string[] };
const nobody = '00000000-0000-0000-0000-000000000000';

/** The shifts of teams or people, and what differs on single days of them. */
export async function patternsOf(db: Reads, whose: Whose): Promise<{ shifts: Pattern[]; changes: Change[] }> {
  let query = tables(db).selectFrom('rota_shifts as s').selectAll('s').where('s.gone_at', 'is', null);
  if ('teamIds' in whose) query = query.where('s.team_id', 'in', [...whose.teamIds, nobody]);
  else query = query.where((e) => e.or([e('s.person_id', 'in', [...whose.personIds, nobody]), e('s.id', 'in', tables(db).selectFrom('rota_changes as c').select('c.shift_id').where('c.person_id', 'in', [...whose.personIds, nobody]))]));
  const shifts = await query.execute();
  const changes = shifts.length ? await tables(db).selectFrom('rota_changes').selectAll().where('shift_id', 'in', shifts.map((s) => s.id)).execute() : [];
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

/** Which of these people work here: neither deactivated nor services. */
export async function stillHere(db: Reads, personIds: readonly string[]): Promise<Set<string>> {
  const rows = personIds.length ? await tables(db).selectFrom('people').select('id').where('id', 'in', [...new Set(personIds)]).where('deactivated_at', 'is', null).execute() : [];
  return new Set(rows.map((r) => r.id));
}

/** Every time that somebody of them works in a stretch, without absences and those who left; by start. */
export async function worked(db: Reads, whose: Whose, stretch: Stretch): Promise<Occurrence[]> {
  const { shifts, changes } = await patternsOf(db, whose);
  const found = occurrences(shifts, changes, stretch).filter((one) => 'teamIds' in whose || whose.personIds.includes(one.personId));
  const people = [...new Set(found.map((one) => one.personId))];
  const [away, here] = [await absencesOf(db, people, { from: stretch.from - 8 * 24 * 3600_000, until: stretch.until + 8 * 24 * 3600_000 }), await stillHere(db, people)];
  return found.filter((one) => here.has(one.personId)).map((one) => withoutAbsences(one, away.get(one.personId) ?? []))
    .filter((one) => one !== null).filter((one) => one.start < stretch.until && one.end > stretch.from);
}
