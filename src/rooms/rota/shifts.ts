import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { knownZone } from '../calendars/rules.ts';
import { mustBeMember, ruledShift, ruledTeam } from './access.ts';
import { daysOrder, noSuchDay, RotaChanged, sameTimes, unknownZone, type rota } from './contract.ts';
import { lookAgain } from './edges.ts';
import { patternOf } from './occurrences.ts';
import { addDays, firstInStep, hasDay } from './rules.ts';
import { tables, type ShiftRecord } from './tables.ts';

type NewShift = Out<typeof rota.add.spec.body>;
type Body = Omit<NewShift, 'id' | 'teamId'>;

async function mustFit(tx: Tx, teamId: string, body: Body): Promise<void> {
  if (!knownZone(body.zone)) refuse(unknownZone);
  if (body.starts === body.ends) refuse(sameTimes);
  if (body.lastDay !== null && body.lastDay < body.firstDay) refuse(daysOrder);
  await mustBeMember(tx, teamId, body.personId);
}
const columns = (b: Body) => ({ person_id: b.personId, name: b.name, zone: b.zone, starts: b.starts, ends: b.ends, days: b.days, every_weeks: b.everyWeeks, first_day: b.firstDay, last_day: b.lastDay, changed_at: clock.now() });

const say = (tx: Tx, actor: PersonActor, teamId: string, data: Out<typeof RotaChanged.data>) => record(tx, actor, RotaChanged, { about: teamId, to: [`team:${teamId}`, ...data.personIds.map((p) => `person:${p}`)], data });

/** Adds a shift to the rota of a team. */
export async function addShift(tx: Tx, actor: PersonActor, { id, teamId, ...body }: NewShift): Promise<void> {
  ruledTeam(actor, teamId);
  await mustFit(tx, teamId, body);
  await lookAgain(tx, actor, [body.personId]);
  await tables(tx).insertInto('rota_shifts').values({ id, team_id: teamId, ...columns(body), made_at: clock.now() }).execute();
  await say(tx, actor, teamId, { shiftId: id, personIds: [body.personId], day: null, what: 'added' });
}

/** Changes a shift: all of it, or from a day on. What differs on single days stays, where it still has them. Answers the id of the shift that goes on. */
export async function changeShift(tx: Tx, actor: PersonActor, id: string, { from, ...body }: Out<typeof rota.change.spec.body>): Promise<string> {
  const before = await ruledShift(tx, actor, id);
  await mustFit(tx, before.team_id, body);
  const people = [...new Set([before.person_id, body.personId, ...(await givenTo(tx, id))])];
  await lookAgain(tx, actor, people);
  const on = from !== null && from > before.first_day && (before.last_day === null || from <= before.last_day) ? await goesOn(tx, before, from, body) : id;
  if (on === id) await tables(tx).updateTable('rota_shifts').set((e) => ({ ...columns(body), version: e('version', '+', 1) })).where('id', '=', id).execute();
  await say(tx, actor, before.team_id, { shiftId: on, personIds: people, day: null, what: 'changed' });
  return on;
}

/** The shift ends before a day, and another one goes on from there: in the same weeks, with the days that differ and the swaps that wait. */
async function goesOn(tx: Tx, before: ShiftRecord, from: string, body: Body): Promise<string> {
  const id = newId();
  await tables(tx).updateTable('rota_shifts').set((e) => ({ last_day: addDays(from, -1), changed_at: clock.now(), version: e('version', '+', 1) })).where('id', '=', before.id).execute();
  const firstDay = body.everyWeeks === before.every_weeks ? firstInStep(patternOf(before), from) : from;
  await tables(tx).insertInto('rota_shifts').values({ id, team_id: before.team_id, ...columns({ ...body, firstDay }), version: before.version + 1, made_at: clock.now() }).execute();
  await tables(tx).updateTable('rota_changes').set({ shift_id: id }).where('shift_id', '=', before.id).where('day', '>=', from).execute();
  await tables(tx).updateTable('rota_swaps').set({ shift_id: id }).where('shift_id', '=', before.id).where('day', '>=', from).where('ended_at', 'is', null).execute();
  await tables(tx).updateTable('rota_swaps').set({ back_shift_id: id }).where('back_shift_id', '=', before.id).where('back_day', '>=', from).where('ended_at', 'is', null).execute();
  return id;
}

/** Ends a shift before a day, or takes it out as a whole. */
export async function endShift(tx: Tx, actor: PersonActor, id: string, before: string | null): Promise<void> {
  const row = await ruledShift(tx, actor, id);
  const people = [row.person_id, ...(await givenTo(tx, id))];
  await lookAgain(tx, actor, people);
  const last = before === null ? null : addDays(before, -1);
  const set = last === null || last < row.first_day ? { gone_at: clock.now() } : { last_day: row.last_day !== null && row.last_day < last ? row.last_day : last };
  await tables(tx).updateTable('rota_shifts').set((e) => ({ ...set, changed_at: clock.now(), version: e('version', '+', 1) })).where('id', '=', id).execute();
  await say(tx, actor, row.team_id, { shiftId: id, personIds: [...new Set(people)], day: null, what: 'ended' });
}

const givenTo = async (tx: Tx, id: string): Promise<string[]> =>
  (await tables(tx).selectFrom('rota_changes').select('person_id').where('shift_id', '=', id).where('person_id', 'is not', null).execute()).map((r) => r.person_id!);

/** One day of a shift differs from now on. */
export async function changeDay(tx: Tx, actor: PersonActor, id: string, day: string, what: Out<typeof rota.changeDay.spec.body>): Promise<void> {
  const row = await ruledShift(tx, actor, id);
  if (!hasDay(patternOf(row), day)) refuse(noSuchDay);
  if (what.personId) await mustBeMember(tx, row.team_id, what.personId);
  if ((what.starts ?? row.starts) === (what.ends ?? row.ends)) refuse(sameTimes);
  await putDay(tx, actor, { shiftId: id, teamId: row.team_id, ofId: row.person_id }, day, { dropped: what.dropped, person_id: what.personId === row.person_id ? null : what.personId, on_day: what.onDay === day ? null : what.onDay, starts: what.starts, ends: what.ends }, 'day-changed');
}

export interface OfShift { readonly shiftId: string; readonly teamId: string; readonly ofId: string }
interface DayOf { readonly dropped?: boolean; readonly person_id?: string | null; readonly on_day?: string | null; readonly starts?: string | null; readonly ends?: string | null }
/** Writes what differs on a day of a shift and looks at whose it was and is. What is left out stays. */
export async function putDay(tx: Tx, actor: PersonActor, { shiftId, teamId, ofId }: OfShift, day: string, set: DayOf, what: 'day-changed' | 'swapped'): Promise<void> {
  const before = await tables(tx).selectFrom('rota_changes').select('person_id').where('shift_id', '=', shiftId).where('day', '=', day).executeTakeFirst();
  const people = [...new Set([ofId, before?.person_id, set.person_id].flatMap((p) => p ?? []))];
  await lookAgain(tx, actor, people);
  await tables(tx).insertInto('rota_changes').values({ shift_id: shiftId, day, ...set, changed_at: clock.now() })
    .onConflict((c) => c.columns(['shift_id', 'day']).doUpdateSet((e) => ({ ...set, version: e('rota_changes.version', '+', 1), changed_at: clock.now() }))).execute();
  await say(tx, actor, teamId, { shiftId, personIds: people, day, what });
}

/** A day is as the shift says again. Its row stays, so that calendars learn of it. */
export async function restoreDay(tx: Tx, actor: PersonActor, id: string, day: string): Promise<void> {
  const row = await ruledShift(tx, actor, id);
  await putDay(tx, actor, { shiftId: id, teamId: row.team_id, ofId: row.person_id }, day, { dropped: false, person_id: null, on_day: null, starts: null, ends: null }, 'day-changed');
}
