import { sql } from 'kysely';
import type { Sign } from '../../core/server/activity.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db, type Tx } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { shiftSettings } from './contract.ts';
import { busySchema } from './own-calendars.ts';
import { busyAt, nextEdge } from './rules.ts';
import { setBySource } from './availability.ts';
import { tables } from './tables.ts';

const batch = 500;
const keptMs = 24 * 3600_000;

/** When somebody was last seen: their own signs of life. An open page that reads by itself is none; it counts only for those of whom there never was a sign. */
const seenAt = sql`coalesce(l.at, p.seen_at)`;

/** Who was not seen for a while counts as offline; who is seen again is back. Asked every minute, it touches only those who change. */
export async function lookForIdle(db: Db): Promise<void> {
  const { idleMinutes } = await readSettings(db, shiftSettings, null);
  const before = clock.iso(-Math.max(idleMinutes, 1) * 60_000);
  const gone = idleMinutes === 0 ? [] : (await sql<{ id: string }>`select p.id from people p left join availability_seen l on l.person_id = p.id
    where p.kind = 'person' and p.deactivated_at is null and ${seenAt} <= ${before}::timestamptz
      and not exists (select from availability_sources s where s.person_id = p.id and s.source = 'idle') and not exists (select from availability_choices c where c.person_id = p.id and not c.by_idle) limit ${sql.lit(batch)}`.execute(db)).rows;
  for (const { id } of gone) await transact(db, (tx) => setBySource(tx, system('idle'), id, 'idle', { state: 'offline' }));
  const back = await sql<{ id: string }>`select p.id from availability_sources s join people p on p.id = s.person_id left join availability_seen l on l.person_id = p.id where s.source = 'idle' and (${seenAt} > ${before}::timestamptz or ${idleMinutes} = 0) limit ${sql.lit(batch)}`.execute(db);
  for (const { id } of back.rows) await transact(db, (tx) => setBySource(tx, system('idle'), id, 'idle', null));
}

/** Begins and ends of what calendars show: reads those only that may show something else than before. Answers whose it read. */
export async function lookAtCalendars(db: Db): Promise<string[]> {
  const due = await tables(db).selectFrom('availability_choices as c').innerJoin('people as p', 'p.id', 'c.person_id').select('c.person_id').where('c.look_at', '<=', clock.iso()).where('p.deactivated_at', 'is', null).orderBy('c.look_at').limit(batch).execute();
  for (const { person_id } of due) await transact(db, (tx) => lookAtCalendar(tx, person_id));
  return due.map((row) => row.person_id);
}

/** What was read longer than a day ago is not believed any more. */
async function lookAtCalendar(tx: Tx, personId: string): Promise<void> {
  // Locked, so that what is read anew meanwhile is looked at once more.
  const row = await tables(tx).selectFrom('availability_choices').select(['busy', 'read_at']).where('person_id', '=', personId).where('calendar_address', 'is not', null).forUpdate().executeTakeFirst();
  if (!row) return;
  const believedUntil = row.read_at === null ? 0 : Date.parse(row.read_at) + keptMs;
  const busy = believedUntil > clock.ms() ? busySchema.parse(row.busy) : [];
  const now = busyAt(busy, clock.ms());
  const until = now ? new Date(now.until).toISOString() : null;
  const said = await tables(tx).selectFrom('availability_sources').select('until').where('person_id', '=', personId).where('source', '=', 'calendar').executeTakeFirst();
  if (until !== (said?.until ?? null)) await setBySource(tx, system('calendar'), personId, 'calendar', now ? { state: 'in-a-meeting', since: new Date(now.from).toISOString(), until } : null);
  const next = believedUntil > clock.ms() ? Math.min(nextEdge(busy, clock.ms()) ?? Infinity, believedUntil) : null;
  await tables(tx).updateTable('availability_choices').set({ look_at: next === null ? null : new Date(next) }).where('person_id', '=', personId).execute();
}

/** Signs of life of many people: kept to the minute in one statement; who counted as offline is back at once. */
export async function seen(db: Db, signs: readonly Sign[]): Promise<void> {
  const [people, times] = [signs.map((s) => s.personId), signs.map((s) => s.at)];
  await sql`/* hot */ insert into availability_seen (person_id, at) select p.id, u.at from unnest(${people}::uuid[], ${times}::timestamptz[]) u (id, at) join people p on p.id = u.id and p.kind = 'person' order by p.id
    on conflict (person_id) do update set at = excluded.at where availability_seen.at < excluded.at - interval '1 minute'`.execute(db);
  const idle = await sql<{ id: string }>`/* hot */ select person_id as id from availability_sources where source = 'idle' and person_id = any(${people}::uuid[])`.execute(db);
  for (const { id } of idle.rows) await transact(db, (tx) => setBySource(tx, system('idle'), id, 'idle', null));
}
