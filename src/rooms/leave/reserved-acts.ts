import { z } from 'zod';
import { notFound } from '../../core/refusals.ts';
import { clock } from '../../core/server/clock.ts';
import type { Reads } from '../../core/server/db.ts';
import { refuse } from '../../core/server/refusals.ts';
import { id } from '../../core/shapes.ts';
import { reservedAct } from '../approvals/acts.ts';
import { days, takeAct } from './contract.ts';
import { extendAct, grant } from './grants.ts';
import { daysWords, type Days } from './leave-days.ts';
import { changeLeave } from './requests.ts';
import { tables } from './tables.ts';

const about = z.object({ leaveId: id });
const longer = about.extend(days.omit({ zone: true }).shape);

async function named(db: Reads, leaveId: string) {
  const row = (await tables(db).selectFrom('leaves as l').innerJoin('people as p', 'p.id', 'l.person_id').leftJoin('people as c', 'c.id', 'l.cover_id').selectAll('l').select(['p.name', 'c.name as cover']).where('l.id', '=', leaveId).executeTakeFirst()) ?? refuse(notFound);
  return { ...row, days: { firstDay: row.first_day, lastDay: row.last_day, starts: row.starts, ends: row.ends, zone: row.zone } as Days };
}
const placeOf = async (db: Reads, { leaveId }: { leaveId: string }) => ({ ticketId: null, teamId: (await named(db, leaveId)).team_id });
const look = ({ leaveId }: { leaveId: string }): string => `/team/leave/${leaveId}`;
const thisYear = (): number => clock.now().getUTCFullYear();

/** Going on leave, and making it longer: a lead's yes, somebody else's where a lead goes. */
export const acts = [
  reservedAct({
    name: takeAct, say: 'Take leave', help: 'Going on leave. A lead approves it once everything is clear: tickets handed off, promises moved, somebody stands in.', data: about, standard: { asks: 'everybody', above: null, except: [] }, about: placeOf, look, matter: ({ leaveId }) => ({ leaveId }),
    async words(db, { leaveId }) {
      const row = await named(db, leaveId);
      return `${row.type_say} of ${row.name}, ${daysWords(row.days, thisYear())}${row.cover ? `; ${row.cover} stands in` : ''}`;
    },
    perform: (tx, requester, { leaveId }, given) => grant(tx, requester, leaveId, given),
  }),
  reservedAct({
    name: extendAct, say: 'Make leave longer', help: 'Longer than what was approved.', data: longer, standard: { asks: 'everybody', above: null, except: [] }, about: placeOf, look, matter: ({ leaveId }) => ({ leaveId }),
    async words(db, { leaveId, ...to }) {
      const row = await named(db, leaveId);
      return `${row.type_say} of ${row.name} becomes ${daysWords({ ...to, zone: row.zone }, thisYear())}, instead of ${daysWords(row.days, thisYear())}`;
    },
    perform: async (tx, requester, { leaveId, ...to }) => void (await changeLeave(tx, requester, leaveId, to, { via: 'approval' })),
  }),
] as const;
