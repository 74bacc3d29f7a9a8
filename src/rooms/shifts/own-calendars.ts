import { z } from 'zod';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { config } from '../../core/server/config.ts';
import { transact, type Db, type Reads } from '../../core/server/db.ts';
import { FetchFailed, fetchFrom } from '../../core/server/fetching.ts';
import { record } from '../../core/server/journal.ts';
import { refuse } from '../../core/server/refusals.ts';
import { seal, unseal } from '../../core/server/secrets.ts';
import { PrivateAddress } from '../../core/server/outside.ts';
import { busyTimes } from './busy-times.ts';
import { calendarUnreadable, ChoicesChanged } from './contract.ts';
import { tables } from './tables.ts';

const purpose = 'own-calendar';
const everyMs = 15 * 60_000;
const aheadMs = 14 * 24 * 3600_000;
const limits = { maxBytes: 5 * 1024 * 1024, ms: 15_000 };
export const busySchema = z.array(z.tuple([z.string(), z.string()]));

/** Reads somebody's calendar once at an address: the busy times of the next two weeks, or why not, in words. */
async function readOnce(db: Reads, personId: string, address: string): Promise<{ busy: [string, string][] } | { reason: string }> {
  const person = await tables(db).selectFrom('people').select(['email', 'zone']).where('id', '=', personId).executeTakeFirstOrThrow();
  try {
    const { status, body } = await fetchFrom(address.replace(/^webcals?:/i, 'https:'), { ...limits, allowPrivate: config().privateCalendarHosts, headers: { accept: 'text/calendar' } });
    if (status !== 200) return { reason: status === 401 || status === 403 || status === 404 ? 'The address is not valid any more, or not public.' : `Its server answered with ${status}.` };
    return { busy: busyTimes(body.toString('utf8'), { addresses: [person.email], zone: person.zone }, clock.ms() - 3600_000, clock.ms() + aheadMs) };
  } catch (error) {
    if (error instanceof PrivateAddress) return { reason: 'This address is on a private network, which is not read from here.' };
    return { reason: error instanceof FetchFailed ? error.message : 'What is there is not a calendar.' };
  }
}

/** Has somebody's own calendar read from now on; refused where it cannot be read. */
export async function connectCalendar(db: Db, personId: string, address: string): Promise<void> {
  const read = await readOnce(db, personId, address);
  if ('reason' in read) return refuse(calendarUnreadable, { reason: read.reason });
  const row = {
    calendar_address: seal(purpose, address), calendar_host: new URL(address.replace(/^webcals?:/i, 'https:')).host, busy: JSON.stringify(read.busy),
    read_at: clock.now(), look_at: clock.now(), next_read_at: new Date(clock.ms() + everyMs), trouble: null, trouble_at: null,
  };
  await transact(db, async (tx) => {
    await tables(tx).insertInto('availability_choices').values({ person_id: personId, ...row }).onConflict((c) => c.column('person_id').doUpdateSet(row)).execute();
    await record(tx, system('calendar'), ChoicesChanged, { about: personId, to: [`person:${personId}`], data: { trouble: null } });
  });
}

/** Reads one calendar again. One that cannot be read keeps what was read for a day, and says why. */
export async function readAgain(db: Db, personId: string): Promise<void> {
  const row = await tables(db).selectFrom('availability_choices').select(['calendar_address', 'trouble']).where('person_id', '=', personId).where('calendar_address', 'is not', null).executeTakeFirst();
  const address = row ? unseal(purpose, row.calendar_address!) : null;
  if (!row) return;
  const read = address ? await readOnce(db, personId, address) : { reason: 'The address cannot be read any more. Give it again.' };
  const next = { next_read_at: new Date(clock.ms() + everyMs) };
  const trouble = 'reason' in read ? read.reason : null;
  await transact(db, async (tx) => {
    const set = 'busy' in read ? { ...next, busy: JSON.stringify(read.busy), read_at: clock.now(), look_at: clock.now(), trouble: null, trouble_at: null } : { ...next, trouble, ...(row.trouble === null ? { trouble_at: clock.now() } : {}) };
    const kept = await tables(tx).updateTable('availability_choices').set(set).where('person_id', '=', personId).where('calendar_address', '=', row.calendar_address).returning('person_id').executeTakeFirst();
    if (kept && trouble !== row.trouble) await record(tx, system('calendar'), ChoicesChanged, { about: personId, to: [`person:${personId}`], data: { trouble } });
  });
}

/** Whose calendar is to be read again now; not of those who left. */
export const dueCalendars = async (db: Reads): Promise<string[]> =>
  (await tables(db).selectFrom('availability_choices as c').innerJoin('people as p', 'p.id', 'c.person_id').select('c.person_id').where('c.next_read_at', '<=', clock.iso()).where('p.deactivated_at', 'is', null).orderBy('c.next_read_at').limit(200).execute()).map((r) => r.person_id);
