import type { Out } from '../../core/contract.ts';
import type { Actor } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads, Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { readSettings } from '../../core/server/settings.ts';
import { ChoicesChanged, shiftSettings, type shifts } from './contract.ts';
import { busySchema } from './own-calendars.ts';
import { busyAt } from './rules.ts';
import { setBySource } from './availability.ts';
import { tables } from './tables.ts';

type Choices = Out<typeof shifts.choices.spec.output>;

/** What sets somebody's availability beside themselves. */
export async function choicesOf(db: Reads, personId: string): Promise<Choices> {
  const row = await tables(db).selectFrom('availability_choices').selectAll().where('person_id', '=', personId).executeTakeFirst();
  const { idleMinutes } = await readSettings(db, shiftSettings, null);
  const busy = row ? busySchema.parse(row.busy) : [];
  const calendar = row?.calendar_host ? {
    host: row.calendar_host, readAt: row.read_at, trouble: row.trouble, troubleAt: row.trouble_at, busyNow: busyAt(busy, clock.ms()) !== null, nextBusyAt: busy.find(([from]) => Date.parse(from) > clock.ms())?.[0] ?? null,
  } : null;
  return { byShift: row?.by_shift ?? true, byIdle: row?.by_idle ?? true, idleMinutes, calendar };
}

/** Whether somebody lets their shifts set their availability. */
export const setByShifts = async (db: Reads, personId: string): Promise<boolean> =>
  (await tables(db).selectFrom('availability_choices').select('by_shift').where('person_id', '=', personId).executeTakeFirst())?.by_shift ?? true;

/** What they no longer want to be set says nothing any more from now on. */
export async function choose(tx: Tx, actor: Actor, personId: string, what: { byShift?: boolean | undefined; byIdle?: boolean | undefined }): Promise<void> {
  const set = { ...(what.byShift === undefined ? {} : { by_shift: what.byShift }), ...(what.byIdle === undefined ? {} : { by_idle: what.byIdle }) };
  if (!Object.keys(set).length) return;
  await tables(tx).insertInto('availability_choices').values({ person_id: personId, ...set }).onConflict((c) => c.column('person_id').doUpdateSet(set)).execute();
  if (what.byShift === false) await setBySource(tx, actor, personId, 'shift', null);
  if (what.byIdle === false) await setBySource(tx, actor, personId, 'idle', null);
  await record(tx, actor, ChoicesChanged, { about: personId, to: [`person:${personId}`], data: { trouble: null } });
}

/** Their calendar is no longer read, and what was read is forgotten. */
export async function dropCalendar(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await tables(tx).updateTable('availability_choices').set({ calendar_address: null, calendar_host: null, busy: '[]', read_at: null, look_at: null, next_read_at: null, trouble: null, trouble_at: null }).where('person_id', '=', personId).execute();
  await setBySource(tx, actor, personId, 'calendar', null);
  await record(tx, actor, ChoicesChanged, { about: personId, to: [`person:${personId}`], data: { trouble: null } });
}
