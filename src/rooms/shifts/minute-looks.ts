import { sql } from 'kysely';
import type { Sign } from '../../core/server/activity.ts';
import { system } from '../../core/server/actor.ts';
import { clock } from '../../core/server/clock.ts';
import { transact, type Db } from '../../core/server/db.ts';
import { readSettings } from '../../core/server/settings.ts';
import { shiftSettings } from './contract.ts';
import { busySchema } from './own-calendars.ts';
import { busyAt } from './rules.ts';
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

/** Begins and ends of what calendars show. What was read longer than a day ago is not believed any more. */
export async function lookAtCalendars(db: Db): Promise<void> {
  const rows = await tables(db).selectFrom('availability_choices as c').innerJoin('people as p', 'p.id', 'c.person_id').leftJoin('availability_sources as s', (j) => j.onRef('s.person_id', '=', 'c.person_id').on('s.source', '=', 'calendar'))
    .select(['c.person_id', 'c.busy', 'c.read_at', 's.until']).where('c.calendar_address', 'is not', null).where('p.deactivated_at', 'is', null).execute();
  for (const row of rows) {
    const fresh = row.read_at !== null && Date.parse(row.read_at) > clock.ms() - keptMs;
    const now = fresh ? busyAt(busySchema.parse(row.busy), clock.ms()) : null;
    const until = now ? new Date(now.until).toISOString() : null;
    if (until === row.until) continue;
    await transact(db, (tx) => setBySource(tx, system('calendar'), row.person_id, 'calendar', now ? { state: 'in-a-meeting', since: new Date(now.from).toISOString(), until } : null));
  }
}

/** Signs of life of many people: kept to the minute in one statement; who counted as offline is back at once. */
export async function seen(db: Db, signs: readonly Sign[]): Promise<void> {
  const [people, times] = [signs.map((s) => s.personId), signs.map((s) => s.at)];
  await sql`/* hot */ insert into availability_seen (person_id, at) select p.id, u.at from unnest(${people}::uuid[], ${times}::timestamptz[]) u (id, at) join people p on p.id = u.id and p.kind = 'person' order by p.id
    on conflict (person_id) do update set at = excluded.at where availability_seen.at < excluded.at - interval '1 minute'`.execute(db);
  const idle = await sql<{ id: string }>`/* hot */ select person_id as id from availability_sources where source = 'idle' and person_id = any(${people}::uuid[])`.execute(db);
  for (const { id } of idle.rows) await transact(db, (tx) => setBySource(tx, system('idle'), id, 'idle', null));
}
