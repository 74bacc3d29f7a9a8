import { system, type Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { enqueue } from '../../core/server/jobs.ts';
import { refuse } from '../../core/server/refusals.ts';
import { start, stopAbout } from '../clocks/clocks.ts';
import { passToCover } from '../notes/asks.ts';
import { absenceOver } from '../rota/absences.ts';
import { setBySource } from '../shifts/availability.ts';
import { loadOf } from '../tickets/loads.ts';
import { heldLeave } from './access.ts';
import { coverAt } from './cover-choices.ts';
import { wrongState } from './contract.ts';
import { beginKind, endKind } from './grants.ts';
import { put } from './leave-row.ts';
import type { State } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

export const digestJob = { name: 'leave.digest', attempts: 12 } as const;

/**
 * They leave: on leave with their cover wherever a name is seen, what they were asked goes to the cover. Once, however often
 * it is called (W-L19): what is not planned any more, or has begun, stays as it is.
 */
export async function begin(tx: Tx, actor: Actor, id: string): Promise<LeaveRecord> {
  const { row } = await heldLeave(tx, actor, id);
  if (row.state !== 'approved' || Date.parse(row.from_at) > clock.ms()) return row;
  const cover = row.cover_id ? await coverAt(tx, row.cover_id, { from: row.from_at, until: row.until_at }) : null;
  const owned = await tables(tx).selectFrom('tickets').select('id').where('owner_id', '=', row.person_id).where('status', 'in', ['open', 'waiting']).where('merged_into', 'is', null).orderBy('id').execute();
  await stopAbout(tx, actor, id, 'begun', beginKind);
  if (Date.parse(row.until_at) > clock.ms()) await setBySource(tx, actor, row.person_id, 'leave', { state: 'on-leave', until: row.until_at, coverId: cover?.works ? row.cover_id : null });
  await start(tx, actor, { kind: endKind, label: 'leave ends', aboutId: id, personId: row.person_id, dueAt: row.until_at });
  if (cover?.works) await passToCover(tx, row.person_id);
  return await put(tx, actor, row, { state: 'away', began_at: clock.now(), kept: owned.map((t) => t.id) });
}

/** They are back, at its end or before: available as before, with a digest of what happened. Once (W-L19). */
export async function end(tx: Tx, actor: Actor, id: string): Promise<LeaveRecord> {
  const { row } = await heldLeave(tx, actor, id);
  if (row.state !== 'away') return row;
  await stopAbout(tx, actor, id, 'back');
  await setBySource(tx, actor, row.person_id, 'leave', null);
  if (row.absence_id && Date.parse(row.until_at) > clock.ms()) await absenceOver(tx, actor, row.absence_id);
  await enqueue(tx, digestJob, { leaveId: id });
  const load = (await loadOf(tx, [row.person_id])).get(row.person_id)!;
  return await put(tx, actor, row, { state: 'over', ended_at: clock.now(), open_then: load.open });
}

/** Its clock ran out. */
export const endInTime = async (tx: Tx, id: string): Promise<void> => {
  const { row } = await heldLeave(tx, system('leave'), id);
  if (Date.parse(row.until_at) <= clock.ms()) await end(tx, system('leave'), id);
};

/** Somebody says that they are back before its end. */
export async function comeBack(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { row } = await heldLeave(tx, actor, id);
  if (row.state !== 'away') refuse(wrongState, { state: row.state as State });
  await end(tx, actor, id);
}
