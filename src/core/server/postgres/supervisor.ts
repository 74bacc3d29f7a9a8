import type { PoolConfig } from 'pg';
import type { Log } from '../log.ts';
import { addressOf } from './address.ts';
import { type Binaries, installedBinaries, linkLibraries, whyNotRunnable } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { type Place, settle } from './place.ts';
import { keepLogSmall } from './server-log.ts';
import { Server } from './server.ts';
import { transplant } from './transplant.ts';
import { DatabaseUnavailable } from './unavailable.ts';
import { watch } from './watch.ts';

export interface EmbeddedOptions {
  /** The product's data folder; the cluster goes below it. */
  folder: string;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** false turns syncing off: for tests only. */
  durable?: boolean;
  sharedBuffers?: string;
  /** Where things go that root's database user cannot reach below `folder`. */
  systemFolder?: string;
}

export interface EmbeddedPostgres {
  connection: PoolConfig;
  /** From now on it is not started again when it ends: whoever ends this process may have ended the server too (systemd tells both). */
  leave(): void;
  /** Stops the server, unless another process of ours keeps it. Close the pools before. */
  stop(): Promise<void>;
  /** Whether it was running already. */
  adopted: boolean;
  /** What a person should know about where the data is. */
  note?: string;
}

/** Brings up the PostgreSQL that comes with the product and keeps it up until `stop`. Expected failures are a DatabaseUnavailable. */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { folder, log, durable = true, sharedBuffers = '128MB', systemFolder = '/var/lib/baton' } = options;
  const { binaries, place, address } = await prepare(folder, systemFolder, durable, log).catch((error: unknown) => {
    throw saying(folder, error);
  });
  const server = new Server({ binaries, place, address, tuning: { durable, sharedBuffers }, log });
  const adopted = await server.bringUp().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const endWatch = watch(server, log, () => keepLogSmall(place.logFile));
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= endWatch().then(() => server.stop()));
  return { connection: server.connection, leave: () => void endWatch(), stop, adopted, note: place.note };
}

async function prepare(folder: string, systemFolder: string, durable: boolean, log: EmbeddedOptions['log']) {
  const packaged = installedBinaries();
  const place = settle(folder, packaged.major, systemFolder);
  if (place.note) log.info(place.note);
  const binaries = runnable(packaged, place, systemFolder, log);
  const address = await addressOf(place);
  ensureCluster(binaries, place, address, durable);
  return { binaries, place, address };
}

/** A full or read-only disk and missing rights are for a person to mend, not bugs. */
function saying(folder: string, error: unknown): unknown {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'].includes(code) ? new DatabaseUnavailable(`The database's place below ${folder} cannot be prepared: ${message}`) : error;
}

/** The programs as they were installed, or a copy where the database's user can run them. */
function runnable(packaged: Binaries, place: Place, systemFolder: string, log: EmbeddedOptions['log']): Binaries {
  linkLibraries(packaged, place.links);
  const why = whyNotRunnable(packaged, place.links, place.account);
  if (!why) return packaged;
  if (place.account && !whyNotRunnable(packaged, place.links, undefined)) {
    const copied = transplant(packaged, systemFolder);
    linkLibraries(copied, place.links);
    const still = whyNotRunnable(copied, place.links, place.account);
    if (!still) {
      log.info(`The database's programs were copied to ${copied.folder}: ${place.account.name}, who runs them, cannot reach ${packaged.folder}.`);
      return copied;
    }
  }
  const as = place.account ? ` as ${place.account.name}` : '';
  throw DatabaseUnavailable.external(`The embedded PostgreSQL does not run${as} on this system (it needs glibc 2.27 or newer, so no Alpine; as root, the right to change user): ${why}`);
}
