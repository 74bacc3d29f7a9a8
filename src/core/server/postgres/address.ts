import { randomBytes, createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PoolConfig } from 'pg';
import type { Place } from './place.ts';
import { DatabaseUnavailable } from './unavailable.ts';

/** How we reach our server. Windows has no sockets that PostgreSQL and we both use, so there it is the loopback with a password. */
export interface Address {
  connection: PoolConfig;
  settings: Record<string, string>;
}

const longest = process.platform === 'darwin' ? 103 : 107;
const windows = process.platform === 'win32';

export async function addressOf(place: Place): Promise<Address> {
  return windows ? await loopback(place) : socketIn(socketFolder(place));
}

export function socketIn(folder: string, port = 5432): Address {
  return {
    connection: { host: folder, port, user: 'postgres', database: 'postgres' },
    settings: { listen_addresses: '', unix_socket_directories: folder, unix_socket_permissions: '0700', port: String(port) },
  };
}

/** A path for a socket is limited; a deep data folder gets its socket in the folder for temporary files. */
function socketFolder(place: Place): string {
  const fits = Buffer.byteLength(join(place.socket, '.s.PGSQL.5432')) <= longest && !place.socket.includes(',');
  if (fits) return place.socket;
  return join(tmpdir(), `baton-${createHash('sha256').update(place.data).digest('hex').slice(0, 16)}`);
}

/** Only the database's user (and root) may enter; emptied of what a killed server left. */
export function prepareSocketFolder(folder: string, { account, socket }: Place): void {
  if (windows) return;
  const owner = account?.ids.uid ?? process.getuid?.();
  if (folder === socket) rmSync(folder, { recursive: true, force: true });
  if (existsSync(folder)) {
    const found = lstatSync(folder);
    if (!found.isDirectory() || found.uid !== owner) throw new DatabaseUnavailable(`${folder}, where the database's socket belongs, is someone else's (user id ${found.uid}). Remove it or set TMPDIR.`);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  } else {
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.ids.uid, account.ids.gid);
  }
  chmodSync(folder, 0o700);
}

async function loopback(place: Place): Promise<Address> {
  const file = join(place.home, 'loopback.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ port: await freePort(), password: randomBytes(24).toString('base64url') }), { mode: 0o600 });
  const { port, password } = JSON.parse(readFileSync(file, 'utf8')) as { port: number; password: string };
  return {
    connection: { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' },
    settings: { listen_addresses: '127.0.0.1', port: String(port) },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
