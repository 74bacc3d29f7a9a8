import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { lockName, type Reads, type Tx } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { readSettings } from '../../core/server/settings.ts';
import { actNamed, isFree } from '../approvals/acts.ts';
import { pendingFor } from '../approvals/pendings.ts';
import { askFor, withdraw } from '../approvals/requests.ts';
import { actorFor } from '../people/access.ts';
import { heldLeave, mustLead } from './access.ts';
import { coverAt } from './cover-choices.ts';
import { askedAlready, coverWrong, daysWrong, leaveSettings, noTeam, notYours, overlaps, takeAct, typeUnknown, wrongState, type leaves } from './contract.ts';
import { begin } from './departures.ts';
import { approve, callOff, mayExtend, reschedule } from './grants.ts';
import { spanOf, type Days } from './leave-days.ts';
import { put, tell } from './leave-row.ts';
import { isAhead, type State } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

type Form = Out<typeof leaves.make.spec.body>;
type Change = Omit<Out<typeof leaves.change.spec.body>, 'version'>;

/** Begins a request: a draft, with what has to be clear. Nobody is asked yet. */
export async function makeLeave(tx: Tx, actor: PersonActor, form: Form): Promise<LeaveRecord> {
  return await insert(tx, actor, actor.id, form);
}

/** A lead puts somebody on leave at once: approved, and begun where its time has come. */
export async function makeLeaveFor(tx: Tx, actor: PersonActor, personId: string, form: Form): Promise<LeaveRecord> {
  await mustLead(tx, actor, personId);
  const row = await insert(tx, actor, personId, form);
  const approved = await approve(tx, actor, row, { by: actor.id, why: 'Put on record by a lead' });
  return Date.parse(approved.from_at) <= clock.ms() ? await begin(tx, actor, approved.id) : approved;
}

async function insert(tx: Tx, actor: PersonActor, personId: string, form: Form): Promise<LeaveRecord> {
  await lockName(tx, `leave of ${personId}`);
  const settings = await readSettings(tx, leaveSettings, null);
  const type = settings.types.find((t) => t.key === form.type) ?? refuse(typeUnknown);
  const person = await tables(tx).selectFrom('people').select('zone').where('id', '=', personId).executeTakeFirstOrThrow();
  const days: Days = { firstDay: form.firstDay, lastDay: form.lastDay, starts: form.starts, ends: form.ends, zone: form.zone ?? person.zone };
  const span = spanOf(days, settings.midday, clock.ms()) ?? refuse(daysWrong);
  const times = { from_at: new Date(span.from), until_at: new Date(span.until) };
  await freeThen(tx, personId, times);
  if (form.coverId) await mustStandIn(tx, personId, form.coverId, times);
  const row = await tables(tx).insertInto('leaves').values({
    id: form.id, person_id: personId, team_id: await teamOf(tx, personId), type: type.key, type_say: type.say, zone: days.zone, first_day: days.firstDay, last_day: days.lastDay, starts: days.starts, ends: days.ends, ...times,
    cover_id: form.coverId, note: form.note, state: 'draft', made_by: actor.id, made_at: clock.now(),
  }).returningAll().executeTakeFirstOrThrow();
  await tell(tx, actor, row);
  return row;
}

/** The team whose leads decide: the one they were in first, where somebody else leads it before one where nobody does. */
async function teamOf(db: Reads, personId: string): Promise<string> {
  const rows = await tables(db).selectFrom('members as m').innerJoin('teams as t', 't.id', 'm.team_id')
    .select((e) => ['m.team_id', e.exists(e.selectFrom('members as l').innerJoin('people as p', 'p.id', 'l.person_id').select('p.id').whereRef('l.team_id', '=', 'm.team_id').where('l.lead', '=', true).where('l.person_id', '!=', personId).where('p.deactivated_at', 'is', null)).as('led')])
    .where('m.person_id', '=', personId).where('t.archived_at', 'is', null).orderBy('m.made_at').orderBy('m.team_id').execute();
  return (rows.find((r) => r.led) ?? rows[0])?.team_id ?? refuse(noTeam);
}

type Times = { from_at: Date; until_at: Date };
async function freeThen(tx: Tx, personId: string, { from_at, until_at }: Times, but: string | null = null): Promise<void> {
  const other = await tables(tx).selectFrom('leaves').select(['first_day', 'last_day']).where('person_id', '=', personId).where('state', 'in', ['draft', 'asked', 'refused', 'approved', 'away']).where('from_at', '<', until_at.toISOString()).where('until_at', '>', from_at.toISOString())
    .where('until_at', '>', clock.iso()).$if(but !== null, (q) => q.where('id', '!=', but!)).executeTakeFirst();
  if (other) refuse(overlaps, { firstDay: other.first_day, lastDay: other.last_day });
}

async function mustStandIn(tx: Tx, personId: string, coverId: string, { from_at, until_at }: Times): Promise<void> {
  const cover = coverId === personId ? null : await coverAt(tx, coverId, { from: from_at.toISOString(), until: until_at.toISOString() });
  const [one, other] = [await actorFor(tx, personId), await actorFor(tx, coverId)];
  // They answer for what is left there, so they must see it.
  if (!cover?.works || cover.away || !one?.teams.every((team) => other?.sees.includes(team))) refuse(coverWrong);
}

/** Other days, another cover. What was asked for already goes back to being a draft, as another thing is asked. */
export async function changeLeave(tx: Tx, actor: PersonActor, id: string, change: Change, how: { version?: number | undefined; via?: 'approval' } = {}): Promise<LeaveRecord> {
  const { row, leads } = await heldLeave(tx, actor, id);
  await lockName(tx, `leave of ${row.person_id}`);
  const state = row.state as State;
  if (!(isAhead(state) || state === 'away') || (how.version !== undefined && how.version !== row.version)) refuse(wrongState, { state });
  const settings = await readSettings(tx, leaveSettings, null);
  const days: Days = { firstDay: change.firstDay ?? row.first_day, lastDay: change.lastDay ?? row.last_day, starts: change.starts ?? (row.starts as Days['starts']), ends: change.ends ?? (row.ends as Days['ends']), zone: row.zone };
  const moved = days.firstDay !== row.first_day || days.lastDay !== row.last_day || days.starts !== row.starts || days.ends !== row.ends;
  const span = moved ? spanOf(days, settings.midday, clock.ms()) ?? refuse(daysWrong) : { from: Date.parse(row.from_at), until: Date.parse(row.until_at) };
  if (state === 'away' && span.from !== Date.parse(row.from_at)) refuse(daysWrong);
  const times = { from_at: new Date(span.from), until_at: new Date(span.until) };
  if (moved) await freeThen(tx, row.person_id, times, id);
  const coverId = change.coverId === undefined ? row.cover_id : change.coverId;
  if (coverId && (coverId !== row.cover_id || moved)) await mustStandIn(tx, row.person_id, coverId, times);
  const type = change.type === undefined ? null : settings.types.find((t) => t.key === change.type) ?? refuse(typeUnknown);
  const set = {
    ...(type ? { type: type.key, type_say: type.say } : {}), ...(moved ? { first_day: days.firstDay, last_day: days.lastDay, starts: days.starts, ends: days.ends, ...times } : {}), cover_id: coverId,
    ...(change.note === undefined ? {} : { note: change.note }), ...(change.noCalls === undefined ? {} : { no_calls: change.noCalls }),
  };
  if (state === 'approved' || state === 'away') {
    const longer = span.from < Date.parse(row.from_at) || span.until > Date.parse(row.until_at);
    if (longer && !leads) await mayExtend(tx, actor, row, days, how.via);
    return await (moved || coverId !== row.cover_id ? reschedule(tx, actor, row, set) : put(tx, actor, row, set));
  }
  if (state !== 'asked' || !(moved || type)) return await put(tx, actor, row, set);
  await takeBack(tx, actor, row);
  return await put(tx, actor, (await heldLeave(tx, actor, id)).row, { ...set, state: 'draft', approval_id: null });
}

/** What was asked for is not asked any more. Only the one who asked can take it back; for a lead it stays until it is decided. */
async function takeBack(tx: Tx, actor: PersonActor, row: LeaveRecord): Promise<void> {
  const pending = await pendingFor(tx, takeAct, null, row.person_id, { leaveId: row.id });
  if (!pending || pending.id !== row.approval_id) return;
  if (actor.id !== row.person_id) refuse(askedAlready);
  await withdraw(tx, actor, pending.id);
}

/** Asks for it, as a reserved act; where policy leaves it free it is approved at once, when all is clear. */
export async function askForLeave(tx: Tx, actor: PersonActor, id: string, approvalId: string, reason: string): Promise<void> {
  const { row } = await heldLeave(tx, actor, id);
  if (row.person_id !== actor.id) refuse(notYours);
  if (row.state !== 'draft' && row.state !== 'refused') refuse(wrongState, { state: row.state as State });
  if (Date.parse(row.until_at) <= clock.ms()) refuse(daysWrong);
  const act = actNamed(takeAct);
  const place = { ticketId: null, teamId: row.team_id };
  if (await isFree(tx, actor, act, place, { leaveId: id })) {
    await act.perform(tx, actor, { leaveId: id }, { id: approvalId, by: actor.id });
    return;
  }
  await askFor(tx, actor, { id: approvalId, act: takeAct, data: { leaveId: id }, reason: reason || row.type_say });
}

/** It is not taken: whatever was asked, planned and told is taken back. */
export async function cancelLeave(tx: Tx, actor: PersonActor, id: string): Promise<void> {
  const { row } = await heldLeave(tx, actor, id);
  if (!isAhead(row.state as State)) refuse(wrongState, { state: row.state as State });
  if (row.state === 'asked') await takeBack(tx, actor, row);
  await callOff(tx, actor, (await heldLeave(tx, actor, id)).row);
}
