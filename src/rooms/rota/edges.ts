import type { Actor } from '../../core/server/actor.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import type { Tx } from '../../core/server/db.ts';
import { record } from '../../core/server/journal.ts';
import { move, start } from '../clocks/clocks.ts';
import type { ClockRecord } from '../clocks/tables.ts';
import { setBySource } from '../shifts/availability.ts';
import { setByShifts } from '../shifts/choices.ts';
import { ShiftEnded, ShiftStarted } from './contract.ts';
import { absencesOf, worked } from './occurrences.ts';
import { firstAfter } from './queries.ts';
import { edgesBetween, shiftSays, type OnShift, type Started } from './rules.ts';
import { tables } from './tables.ts';

/** The one clock of a person whose shifts begin and end. */
export const clockKind = 'rota.edge';
const actor = system('rota');
const lookAheadMs = 30 * 24 * 3600_000;

/**
 * Has the begins and ends of somebody's shifts looked at anew, as their rota is about to change: their clock runs out at
 * once, and what it does happens in one place. Called before the change, as the clock is locked first.
 */
export async function lookAgain(tx: Tx, by: Actor, personIds: readonly string[]): Promise<void> {
  for (const personId of [...new Set(personIds)].sort()) {
    await tables(tx).insertInto('rota_people').values({ person_id: personId, told_until: clock.now() }).onConflict((c) => c.doNothing()).execute();
    const row = await tables(tx).selectFrom('rota_people').select('clock_id').where('person_id', '=', personId).executeTakeFirstOrThrow();
    if (row.clock_id) await move(tx, by, row.clock_id, { dueAt: clock.now() });
    else {
      const made = await start(tx, by, { kind: clockKind, label: 'begin or end of a shift', aboutId: personId, dueAt: clock.now(), to: [] });
      await tables(tx).updateTable('rota_people').set({ clock_id: made.id }).where('person_id', '=', personId).execute();
    }
    // What lies behind is past: a shift that is written down afterwards neither begins nor ends now.
    await tables(tx).updateTable('rota_people').set({ told_until: clock.now() }).where('person_id', '=', personId).execute();
  }
}

/** Tells what began and ended since it last did, then waits for the next of it. Runs in the clock's transaction: once for each (W-L19). */
export async function tellEdges(tx: Tx, { id: clockId, about_id: personId }: ClockRecord): Promise<void> {
  const row = await tables(tx).selectFrom('rota_people').selectAll().where('person_id', '=', personId).forUpdate().executeTakeFirst();
  if (!row) return;
  const [from, now] = [Date.parse(row.told_until), clock.ms()];
  const whose = { personIds: [personId] };
  const { said, started } = edgesBetween(row.started as Started[], await worked(tx, whose, { from: from - 1, until: now + 1 }), { from, until: now });
  for (const one of said) await record(tx, actor, one.what === 'started' ? ShiftStarted : ShiftEnded, { about: personId, to: [`person:${personId}`, `team:${one.shift.teamId}`], data: factOf(one.shift) });
  await tables(tx).updateTable('rota_people').set({ told_until: new Date(now), started: JSON.stringify(started) }).where('person_id', '=', personId).execute();
  const ends = started.map((one) => one.end);
  const begins = (await firstAfter(tx, whose, now)).map((one) => one.start);
  const away = (await absencesOf(tx, [personId], { from: now, until: now + lookAheadMs })).get(personId) ?? [];
  await sayAvailable(tx, personId, said.length > 0, { now: started.length > 0, next: begins.length ? Math.min(...begins) : null, away: away.find((one) => one.from <= now && one.until > now) ?? null });
  await move(tx, actor, clockId, { dueAt: new Date(Math.min(now + lookAheadMs, ...ends, ...begins, ...away.flatMap((one) => [one.from, one.until]).filter((at) => at > now))) });
}

const factOf = (one: Started) => ({ shiftId: one.id, personId: one.personId, teamId: one.teamId, startsAt: new Date(one.start).toISOString(), endsAt: new Date(one.end).toISOString() });

/** Begins make available and ends offline until the next one, absences offline until they are over, unless they chose otherwise. */
async function sayAvailable(tx: Tx, personId: string, edge: boolean, shift: OnShift): Promise<void> {
  if (!(await setByShifts(tx, personId))) return;
  const before = (await tables(tx).selectFrom('availability_sources').select(['state', 'note', 'at']).where('person_id', '=', personId).where('source', '=', 'shift').executeTakeFirst()) ?? null;
  const says = shiftSays(before, edge, shift);
  if (says || before) await setBySource(tx, actor, personId, 'shift', says);
}
