import type { Updateable } from 'kysely';
import type { Actor, PersonActor } from '../../core/server/actor.ts';
import type { Schema } from '../../core/server/schema.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { leadsOver } from './access.ts';
import { AwayChanged, LeaveChanged } from './contract.ts';
import { mayWith, type Leave, type State } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

/** A leave as it is answered to somebody who sees it whole. */
export const shape = (r: LeaveRecord, actor: Pick<PersonActor, 'id'>, { leads = false, alone = false }: { leads?: boolean; alone?: boolean } = {}): Leave => ({
  id: r.id, personId: r.person_id, teamId: r.team_id, type: r.type, typeSay: r.type_say, zone: r.zone, firstDay: r.first_day, lastDay: r.last_day, starts: r.starts as Leave['starts'], ends: r.ends as Leave['ends'], from: r.from_at, until: r.until_at,
  coverId: r.cover_id, note: r.note, noCalls: r.no_calls, state: r.state as State, madeBy: r.made_by, madeAt: r.made_at, approvalId: r.approval_id, answer: r.answer, approvedBy: r.approved_by, approvedAt: r.approved_at, overrideWhy: r.override_why,
  beganAt: r.began_at, endedAt: r.ended_at, version: r.version, may: mayWith({ personId: r.person_id, state: r.state as State }, actor, leads, alone),
});

const seenByAll = (state: string): boolean => state === 'approved' || state === 'away';

/** The only writer of leaves that are there: counts the version up, and tells whom it concerns. */
export async function put(tx: Tx, actor: Actor, row: LeaveRecord, set: Updateable<Schema['leaves']>): Promise<LeaveRecord> {
  const after = await tables(tx).updateTable('leaves').set({ ...set, version: row.version + 1 }).where('id', '=', row.id).returningAll().executeTakeFirstOrThrow();
  await tell(tx, actor, after, row);
  return after;
}

export async function tell(tx: Tx, actor: Actor, row: LeaveRecord, before?: LeaveRecord): Promise<void> {
  const data = { leaveId: row.id, personId: row.person_id, state: row.state as State };
  const people = [row.person_id, ...(await leadsOver(tx, row.person_id)), ...[row.cover_id, before?.cover_id].flatMap((one) => one ?? [])];
  await record(tx, actor, LeaveChanged, { about: row.person_id, to: [...[...new Set(people)].map((p) => `person:${p}`), 'admins'], data });
  if (!seenByAll(row.state) && !seenByAll(before?.state ?? '')) return;
  await record(tx, actor, AwayChanged, { about: row.person_id, to: ['staff'], data: { ...data, from: row.from_at, until: row.until_at, coverId: row.cover_id } });
}
