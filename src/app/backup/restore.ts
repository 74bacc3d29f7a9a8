import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { JobRunner } from '../../core/server/job-runner.ts';
import { readMigrations } from '../../core/server/migrate.ts';
import type { Store } from '../../core/server/store.ts';
import { BackupUnusable, readArchive, verifyArchive } from './archive.ts';
import { head as headSchema, headName, type Head } from './backup.ts';
import { dropEverything, inUse, laxly, othersConnected, takeOutRows } from './clearing.ts';
import { keptJobs, putJobs } from './jobs.ts';
import { quiet, type Quieted } from './quiet.ts';
import { importing, setSequences, type Sequence } from './tables.ts';

export interface RestoreOptions {
  readonly path: string;
  readonly migrations: string;
  readonly secretFile: string;
  /** The secret set in the configuration, when there is one: it must be that of the backup. */
  readonly givenSecret?: string;
  readonly replace: boolean;
}
export interface Restored extends Quieted { readonly head: Head; readonly files: number; readonly missing: readonly string[] }

/**
 * Puts a backup into a database. Everything is checked first; then all of it happens in one transaction, so that a
 * restore that fails leaves the database and the stored contents as they were. No mail is sent again and no mailbox fetched by it (W-L17).
 */
export async function restore(pool: pg.Pool, store: Store, options: RestoreOptions): Promise<Restored> {
  const { manifest, kept } = await verifyArchive(options.path, [headName, 'secret', 'sequences.json', 'jobs.json']);
  const head = headSchema.parse(JSON.parse(text(kept, headName)));
  const all = await readMigrations(options.migrations);
  const unknown = head.migrations.filter((m) => !all.some((a) => a.name === m.name));
  if (unknown.length) throw new BackupUnusable(`This backup was made by a newer Baton (${head.version}). Restore it with that version or a newer one.`);
  if (options.givenSecret && options.givenSecret !== text(kept, 'secret')) throw new BackupUnusable('BATON_SECRET is set here and is not the secret of this backup. Unset it (the backup brings its own) or set it to that of the backed-up server.');
  await JobRunner.prepare(pool);
  const client = await pool.connect();
  const added: string[] = [];
  let whole = false;
  let decided = false;
  try {
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
    await refuseUnfit(client, options.replace);
    await client.query('begin');
    await dropEverything(client);
    await client.query('create table migrations (name text primary key, hash text not null, at timestamptz not null default now())');
    const then = new Set(head.migrations.map((m) => m.name));
    await applyMigrations(client, all.filter((m) => then.has(m.name)));
    const putBack = await laxly(client);
    await takeOutRows(client);
    await putTables(client, options.path, head);
    await setSequences(client, JSON.parse(text(kept, 'sequences.json')) as Sequence[]);
    await putBack();
    await applyMigrations(client, all.filter((m) => !then.has(m.name)));
    await putJobs(client, keptJobs.parse(JSON.parse(text(kept, 'jobs.json'))));
    const quieted = await quiet(client);
    // Last, as nothing takes them back by itself.
    const files = await putFiles(store, options.path, added);
    decided = true;
    await client.query('commit');
    if (!options.givenSecret) putSecret(options.secretFile, text(kept, 'secret'));
    whole = true;
    await client.query('analyze').catch(() => undefined);
    return { head, files, missing: (manifest.summary.missing as string[] | undefined) ?? [], ...quieted };
  } catch (error) {
    // A commit that was asked for may have happened, whatever became of its answer: then they are needed.
    if (!decided) for (const hash of added) await store.remove(hash).catch(() => undefined);
    throw error;
  } finally {
    // Closing the connection undoes what was not committed, also in the middle of a copy.
    client.release(!whole);
  }
}

function text(kept: Map<string, Buffer>, name: string): string {
  const content = kept.get(name);
  if (!content) throw new BackupUnusable(`The backup has no ${name}. Nothing was changed; take another backup file.`);
  return content.toString('utf8');
}

async function refuseUnfit(client: pg.ClientBase, replace: boolean): Promise<void> {
  if (await othersConnected(client)) throw new BackupUnusable('Something is connected to this database, probably a running Baton. Stop it, then restore.');
  if (!replace && await inUse(client)) throw new BackupUnusable('This database holds a workspace. Restore into an empty one (set BATON_DATA to a new folder, or DATABASE_URL to a new database), or give --replace to overwrite everything in it.');
}

async function applyMigrations(client: pg.ClientBase, migrations: readonly { name: string; text: string; hash: string }[]): Promise<void> {
  for (const m of migrations) {
    await client.query(m.text);
    await client.query('insert into migrations (name, hash) values ($1, $2)', [m.name, m.hash]);
  }
}

/** Stores the contents of the backup; `added` holds those that were not there before, also when it breaks off. */
async function putFiles(store: Store, path: string, added: string[]): Promise<number> {
  let files = 0;
  for await (const { name, content } of readArchive(path)) {
    if (!name.startsWith('files/')) continue;
    const hash = name.slice('files/'.length);
    if (!(await store.has(hash))) added.push(hash);
    await store.put(hash, content);
    files++;
  }
  return files;
}

async function putTables(client: pg.ClientBase, path: string, head: Head): Promise<void> {
  let open: Copy | null = null;
  for await (const { name, content } of readArchive(path)) {
    const [, table] = /^tables\/(.+)\.\d+$/.exec(name) ?? [];
    if (!table) continue;
    if (open?.table !== table) {
      await open?.end();
      open = new Copy(client, head, table);
    }
    await open.write(content);
  }
  await open?.end();
}

/** One `copy … from stdin`, fed piece by piece. */
class Copy {
  readonly table: string;
  private readonly stream: CopyStreamQuery;

  constructor(client: pg.ClientBase, head: Head, table: string) {
    const shape = head.tables.find((t) => t.name === table);
    if (!shape) throw new BackupUnusable(`The backup holds rows of ${table} without their columns.`);
    this.table = table;
    this.stream = client.query(copyFrom(importing(shape)));
    // An error is met by the next piece or by the end.
    this.stream.on('error', () => undefined);
  }

  async write(content: Buffer): Promise<void> {
    if (this.stream.errored) throw this.stream.errored;
    if (!this.stream.write(content)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    this.stream.end();
    await finished(this.stream);
  }
}

/** The secret of the backup becomes that of this server; one that was here before is kept beside it. */
function putSecret(file: string, secret: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  if (before === secret) return;
  if (before !== null) renameSync(file, `${file}.before-restore-${Date.now()}`);
  writeFileSync(file, secret, { mode: 0o600 });
}
