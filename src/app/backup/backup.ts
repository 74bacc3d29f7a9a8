import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { clock } from '../../core/server/clock.ts';
import { masterSecret } from '../../core/server/secrets.ts';
import type { Store } from '../../core/server/store.ts';
import { version } from '../version.ts';
import { ArchiveWriter, BackupUnusable } from './archive.ts';
import { jobsOf } from './jobs.ts';
import { exporting, factColumns, sequencesOf, tablesOf, type Table } from './tables.ts';

export const headName = 'baton-backup.json';
/** The first entry: what is in the file and which version made it. */
export const head = z.object({
  format: z.literal(1), version: z.string(), madeAt: z.string(), workspace: z.string().nullable(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })), tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type Head = z.infer<typeof head>;

export interface Made { readonly bytes: number; readonly rows: number; readonly files: number; readonly missing: readonly string[] }

const chunkBytes = 4 * 1024 * 1024;

/**
 * Writes everything that this workspace is into one file: rows as of one moment, the contents of files, the secret.
 * The server may run meanwhile; the transaction has no number of its own, so it holds back no reader of the journal.
 */
export async function backUp(pool: pg.Pool, store: Store, path: string): Promise<Made> {
  if (existsSync(path)) throw new BackupUnusable(`${path} is there already. Name a new file.`);
  const client = await pool.connect();
  const archive = new ArchiveWriter(path);
  try {
    await client.query('set statement_timeout = 0');
    await client.query('begin isolation level repeatable read read only');
    await client.query(`set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'iso_8601'; set local bytea_output = 'hex'`);
    const contents = await headOf(client);
    await archive.add(headName, JSON.stringify(contents));
    await archive.add('secret', masterSecret());
    const kept = await addFiles(client, store, archive);
    const rows = await addTables(client, archive, contents.tables);
    await archive.add('sequences.json', JSON.stringify(await sequencesOf(client)));
    await archive.add('jobs.json', JSON.stringify(await jobsOf(client)));
    const all = Object.values(rows).reduce((sum, n) => sum + n, 0);
    return { bytes: await archive.close({ rows, ...kept }), rows: all, ...kept };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function headOf(client: pg.ClientBase): Promise<Head> {
  const migrations = await client.query<{ name: string; hash: string }>('select name, hash from migrations order by name');
  const workspace = await client.query<{ name: string }>('select name from workspace');
  return { format: 1, version, madeAt: clock.iso(), workspace: workspace.rows[0]?.name ?? null, migrations: migrations.rows, tables: await tablesOf(client) };
}

/** The contents of all files. One that is gone from the store is told, not a reason to have no backup at all. */
async function addFiles(client: pg.ClientBase, store: Store, archive: ArchiveWriter): Promise<{ files: number; missing: string[] }> {
  const { rows } = await client.query<{ hash: string; used: boolean }>('select hash, exists (select from files f where f.hash = b.hash) as used from blobs b order by hash');
  const missing: string[] = [];
  let files = 0;
  for (const { hash, used } of rows) {
    const content = await read(store, hash);
    if (content) {
      await archive.add(`files/${hash}`, content);
      files++;
    } else if (used) missing.push(hash);
  }
  return { files, missing };
}

/** A content, or null when it is not there or is not what its name says any more. */
async function read(store: Store, hash: string): Promise<Buffer | null> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await store.read(hash)) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks);
    return createHash('sha256').update(content).digest('hex') === hash ? content : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || /answered 404/.test(String(error))) return null;
    throw error;
  }
}

/** Each table as PostgreSQL's own text form, in pieces that have a known size. Answers the rows of each. */
async function addTables(client: pg.ClientBase, archive: ArchiveWriter, tables: readonly Table[]): Promise<Record<string, number>> {
  const facts = await factColumns(client);
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const stream = client.query(copyTo(`copy (${exporting(table, facts)}) to stdout`));
    let waiting: Buffer[] = [];
    let bytes = 0;
    let piece = 0;
    const flush = async () => {
      await archive.add(`tables/${table.name}.${String(++piece).padStart(5, '0')}`, Buffer.concat(waiting));
      waiting = [];
      bytes = 0;
    };
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes >= chunkBytes) await flush();
    }
    if (bytes) await flush();
    counts[table.name] = stream.rowCount;
  }
  return counts;
}
