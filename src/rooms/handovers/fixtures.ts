import { DateTime } from 'luxon';
import type { TestHouse } from '../../../test/house.ts';
import type { Answer, TestPerson } from '../../../test/people.ts';
import { newId } from '../../core/ids.ts';
import { clock } from '../../core/server/clock.ts';
import { giveShift } from '../rota/fixtures.ts';

/** Moves on to the next such weekday (1 Monday … 7 Sunday) and time on the wall: tests of shifts must not depend on when they run. */
export async function goTo(house: TestHouse, weekday: number, time: string, zone = 'UTC'): Promise<void> {
  const now = DateTime.fromMillis(clock.ms(), { zone });
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const days = (weekday - now.weekday + 7) % 7;
  const aim = now.plus({ days }).set({ hour, minute, second: 0, millisecond: 0 });
  const ms = (aim <= now ? aim.plus({ days: 7 }) : aim).toMillis() - clock.ms();
  await house.advance(`${ms}ms`);
}

/** A shift of somebody on every day of the week, in a zone's wall time, since before last week. */
export const dailyShift = (house: TestHouse, { person, ...what }: { teamId: string; person: TestPerson; starts: string; ends: string; zone?: string; days?: number[] }): Promise<string> =>
  giveShift(house.db, { ...what, personId: person.id, firstDay: clock.iso(-10 * 24 * 3600_000).slice(0, 10) });

export const signOff = (who: TestPerson, more: object = {}): Promise<Answer> => who.call('POST /handovers', { body: { id: newId(), ...more } });
export const noteNext = (who: TestPerson, ticketId: string, next: string, version = 0): Promise<Answer> => who.call('PUT /tickets/:id/progress', { params: { id: ticketId }, body: { validation: '', next, version } });
export const acknowledgeAll = (who: TestPerson, handover: { id: string; version: number; mine: string[] }): Promise<Answer> => who.call('POST /handovers/:id/acknowledge', { params: { id: handover.id }, body: { version: handover.version, items: handover.mine } });
