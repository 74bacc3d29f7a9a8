import type { PersonActor } from '../../core/server/actor.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { refuse } from '../../core/server/refusals.ts';
import { mustAsk, type Given } from '../approvals/acts.ts';
import { held as heldApproval, withdraw } from '../approvals/requests.ts';
import { decide } from '../approvals/verdicts.ts';
import { clocksAbout } from '../clocks/clock-answers.ts';
import { move, start, stopAbout } from '../clocks/clocks.ts';
import { actorFor } from '../people/access.ts';
import { absenceOver, absent } from '../rota/absences.ts';
import { setBySource } from '../shifts/availability.ts';
import { decidesAlone, heldLeave, readableLeave } from './access.ts';
import { binOf, leftOf } from './bins.ts';
import { daysWrong, notClear, notYours, wrongState } from './contract.ts';
import type { Days } from './leave-days.ts';
import { put } from './leave-row.ts';
import { isUndecided, leftIn, type State } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

export const extendAct = 'leave.extend';
export const beginKind = 'leave-begins';
export const endKind = 'leave-ends';
export const tellTeam = { name: 'leave.tell-team', attempts: 12 } as const;

/** An approval gives it, in the name of the one who goes: only when everything is clear, or a lead said why not (S6). */
export async function grant(tx: Tx, requester: PersonActor, leaveId: string, given: Given): Promise<void> {
  const { row } = await heldLeave(tx, requester, leaveId);
  if (!isUndecided(row.state as State)) refuse(wrongState, { state: row.state as State });
  if (Date.parse(row.until_at) <= clock.ms()) refuse(daysWrong);
  const left = row.override_why ? 0 : (await leftOf(tx, [row])).get(row.id)!;
  if (left) {
    const decider = (await actorFor(tx, given.by)) ?? requester;
    refuse(notClear, { leaveId, left, items: leftIn((await binOf(tx, decider, row)).items) });
  }
  await approve(tx, requester, row, { by: given.by, why: row.override_why });
}

/**
 * A lead lets them go although not everything is clear, and says why; so does an admin for themselves where nobody else
 * could decide. What was asked is answered with it, or taken back where there is nobody who could answer any more.
 */
export async function override(tx: Tx, lead: PersonActor, id: string, why: string): Promise<void> {
  const seen = await readableLeave(tx, lead, id);
  const alone = await decidesAlone(tx, lead, seen.row);
  // The request before the leave, as deciding locks them.
  if (seen.row.state === 'asked' && seen.row.approval_id) await (alone ? withdraw(tx, lead, seen.row.approval_id) : heldApproval(tx, seen.row.approval_id));
  const { row, leads } = await heldLeave(tx, lead, id);
  if (!leads && !alone) refuse(notYours);
  if (!isUndecided(row.state as State)) refuse(wrongState, { state: row.state as State });
  if (Date.parse(row.until_at) <= clock.ms()) refuse(daysWrong);
  if (row.state !== 'asked' || !row.approval_id) return void (await approve(tx, lead, row, { by: lead.id, why }));
  await put(tx, lead, row, { override_why: why });
  await decide(tx, lead, row.approval_id, { approve: true, answer: why });
}

/** From now on it is planned: the rota knows, its begin is a clock, the team is told. */
export async function approve(tx: Tx, actor: Actor, row: LeaveRecord, given: { by: string; why: string }): Promise<LeaveRecord> {
  const absenceId = await absent(tx, actor, row.person_id, { from: row.from_at, until: row.until_at, why: 'Leave' });
  await start(tx, actor, { kind: beginKind, label: 'leave begins', aboutId: row.id, personId: row.person_id, dueAt: row.from_at });
  await enqueue(tx, tellTeam, { leaveId: row.id, what: 'approved' });
  return await put(tx, actor, row, { state: 'approved', approved_by: given.by, approved_at: clock.now(), override_why: given.why, absence_id: absenceId, answer: '' });
}

/** Making it longer needs a lead's yes, whatever it was before; who decides alone has it. */
export async function mayExtend(tx: Tx, actor: PersonActor, row: LeaveRecord, { zone: _, ...days }: Days, via?: 'approval'): Promise<void> {
  if (!(await decidesAlone(tx, actor, row))) await mustAsk(tx, actor, extendAct, { ticketId: null, teamId: row.team_id, data: { leaveId: row.id, ...days }, ...(via ? { via } : {}) });
}

/** Other days or another cover of leave that is planned or has begun: the rota, its clocks and availability follow. */
export async function reschedule(tx: Tx, actor: Actor, row: LeaveRecord, set: Parameters<typeof put>[3]): Promise<LeaveRecord> {
  const after = await put(tx, actor, row, set);
  const away = row.state === 'away';
  if (after.from_at !== row.from_at || after.until_at !== row.until_at) {
    if (row.absence_id) await absenceOver(tx, actor, row.absence_id);
    const absenceId = await absent(tx, actor, row.person_id, { from: away ? clock.iso() : after.from_at, until: after.until_at, why: 'Leave' });
    await tables(tx).updateTable('leaves').set({ absence_id: absenceId }).where('id', '=', row.id).execute();
    const [running] = await clocksAbout(tx, row.id, away ? endKind : beginKind);
    if (running) await move(tx, actor, running.id, { dueAt: away ? after.until_at : after.from_at });
  }
  if (away) await setBySource(tx, actor, row.person_id, 'leave', { state: 'on-leave', until: after.until_at, coverId: after.cover_id });
  await enqueue(tx, tellTeam, { leaveId: row.id, what: 'changed' });
  return after;
}

/** It is not taken: the rota has them back, its clock stops, the team is told where it was told before. */
export async function callOff(tx: Tx, actor: Actor, row: LeaveRecord): Promise<LeaveRecord> {
  await stopAbout(tx, actor, row.id, 'cancelled');
  if (row.absence_id) await absenceOver(tx, actor, row.absence_id);
  if (row.state === 'approved') await enqueue(tx, tellTeam, { leaveId: row.id, what: 'cancelled' });
  return await put(tx, actor, row, { state: 'cancelled', ended_at: clock.now() });
}
