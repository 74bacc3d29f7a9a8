import { sql } from 'kysely';
import type pg from 'pg';
import { config } from '../core/server/config.ts';
import type { Db } from '../core/server/db.ts';
import { deadJobs } from '../core/server/jobs.ts';
import { outboxHealth } from '../core/server/mail.ts';
import { readMigrations } from '../core/server/migrate.ts';
import { tables as mailTables } from '../rooms/channels/email/tables.ts';
import { migrationsFolder } from './database.ts';
import { fail, ok, warn, type Finding } from './findings.ts';
import { queueAge } from './health.ts';

const first = async <T extends pg.QueryResultRow>(pool: pg.Pool, text: string): Promise<T> => (await pool.query<T>(text)).rows[0]!;
const span = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`);

export async function versionCheck(pool: pg.Pool, embedded: boolean): Promise<Finding> {
  try {
    const { version, sync } = await first<{ version: string; sync: string }>(pool, `select current_setting('server_version') as version, current_setting('fsync') as sync`);
    if (Number.parseInt(version, 10) < 15) return fail('database', `PostgreSQL ${version}`, 'Baton needs PostgreSQL 15 or newer.');
    if (sync !== 'on') return fail('database', `PostgreSQL ${version} with fsync off`, 'Turn fsync on: without it a power cut loses what was saved.');
    return ok('database', `${embedded ? 'embedded' : 'external'} PostgreSQL ${version}`);
  } catch (error) {
    return fail('database', error instanceof Error ? error.message : String(error), 'Check DATABASE_URL, and that the database takes connections from here.');
  }
}

export async function migrationsCheck(pool: pg.Pool): Promise<{ finding: Finding; usable: boolean }> {
  const { there } = await first<{ there: boolean }>(pool, `select to_regclass('public.migrations') is not null as there`);
  if (!there) return { finding: ok('migrations', 'the database is empty; the first start fills it'), usable: false };
  const done = new Set((await pool.query<{ name: string }>('select name from migrations')).rows.map((r) => r.name));
  const all = (await readMigrations(migrationsFolder)).map((m) => m.name);
  const unknown = [...done].filter((name) => !all.includes(name));
  if (unknown.length) return { finding: fail('migrations', `the database was written by a newer Baton (${unknown.join(', ')})`, 'Start that version; this one must not touch it.'), usable: false };
  const waiting = all.filter((name) => !done.has(name));
  return { finding: ok('migrations', waiting.length ? `${waiting.length} wait; the next start applies them` : `all ${done.size} applied`), usable: !waiting.length };
}

export async function clockCheck(pool: pg.Pool): Promise<Finding> {
  const before = Date.now();
  const { at } = await first<{ at: string }>(pool, 'select clock_timestamp() as at');
  const off = Math.abs(Date.parse(at) - (before + Date.now()) / 2) / 1000;
  const found = `this machine and the database differ by ${off.toFixed(1)} s`;
  if (off > 60) return fail('clock', found, 'Let both keep their time by NTP: due times and sessions rest on it.');
  return off > 2 ? warn('clock', found, 'Let both keep their time by NTP.') : ok('clock', found);
}

export async function connectionsCheck(pool: pg.Pool): Promise<Finding> {
  const { max, used } = await first<{ max: number; used: number }>(pool, `select current_setting('max_connections')::int as max, (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as used`);
  const found = `${used} of ${max} in use; each process of ours takes up to ${config().poolSize + 1}`;
  return used > max * 0.85 ? warn('connections', found, 'Raise max_connections, or lower BATON_POOL_SIZE.') : ok('connections', found);
}

export async function mailCheck(db: Db): Promise<Finding> {
  const { queued, held, failed, unknown, oldestSeconds } = await outboxHealth(db);
  const found = `${queued} on their way${queued ? `, the oldest for ${span(oldestSeconds)}` : ''}; ${held} held, ${failed} failed, ${unknown} undecided`;
  if (oldestSeconds > 900) return warn('unsent mail', found, 'Look under Settings → Mail health: each says why it waits.');
  return held + failed + unknown ? warn('unsent mail', found, 'Decide about them under Settings → Mail health.') : ok('unsent mail', found);
}

export async function parkedCheck(db: Db): Promise<Finding[]> {
  const mails = await mailTables(db).selectFrom('incoming_mails').select(({ fn }) => fn.countAll<number>().as('n')).where('state', '=', 'parked').executeTakeFirstOrThrow();
  const facts = await db.selectFrom('parked_facts').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return [
    mails.n ? warn('parked mail', `${mails.n} could not be read`, 'They are kept whole. Try them again under Settings → Mail health.') : ok('parked mail', 'none'),
    facts.n ? warn('parked facts', `${facts.n} could not be followed`, 'Try them again under Settings → System. The log says more ("follower failed").') : ok('parked facts', 'none'),
  ];
}

export async function jobsCheck(db: Db): Promise<Finding[]> {
  const { rows: [queue] } = await sql<{ there: boolean }>`select to_regclass('graphile_worker.jobs') is not null as there`.execute(db);
  if (!queue?.there) return [];
  const dead = await deadJobs(db, 1000);
  const age = await queueAge(db);
  return [
    age > 120 ? warn('work', `the oldest due job waits for ${span(age)}`, 'Does a process with role all or worker run?') : ok('work', age ? `the oldest due job waits for ${span(age)}` : 'nothing waits'),
    dead.length ? warn('given up', `${dead.length} jobs used up their attempts, the last: ${dead[0]!.name} (${dead[0]!.reason?.split('\n')[0] ?? 'no reason'})`, 'Run them again under Settings → System. The log says more.') : ok('given up', 'no job'),
  ];
}

export async function mailboxesCheck(db: Db): Promise<Finding[]> {
  const rows = await mailTables(db).selectFrom('mailboxes').select(['address', 'imap', 'imap_state', 'imap_reason', 'fetcher_until']).where('active', '=', true).orderBy('address').execute();
  return rows.filter((m) => m.imap !== null).map((m) => {
    if (m.imap_state === 'failing') return warn('mailbox', `${m.address}: ${m.imap_reason ?? 'cannot be fetched'}`, 'Check server, user and password under Settings → Mailboxes.');
    if (m.imap_state === 'off') return warn('mailbox', `${m.address}: ${m.imap_reason ?? 'is not fetched'}`, 'Open it under Settings → Mailboxes and save it.');
    return ok('mailbox', `${m.address}: ${m.imap_state}`);
  });
}
