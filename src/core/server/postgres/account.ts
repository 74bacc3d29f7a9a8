import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { DatabaseUnavailable } from './unavailable.ts';

/** The system user that PostgreSQL runs as, where that is not ourselves: it refuses to run as root. */
export interface Account {
  name: string;
  ids: { uid: number; gid: number };
}

const self = (): number | undefined => process.getuid?.();

/** `owner` is the user whose data exists already: as root we run as that one. */
export function databaseAccount(owner?: number): Account | undefined {
  if (self() !== 0) return undefined;
  const users = systemUsers();
  const found = (owner && users.find((user) => user.ids.uid === owner)) || users.find((user) => user.name === 'postgres') || users.find((user) => user.name === 'nobody');
  if (owner && found?.ids.uid !== owner) return { name: `user ${owner}`, ids: { uid: owner, gid: owner } };
  if (!found) throw DatabaseUnavailable.external('PostgreSQL does not run as root, and this system has neither a user "postgres" nor a user "nobody" to run it as.');
  return found;
}

function systemUsers(): Account[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.map((line) => line.split(':')).map(([name = '', , uid, gid]) => ({ name, ids: { uid: Number(uid), gid: Number(gid) } }));
}

/** initdb looks its user up by number and fails for one without an entry (an arbitrary uid given by a container platform). */
export function requireNamed(account: Account | undefined): void {
  if (account || process.platform === 'win32') return;
  try {
    userInfo();
  } catch {
    throw DatabaseUnavailable.external(`User id ${self()} has no entry in the system's list of users, and PostgreSQL cannot make its database as such a user.`);
  }
}

/** Whether every folder on the way down to `path` lets the account through, by its mode. */
export function canReach(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const needed = uid === account.ids.uid ? 0o100 : gid === account.ids.gid ? 0o010 : 0o001;
    if (!(mode & needed)) return false;
    if (folder === dirname(folder)) return true;
  }
}
