import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, canReach, databaseAccount } from './account.ts';
import { DatabaseUnavailable } from './unavailable.ts';

/** Where one cluster lives, and who runs it. */
export interface Place {
  home: string;
  data: string;
  links: string;
  socket: string;
  logFile: string;
  ownerFile: string;
  account: Account | undefined;
  /** Said to people when the data is not where they would look for it. */
  note?: string;
}

/** As a rule below the product's data folder; where the database's user cannot get there, in the system's folder, and a pointer remembers it. */
export function settle(folder: string, major: number, systemFolder: string): Place {
  open(folder);
  const base = realpathSync(folder);
  refuseOtherMajor(base, major);
  const usual = join(base, `pg${major}`);
  const pointer = join(base, `pg${major}.place`);
  const remembered = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined;
  const home = remembered ?? usual;
  const account = databaseAccount(ownerOf(join(home, 'data')));
  if (remembered) {
    open(remembered);
    return placeIn(remembered, account, awayNote(remembered, account));
  }
  open(usual);
  if (!account || canReach(usual, account)) return placeIn(usual, account);
  if (existsSync(join(usual, 'data'))) {
    throw new DatabaseUnavailable(`The database is in ${usual}, and ${account.name}, who runs it, can no longer get there. Let others pass through its parent folders: chmod o+x on each.`);
  }
  const away = join(systemFolder, createHash('sha256').update(base).digest('hex').slice(0, 12), `pg${major}`);
  open(systemFolder, 0o755);
  open(join(away, '..'));
  open(away);
  if (!canReach(away, account)) throw DatabaseUnavailable.external(`${account.name}, who runs the database, can reach neither ${usual} nor ${away}.`);
  writeFileSync(pointer, `${away}\n`);
  rmdirSync(usual);
  return placeIn(away, account, awayNote(away, account));
}

const awayNote = (home: string, account: Account | undefined): string =>
  `The database is kept in ${home}: as root it runs as ${account?.name ?? 'another user'}, who cannot reach the data folder.`;

function placeIn(home: string, account: Account | undefined, note?: string): Place {
  const at = (name: string): string => join(home, name);
  return { home, data: at('data'), links: at('links'), socket: at('socket'), logFile: at('server.log'), ownerFile: at('owner'), account, note };
}

/** Made so that the database's user may pass through, whatever the umask. */
function open(folder: string, mode = 0o711): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, mode);
}

/** The user whose data it is; nobody's yet, or root's (a copy made by root, handed over at the start), says nothing. */
function ownerOf(data: string): number | undefined {
  const owner = existsSync(data) ? statSync(data).uid : undefined;
  const self = process.getuid?.();
  if (owner !== undefined && self !== undefined && self !== 0 && owner !== self) {
    throw new DatabaseUnavailable(`The database in ${data} belongs to user id ${owner}, and this is user id ${self}. Start as that user or as root, or hand it over: chown -R ${self} ${data}`);
  }
  return owner || undefined;
}

function refuseOtherMajor(base: string, major: number): void {
  const majors = readdirSync(base).flatMap((name) => (/^pg(\d+)(\.place)?$/.test(name) ? Number.parseInt(name.slice(2), 10) : []));
  const other = majors.find((found) => found !== major);
  if (other && !majors.includes(major)) throw otherMajor(join(base, `pg${other}`), other, major);
}

export const otherMajor = (folder: string, found: number | string, major: number): DatabaseUnavailable =>
  new DatabaseUnavailable(
    `The database in ${folder} was made by PostgreSQL ${found}; this Baton brings PostgreSQL ${major}, which cannot read it. Nothing was changed. ` +
      'Start the Baton that made it, take a backup there (npm run baton -- backup), and restore that backup into a new data folder with this one.',
  );
