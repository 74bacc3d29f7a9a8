import type { Out } from '../../core/contract.ts';
import { newId } from '../../core/ids.ts';
import { notFound } from '../../core/refusals.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { knownZone } from '../calendars/rules.ts';
import { mustBeMember, ruledShift, ruledTeam } from './access.ts';
import { changedSince, daysOrder, fromOrder, noSuchDay, RotaChanged, sameTimes, unknownZone, type rota } from './contract.ts';
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
const columns = (b: Body, at = clock.now()) => ({ person_id: b.personId, name: b.name, zone: b.zone, starts: b.starts, ends: b.ends, days: b.days, every_weeks: b.everyWeeks, first_day: b.firstDay, last_day: b.lastDay, changed_at: at });

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
  if (from !== null && before.last_day !== null && from > before.last_day) refuse(fromOrder);
  const on = from !== null && from > before.first_day ? await goesOn(tx, before, from, body) : id;
  if (on === id) await tables(tx).updateTable('rota_shifts').set(columns(body)).where('id', '=', id).execute();
  await say(tx, actor, before.team_id, { shiftId: on, personIds: people, day: null, what: 'changed' });
  return on;
}

/** The shift ends before a day, and another one goes on from there: in the same weeks, with the days that differ and the swaps that wait. Both say the same moment: so one can tell that they were one. */
async function goesOn(tx: Tx, before: ShiftRecord, from: string, body: Body): Promise<string> {
  const id = newId();
  const at = clock.now();
  const firstDay = body.everyWeeks === before.every_weeks ? firstInStep(patternOf(before), from) : from;
  if (body.lastDay !== null && body.lastDay < firstDay) refuse(fromOrder);
  await tables(tx).updateTable('rota_shifts').set({ last_day: addDays(from, -1), changed_at: at }).where('id', '=', before.id).execute();
  await tables(tx).insertInto('rota_shifts').values({ id, team_id: before.team_id, ...columns({ ...body, firstDay }, at), made_at: at }).execute();
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
  await tables(tx).updateTable('rota_shifts').set({ ...set, changed_at: clock.now() }).where('id', '=', id).execute();
  await say(tx, actor, row.team_id, { shiftId: id, personIds: [...new Set(people)], day: null, what: 'ended' });
}

/** A shift that was ended or taken out goes on, until a last day. */
export async function resumeShift(tx: Tx, actor: PersonActor, id: string, lastDay: string | null): Promise<void> {
  const row = (await tables(tx).selectFrom('rota_shifts').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse(notFound);
  ruledTeam(actor, row.team_id);
  if (lastDay !== null && lastDay < row.first_day) refuse(daysOrder);
  await mustBeMember(tx, row.team_id, row.person_id);
  const people = [...new Set([row.person_id, ...(await givenTo(tx, id))])];
  await lookAgain(tx, actor, people);
  await tables(tx).updateTable('rota_shifts').set({ gone_at: null, last_day: lastDay, changed_at: clock.now() }).where('id', '=', id).execute();
  await say(tx, actor, row.team_id, { shiftId: id, personIds: people, day: null, what: 'changed' });
}

/** Takes a change from a day on back: the shift that went on from there is gone, the one before goes on, with the days that differ and the swaps that wait. Refused where anything of both was changed since. */
export async function rejoinShift(tx: Tx, actor: PersonActor, id: string, { before: beforeId, lastDay }: Out<typeof rota.rejoin.spec.body>): Promise<void> {
  const [on, before] = [await ruledShift(tx, actor, id), await ruledShift(tx, actor, beforeId)];
  await mustBeMember(tx, before.team_id, before.person_id);
  const people = [...new Set([on.person_id, before.person_id, ...(await givenTo(tx, on.id)), ...(await givenTo(tx, before.id))])];
  await lookAgain(tx, actor, people);
  if (!(await asCut(tx, on.id, before.id))) refuse(changedSince);
  if (lastDay !== null && lastDay < on.first_day) refuse(daysOrder);
  await tables(tx).updateTable('rota_shifts').set({ gone_at: clock.now(), changed_at: clock.now() }).where('id', '=', on.id).execute();
  await tables(tx).updateTable('rota_shifts').set({ last_day: lastDay, changed_at: clock.now() }).where('id', '=', before.id).execute();
  await tables(tx).updateTable('rota_changes').set({ shift_id: before.id }).where('shift_id', '=', on.id).execute();
  await tables(tx).updateTable('rota_swaps').set({ shift_id: before.id }).where('shift_id', '=', on.id).where('ended_at', 'is', null).execute();
  await tables(tx).updateTable('rota_swaps').set({ back_shift_id: before.id }).where('back_shift_id', '=', on.id).where('ended_at', 'is', null).execute();
  await say(tx, actor, before.team_id, { shiftId: before.id, personIds: people, day: null, what: 'changed' });
}

/** Whether two shifts stand as they were cut out of one: neither they nor a day of theirs was changed since, and no swap of one was asked for. */
async function asCut(tx: Tx, onId: string, beforeId: string): Promise<boolean> {
  const both = [onId, beforeId];
  const rows = await tables(tx).selectFrom('rota_shifts').select(['id', 'team_id', 'made_at', 'changed_at', 'gone_at']).where('id', 'in', both).orderBy('id').forUpdate().execute();
  const [on, before] = both.map((id) => rows.find((row) => row.id === id)!) as [(typeof rows)[number], (typeof rows)[number]];
  if (on.gone_at || before.gone_at || on.team_id !== before.team_id || on.changed_at !== on.made_at || before.changed_at !== on.made_at) return false;
  const day = await tables(tx).selectFrom('rota_changes').select('day').where('shift_id', 'in', both).where('changed_at', '>', on.made_at).executeTakeFirst();
  const swap = await tables(tx).selectFrom('rota_swaps').select('id').where((e) => e.or([e('shift_id', 'in', both), e('back_shift_id', 'in', both)])).where('made_at', '>', on.made_at).where('ended_at', 'is', null).executeTakeFirst();
  return !day && !swap;
}

const givenTo = async (tx: Tx, id: string): Promise<string[]> =>
  (await tables(tx).selectFrom('rota_changes').select('person_id').where('shift_id', '=', id).where('person_id', 'is not', null).execute()).map((r) => r.person_id!);

/** One day of a shift differs from now on; what is left out stays as it was. */
export async function changeDay(tx: Tx, actor: PersonActor, id: string, day: string, { dropped, personId, onDay, starts, ends }: Out<typeof rota.changeDay.spec.body>): Promise<void> {
  const row = await ruledShift(tx, actor, id);
  if (!hasDay(patternOf(row), day)) refuse(noSuchDay);
  if (personId) await mustBeMember(tx, row.team_id, personId);
  await putDay(tx, actor, row, day, { dropped, person_id: personId, on_day: onDay, starts, ends }, 'day-changed');
}

interface DayOf { readonly dropped?: boolean | undefined; readonly person_id?: string | null | undefined; readonly on_day?: string | null | undefined; readonly starts?: string | null | undefined; readonly ends?: string | null | undefined }
/** Writes what differs on a day of a shift and looks at whose it was and is. What is as the shift says is not kept; what is left out stays. */
export async function putDay(tx: Tx, actor: PersonActor, shift: ShiftRecord, day: string, set: DayOf, what: 'day-changed' | 'swapped'): Promise<void> {
  const before = await tables(tx).selectFrom('rota_changes').selectAll().where('shift_id', '=', shift.id).where('day', '=', day).executeTakeFirst();
  const differs = <T>(said: T | null | undefined, was: T | null | undefined, usual: T): T | null => { const now = said === undefined ? was ?? null : said; return now === usual ? null : now; };
  const now = {
    dropped: set.dropped ?? before?.dropped ?? false, person_id: differs(set.person_id, before?.person_id, shift.person_id), on_day: differs(set.on_day, before?.on_day, day),
    starts: differs(set.starts, before?.starts, shift.starts), ends: differs(set.ends, before?.ends, shift.ends),
  };
  if ((now.starts ?? shift.starts) === (now.ends ?? shift.ends)) refuse(sameTimes);
  const people = [...new Set([shift.person_id, before?.person_id, now.person_id].flatMap((p) => p ?? []))];
  await lookAgain(tx, actor, people);
  if (now.dropped || Object.values(now).some((one) => one !== null && one !== false)) {
    await tables(tx).insertInto('rota_changes').values({ shift_id: shift.id, day, ...now, changed_at: clock.now() }).onConflict((c) => c.columns(['shift_id', 'day']).doUpdateSet({ ...now, changed_at: clock.now() })).execute();
  } else await tables(tx).deleteFrom('rota_changes').where('shift_id', '=', shift.id).where('day', '=', day).execute();
  await say(tx, actor, shift.team_id, { shiftId: shift.id, personIds: people, day, what });
}

/** A day is as the shift says again. */
export async function restoreDay(tx: Tx, actor: PersonActor, id: string, day: string): Promise<void> {
  await putDay(tx, actor, await ruledShift(tx, actor, id), day, { dropped: false, person_id: null, on_day: null, starts: null, ends: null }, 'day-changed');
}
