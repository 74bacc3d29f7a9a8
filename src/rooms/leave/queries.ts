import type { Out } from '../../core/contract.ts';
import type { PersonActor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { diversionOf } from '../channels/phone/diversions.ts';
import { leadsPerson, readableLeave } from './access.ts';
import { binOf, leftOf } from './bins.ts';
import type { away, leaves, request } from './contract.ts';
import { shape } from './leave-row.ts';
import { mayWith, type Leave, type State } from './rules.ts';
import { tables } from './tables.ts';

type Whole = Out<typeof leaves.show.spec.output>;
const yearMs = 366 * 24 * 3600_000;
/** What somebody owns is looked through only where their leave is near, or waits for a yes. */
const soonMs = 28 * 24 * 3600_000;

/** One leave with its bin, for who sees it whole. */
export async function leaveWhole(db: Reads, actor: PersonActor, id: string): Promise<Whole> {
  const { row, leads } = await readableLeave(db, actor, id);
  const set = await diversionOf(db, row.person_id);
  const ahead = row.state !== 'over' && row.state !== 'cancelled';
  return { leave: shape(row, actor, leads), bin: ahead ? await binOf(db, actor, row) : { items: [], left: 0, at: clock.iso() }, diversion: set && { from: set.from, until: set.until, toPersonId: set.toPersonId, number: set.number } };
}

/** Mine: what is ahead and runs first, then what is over. */
export async function myLeave(db: Reads, actor: PersonActor): Promise<Leave[]> {
  const rows = await tables(db).selectFrom('leaves').selectAll().where('person_id', '=', actor.id).where('until_at', '>', clock.iso(-yearMs)).where('state', '!=', 'cancelled').orderBy('from_at').limit(200).execute();
  return rows.map((row) => shape(row, actor, false)).sort((a, b) => Number(a.state === 'over') - Number(b.state === 'over') || (a.state === 'over' ? b.from.localeCompare(a.from) : a.from.localeCompare(b.from)));
}

/** Who is away between two instants. What is only asked for is seen by who leads them, and by themselves. */
export async function calendarOf(db: Reads, actor: PersonActor, span: { from: string; until: string }): Promise<Out<typeof away>[]> {
  const rows = await tables(db).selectFrom('leaves').selectAll().where('state', 'in', ['asked', 'approved', 'away', 'over']).where('from_at', '<', span.until).where('until_at', '>', span.from).orderBy('from_at').orderBy('id').limit(2000).execute();
  const leads = new Map<string, boolean>();
  for (const { person_id } of rows) if (!leads.has(person_id)) leads.set(person_id, person_id === actor.id || (await leadsPerson(db, actor, person_id)));
  return rows.filter((r) => r.state !== 'asked' || leads.get(r.person_id)).map((r) => ({
    id: r.id, personId: r.person_id, from: r.from_at, until: r.state === 'over' && r.ended_at! < r.until_at ? r.ended_at! : r.until_at, coverId: r.cover_id, state: r.state as State, typeSay: leads.get(r.person_id) ? r.type_say : null,
  }));
}

/** Leave of those one leads that is asked for, planned or running, with how much is not clear: the next first. */
export async function requestsFor(db: Reads, actor: PersonActor): Promise<Out<typeof request>[]> {
  const rows = await tables(db).selectFrom('leaves').selectAll().where('state', 'in', ['asked', 'approved', 'away']).where('person_id', '!=', actor.id).orderBy('from_at').orderBy('id').limit(200).execute();
  const all: Out<typeof request>[] = [];
  for (const row of rows) {
    if (!(await leadsPerson(db, actor, row.person_id))) continue;
    all.push({ leave: { ...shape(row, actor, true), may: mayWith({ personId: row.person_id, state: row.state as State }, actor, true) }, left: row.state !== 'approved' || Date.parse(row.from_at) < clock.ms() + soonMs ? await leftOf(db, row) : null });
  }
  return all.sort((a, b) => Number(b.leave.state === 'asked') - Number(a.leave.state === 'asked') || a.leave.from.localeCompare(b.leave.from));
}
