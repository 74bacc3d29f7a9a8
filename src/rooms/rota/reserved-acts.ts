import { DateTime } from 'luxon';
import { z } from 'zod';
import { id, time } from '../../core/shapes.ts';
import type { Reads } from '../../core/server/db.ts';
import { notFound } from '../../core/refusals.ts';
import { refuse } from '../../core/server/refusals.ts';
import { reservedAct } from '../approvals/acts.ts';
import { setAvailability } from '../shifts/availability.ts';
import { state } from '../shifts/contract.ts';
import { shiftWords } from './swap-letters.ts';
import { dayNow } from './occurrences.ts';
import { carryOut, swapAct } from './swaps.ts';
import { tables } from './tables.ts';

export const offQueueAct = 'shifts.off-queue';
const offQueue = z.object({ personId: id, teamId: id, state, stateId: id.nullable(), until: time, note: z.string(), minutes: z.int() });
const swap = z.object({ swapId: id, giverId: id, takerId: id });
const called: Record<z.output<typeof state>, string> = { available: 'Available', 'on-a-call': 'On a call', focusing: 'Focusing', 'in-a-meeting': 'In a meeting', 'on-a-break': 'On a break', 'in-training': 'In training', offline: 'Offline', 'on-leave': 'On leave' };

const nameOf = async (db: Reads, personId: string): Promise<{ name: string; zone: string }> =>
  (await tables(db).selectFrom('people').select(['name', 'zone']).where('id', '=', personId).executeTakeFirst()) ?? { name: 'somebody', zone: 'UTC' };

/** What of time and shifts policy may reserve for leads (A1, S1, S2). */
export const acts = [
  reservedAct({
    name: offQueueAct, say: 'Off the queue for long', help: 'Focusing, meeting, pausing or training for longer than the team’s time, by one’s own word. It ends by itself.', data: offQueue, standard: { asks: 'agents', above: null, except: [] },
    measure: { unit: 'minutes', of: ({ minutes }) => minutes },
    matter: ({ personId }) => ({ personId }),
    about: async (_db, { teamId }) => ({ ticketId: null, teamId }),
    async words(db, { personId, state: to, until, minutes }) {
      const { name, zone } = await nameOf(db, personId);
      return `${name}: ${called[to].toLowerCase()} until ${DateTime.fromISO(until, { zone, locale: 'en-GB' }).toFormat('ccc d LLL HH:mm')}, ${minutes} minutes off the queue`;
    },
    async perform(tx, requester, { personId, state: to, stateId, until, note }) { await setAvailability(tx, requester, personId, { state: to, stateId, until, note, coverId: null }, { via: 'approval' }); },
    gains: ({ personId }) => [personId],
  }),
  reservedAct({
    name: swapAct, say: 'Swap shifts', help: 'Giving one’s shift to a teammate, or swapping two, once both have agreed.', data: swap, standard: { asks: 'nobody', above: null, except: [] },
    matter: ({ swapId }) => ({ swapId }),
    about: async (db, { swapId }) => ({ ticketId: null, teamId: ((await tables(db).selectFrom('rota_swaps').select('team_id').where('id', '=', swapId).executeTakeFirst()) ?? refuse(notFound)).team_id }),
    async words(db, { swapId }) {
      const row = (await tables(db).selectFrom('rota_swaps').selectAll().where('id', '=', swapId).executeTakeFirst()) ?? refuse(notFound);
      const [giver, taker, gives, back] = [await nameOf(db, row.giver_id), await nameOf(db, row.taker_id), await dayNow(db, row.shift_id, row.day), row.back_shift_id ? await dayNow(db, row.back_shift_id, row.back_day!) : null];
      const shift = gives ? shiftWords(gives, gives.zone) : 'a shift';
      return back ? `${taker.name} works ${shift} of ${giver.name}, who works ${shiftWords(back, back.zone)} of theirs` : `${taker.name} works ${shift} of ${giver.name}`;
    },
    perform: async (tx, requester, { swapId }) => await carryOut(tx, requester, swapId),
    gains: ({ giverId, takerId }) => [giverId, takerId],
  }),
] as const;
