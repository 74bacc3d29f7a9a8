import { describe, expect, test } from 'vitest';
import { newId } from '../../core/ids.ts';
import { occurrences, type Occurrence, type Pattern } from './rules.ts';
import { coverageOf, expectedBy, type Past } from './volumes.ts';

const at = (text: string) => Date.parse(`${text}:00Z`);
const week = { from: at('2026-06-01T00:00'), until: at('2026-06-08T00:00') };
const pattern = (what: Partial<Pattern> = {}): Pattern => ({ id: newId(), teamId: 't', personId: 'maya', name: '', zone: 'Europe/Berlin', starts: '09:00', ends: '17:00', days: [1, 2, 3, 4, 5], everyWeeks: 1, firstDay: '2026-06-01', lastDay: null, ...what });

describe('coverage', () => {
  const until = at('2026-06-14T22:00');
  const past = (what: Partial<Past>) => expectedBy({ arrived: [], zone: 'Europe/Berlin', until, mostWeeks: 8, holidays: [], ...what });
  const open = (hour: number) => { const h = new Date(hour).getUTCHours(); return h >= 7 && h < 16; };
  const look = (hour: string, there: Occurrence[], expected: number) => coverageOf(there, { from: at(`2026-06-01T${hour}`), until: at(`2026-06-01T${hour}`) + 3600_000 }, { expectedAt: () => expected, isOpen: open, ticketsPerHour: 4 })[0]!;
  const one = occurrences([pattern({ days: [1], starts: '09:00', ends: '13:30' })], [], week)[0]!;
  test.each<[string, Occurrence[], number, string, number]>([
    ['07:00', [one], 3, 'good', 1], ['07:00', [one], 5, 'thin', 1], ['07:00', [one, { ...one, personId: 'ben' }], 5, 'good', 2], ['11:00', [one], 1, 'good', 1], ['12:00', [one], 1, 'gap', 0],
    ['20:00', [one], 0.2, 'closed', 0], ['20:00', [one], 1, 'gap', 0], ['07:00', [one, one], 5, 'thin', 1],
  ])('%s with %#', (hour, there, expected, level, count) => { expect(look(hour, there, expected)).toMatchObject({ level, there: count }); });

  test('what comes in: an average by weekday and hour of the zone, of as many weeks as there are', () => {
    const arrived = [{ at: at('2026-06-01T07:00'), n: 4 }, { at: at('2026-06-08T07:00'), n: 2 }, { at: at('2026-06-08T08:00'), n: 1 }];
    const by = past({ arrived });
    expect([by.weeks, by.at(at('2026-06-15T07:00'), false), by.at(at('2026-06-15T08:00'), false), by.at(at('2026-06-16T07:00'), false)]).toEqual([2, 3, 0.5, 0]);
    // The same hour on the wall after the clocks changed.
    expect(by.at(at('2026-11-16T08:00'), false)).toBe(3);
    expect(past({}).at(until, false)).toBe(0);
    expect(past({}).at(until, true)).toBe(0);
  });

  const [monday, holiday, tuesday, nextMonday] = [at('2026-06-08T07:00'), at('2026-06-01T07:00'), at('2026-06-09T07:00'), at('2026-06-15T07:00')];
  test('holidays do not make their weekday seem calm', () => {
    const by = past({ arrived: [{ at: holiday, n: 1 }, { at: monday, n: 8 }], holidays: ['2026-06-01'] });
    expect(by.at(nextMonday, false)).toBe(8);
    // One that lies before what is looked at takes no Monday away.
    expect(past({ arrived: [{ at: monday, n: 8 }], holidays: ['2025-12-26'] }).at(nextMonday, false)).toBe(8);
  });
  test('a holiday is expected to be as former ones, also of long ago', () => {
    const by = past({ arrived: [{ at: holiday, n: 1 }, { at: at('2025-12-25T08:00'), n: 4 }, { at: monday, n: 8 }], holidays: ['2025-12-25', '2026-06-01'] });
    expect([by.holidayBasis, by.at(nextMonday, true), by.at(nextMonday + 3600_000, true)]).toEqual(['holidays', 2.5, 0]);
  });
  test('for want of those, as the calmest weekday', () => {
    const every = Array.from({ length: 14 }, (_, n) => ({ at: at('2026-06-01T07:00') + n * 86_400_000, n: 9 }));
    const by = past({ arrived: every.map((one) => (one.at === tuesday || one.at === tuesday - 7 * 86_400_000 ? { ...one, n: 3 } : one)) });
    expect([by.holidayBasis, by.at(nextMonday, true), by.at(nextMonday, false)]).toEqual(['calmest', 3, 9]);
  });
});
