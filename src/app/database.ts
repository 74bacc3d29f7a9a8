import { join } from 'node:path';
import type pg from 'pg';
import { config } from '../core/server/config.ts';
import { log } from '../core/server/log.ts';
import { startPostgres } from '../core/server/postgres/supervisor.ts';
import { diskStore, s3Store, type Store } from '../core/server/store.ts';

export const migrationsFolder = join(import.meta.dirname, import.meta.url.endsWith('.ts') ? '../../migrations' : '../migrations');

export interface Database { readonly connection: pg.PoolConfig; readonly embedded: boolean; leave(): void; stop(): Promise<void> }

/** The configured database; the embedded one is started, or used beside the process that keeps it. */
export async function findDatabase(): Promise<Database> {
  if (config().databaseUrl) return { connection: { connectionString: config().databaseUrl! }, embedded: false, leave: () => undefined, stop: async () => undefined };
  const { connection, leave, stop } = await startPostgres({ folder: config().data, log });
  return { connection, embedded: true, leave, stop };
}

export const secretFile = (): string => join(config().data, 'secret');

/** Where the contents of files are kept. */
export const configuredStore = (): Store => (config().files ? s3Store(config().files!) : diskStore(join(config().data, 'files')));
