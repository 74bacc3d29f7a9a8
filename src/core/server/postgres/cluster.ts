import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, fsyncSync, closeSync, lchownSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireNamed } from './account.ts';
import type { Address } from './address.ts';
import { type Binaries, program, surroundings } from './binaries.ts';
import { alive } from './living.ts';
import { type Place, otherMajor } from './place.ts';
import { DatabaseUnavailable } from './unavailable.ts';

/** Makes the cluster when there is none; in a folder beside, so that a half-made one is never taken for whole. */
export function ensureCluster(binaries: Binaries, place: Place, address: Address, durable: boolean): void {
  if (existsSync(place.data)) return checkCluster(binaries, place);
  requireNamed(place.account);
  sweepUnfinished(place.home);
  const unfinished = join(place.home, `data.new-${process.pid}`);
  mkdirSync(unfinished, { mode: 0o700 });
  if (place.account) chownSync(unfinished, place.account.ids.uid, place.account.ids.gid);
  try {
    initialise(binaries, place, unfinished, address.connection.password as string | undefined, durable);
    renameSync(unfinished, place.data);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(place.data)) return;
    throw error;
  }
  if (durable) for (const folder of [place.home, dirname(place.home)]) syncFolder(folder);
}

function sweepUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const [, pid] = /^data\.new-(\d+)$/.exec(name) ?? [];
    if (pid && (Number(pid) === process.pid || !alive(Number(pid)))) rmSync(join(home, name), { recursive: true, force: true });
  }
}

/** The locale comes with PostgreSQL itself, so an upgrade of the system never changes the order of an index. */
function initialise(binaries: Binaries, place: Place, folder: string, password: string | undefined, durable: boolean): void {
  const passwordFile = join(place.home, 'password');
  const access = password ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust'];
  if (password) writeFileSync(passwordFile, password, { mode: 0o600 });
  const options = ['-D', folder, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions'];
  const made = spawnSync(program(binaries, 'initdb'), [...options, ...access, ...(durable ? [] : ['--no-sync'])], {
    ...place.account?.ids,
    cwd: '/',
    env: surroundings(binaries, place.links),
    encoding: 'utf8',
  });
  rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  const said = made.error?.message ?? made.stderr.trim().split('\n').slice(-6).join('\n');
  throw new DatabaseUnavailable(`The database could not be made in ${place.home}:\n${said}`);
}

function checkCluster(binaries: Binaries, place: Place): void {
  const versionFile = join(place.data, 'PG_VERSION');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined;
  if (version === undefined) throw new DatabaseUnavailable(`${place.data} holds no PostgreSQL database (PG_VERSION is missing). Put the data back from a backup, or move the folder away to begin with an empty one.`);
  if (version !== String(binaries.major)) throw otherMajor(place.data, version, binaries.major);
  if (place.account && statSync(place.data).uid === 0) handOver(place.data, place.account.ids);
}

function handOver(path: string, ids: { uid: number; gid: number }): void {
  lchownSync(path, ids.uid, ids.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) handOver(inside, ids);
    else lchownSync(inside, ids.uid, ids.gid);
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
