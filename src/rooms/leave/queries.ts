import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { diversionOf } from '../channels/phone/diversions.ts';
import { decidesAlone, ledAmong, readableLeave } from './access.ts';
import { binOf, leftOf } from './bins.ts';
import type { away, leaves, request } from './contract.ts';
import { shape } from './leave-row.ts';
import { isUndecided, type Leave, type State } from './rules.ts';
import { tables, type LeaveRecord } from './tables.ts';

type Whole = Out<typeof leaves.show.spec.output>;
const yearMs = 366 * 24 * 3600_000;
/** What somebody owns is looked through only where their leave is near, or waits for a yes. */
const soonMs = 28 * 24 * 3600_000;

/** One leave with its bin, for who sees it whole. */
export async function leaveWhole(db: Reads, actor: PersonActor, id: string): Promise<Whole> {
  const { row, leads } = await readableLeave(db, actor, id);
  const set = await diversionOf(db, row.person_id);
  const ahead = row.state !== 'over' && row.state !== 'cancelled';
  return { leave: shape(row, actor, { leads, alone: await decidesAlone(db, actor, row) }), bin: ahead ? await binOf(db, actor, row) : { items: [], left: 0, at: clock.iso() }, diversion: set && { from: set.from, until: set.until, toPersonId: set.toPersonId, number: set.number } };
}

/** Mine: what is ahead and runs first, then what is over. */
export async function myLeave(db: Reads, actor: PersonActor): Promise<Leave[]> {
  const rows = await tables(db).selectFrom('leaves').selectAll().where('person_id', '=', actor.id).where('until_at', '>', clock.iso(-yearMs)).where('state', '!=', 'cancelled').orderBy('from_at').limit(200).execute();
  const all = await Promise.all(rows.map(async (row) => shape(row, actor, { alone: isUndecided(row.state as State) && (await decidesAlone(db, actor, row)) })));
  return all.sort((a, b) => Number(a.state === 'over') - Number(b.state === 'over') || (a.state === 'over' ? b.from.localeCompare(a.from) : a.from.localeCompare(b.from)));
}

/** Who is away between two instants. What is only asked for is seen by who leads them, and by themselves. */
export async function calendarOf(db: Reads, actor: PersonActor, span: { from: string; until: string }): Promise<Out<typeof away>[]> {
  const rows = await tables(db).selectFrom('leaves').selectAll().where('state', 'in', ['asked', 'approved', 'away', 'over']).where('from_at', '<', span.until).where('until_at', '>', span.from).orderBy('from_at').orderBy('id').limit(2000).execute();
  const led = await ledAmong(db, actor, [...new Set(rows.map((r) => r.person_id))]);
  const whole = (r: LeaveRecord) => r.person_id === actor.id || led.has(r.person_id);
  return rows.filter((r) => r.state !== 'asked' || whole(r)).map((r) => ({
    id: r.id, personId: r.person_id, from: r.from_at, until: r.state === 'over' && r.ended_at! < r.until_at ? r.ended_at! : r.until_at, coverId: r.cover_id, state: r.state as State, typeSay: whole(r) ? r.type_say : null,
  }));
}

/** Leave of those one leads that is asked for, planned or running, with how much is not clear: the next first. */
export async function requestsFor(db: Reads, actor: PersonActor): Promise<Out<typeof request>[]> {
  const rows = await tables(db).selectFrom('leaves').selectAll().where('state', 'in', ['asked', 'approved', 'away']).where('until_at', '>', clock.iso()).where('person_id', '!=', actor.id)
    .$if(actor.role !== 'admin', (q) => q.where('person_id', 'in', (m) => m.selectFrom('members').select('person_id').where('team_id', 'in', [...actor.leads, nobody]))).orderBy('from_at').orderBy('id').limit(200).execute();
  const left = await leftOf(db, rows.filter((row) => row.state !== 'approved' || Date.parse(row.from_at) < clock.ms() + soonMs));
  const all = rows.map((row) => ({ leave: shape(row, actor, { leads: true }), left: left.get(row.id) ?? null }));
  return all.sort((a, b) => Number(b.leave.state === 'asked') - Number(a.leave.state === 'asked') || a.leave.from.localeCompare(b.leave.from));
}
const nobody = '00000000-0000-0000-0000-000000000000';
