import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { databaseTrouble } from './db.ts';
import { log } from './log.ts';

/** Migrations: plain SQL, named by time, forward only, each in a transaction of its own. */
export async function readMigrations(folder: string): Promise<{ name: string; text: string; hash: string }[]> {
  const names = (await readdir(folder)).filter((n) => n.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    return { name, text, hash: createHash('sha256').update(text).digest('hex') };
  }));
}

/** The database cannot be brought to this version; the message says why and what a person can do. Shown without a stack. */
export class CannotMigrate extends Error {
  override readonly name = 'CannotMigrate';
}

const oldest = 15;

/** Asked before anything is changed: what is older, or keeps text as something else, would fail somewhere in the middle. */
async function refuseUnfit(client: pg.ClientBase): Promise<void> {
  const { rows: [found] } = await client.query<{ version: string; encoding: string }>(`select current_setting('server_version') as version, current_setting('server_encoding') as encoding`);
  if (Number.parseInt(found!.version, 10) < oldest) throw new CannotMigrate(`This is PostgreSQL ${found!.version}; Baton needs ${oldest} or newer.`);
  if (found!.encoding !== 'UTF8') throw new CannotMigrate(`This database keeps text as ${found!.encoding}; Baton needs UTF8. Make another: create database baton encoding 'UTF8' template template0`);
}

/** One at a time, however many processes start at once. */
async function myTurn(client: pg.ClientBase): Promise<void> {
  const { rows: [turn] } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(4217001) as mine');
  if (turn!.mine) return;
  log.info('another process brings the database up to date; waiting for it');
  await client.query('select pg_advisory_lock(4217001)');
}

/** Brings the database to this version; refuses to touch one that a newer version has written. Answers the names applied. */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  const all = await readMigrations(folder);
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await refuseUnfit(client);
    await myTurn(client);
    await client.query('create table if not exists migrations (name text primary key, hash text not null, at timestamptz not null default now())');
    const done = new Set((await client.query<{ name: string }>('select name from migrations')).rows.map((r) => r.name));
    const unknown = [...done].filter((name) => !all.some((m) => m.name === name));
    if (unknown.length) throw new CannotMigrate(`This database was written by a newer Baton (${unknown.join(', ')}). Start that version, or restore a backup made with this one.`);
    for (const m of all) {
      if (done.has(m.name)) continue;
      await client.query('begin');
      try {
        await client.query(m.text);
        await client.query('insert into migrations (name, hash) values ($1, $2)', [m.name, m.hash]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        if (databaseTrouble(error)) throw error;
        throw new CannotMigrate(`Migration ${m.name} failed and was undone: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
      applied.push(m.name);
    }
  } finally {
    await client.query('select pg_advisory_unlock(4217001)').catch(() => undefined);
    client.release();
  }
  return applied;
}
