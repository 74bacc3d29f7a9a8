import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** Migrations: plain SQL, named by time, forward only, each in a transaction of its own. */
export async function readMigrations(folder: string): Promise<{ name: string; text: string; hash: string }[]> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    return { name, text, hash: createHash('sha256').update(text).digest('hex') };
  }));
}

/** Brings the database to this version; refuses to touch one that a newer version has written. Answers the names applied. */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  const all = await readMigrations(folder);
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query('select pg_advisory_lock(4217001)');
    await client.query('create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())');
    const done = new Set((await client.query<{ name: string }>('select name from migrations')).rows.map((r) => r.name));
    const unknown = [...done].filter((name) => !all.some((m) => m.name === name));
    if (unknown.length) throw new Error(`This database was written by a newer Baton (${unknown.join(', ')}). Start that version, or restore a backup made with this one.`);
    for (const m of all) {
      if (done.has(m.name)) continue;
      await client.query('begin');
      try {
        await client.query(m.text);
        await client.query('insert into migrations (name, hash) values ($1, $2)', [m.name, m.hash]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`Migration ${m.name} failed and was undone: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
      applied.push(m.name);
    }
  } finally {
    await client.query('select pg_advisory_unlock(4217001)').catch(() => undefined);
    client.release();
  }
  return applied;
}
