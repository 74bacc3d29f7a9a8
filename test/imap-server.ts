import type { AddressInfo, Server, Socket } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';

interface Folder { uidvalidity: number; uidnext: number; messages: { uid: number; raw: string; internaldate?: string }[] }
interface Engine { listen(port: number, done: () => void): void; close(done: () => void): void; server: Server; getMailbox(path: string): Folder; appendMessage(path: string, flags: string[], date: string | false, raw: string, ignore?: unknown): unknown }

export interface ImapServer {
  readonly port: number;
  folder(path: string): Folder;
  append(path: string, raw: Buffer | string): void;
  /** Breaks every connection, as a server that restarts does. */
  drop(): void;
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A real IMAP server in memory, with a mailbox of the test's own (user anna, password pw, folders INBOX and Support). */
export async function openImapServer(): Promise<ImapServer> {
  const engine = hoodiecrow({
    plugins: ['IDLE', 'ID', 'UIDPLUS', 'NAMESPACE', 'SASL-IR', 'UNSELECT', 'ENABLE', 'XOAUTH2'],
    users: { anna: { password: 'pw', xoauth2: { accessToken: 'fresh-token', sessionTimeout: 3600_000 } } },
    storage: { INBOX: { messages: [] }, '': { separator: '/', folders: { Support: {} } } },
  }) as Engine;
  await new Promise<void>((ready) => engine.listen(0, ready));
  const sockets = new Set<Socket>();
  engine.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    port: (engine.server.address() as AddressInfo).port,
    folder: (path) => engine.getMailbox(path),
    append: (path, raw) => void engine.appendMessage(path, [], false, raw.toString('latin1' as never)),
    drop() { for (const socket of sockets) socket.destroy(); },
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => engine.close(done));
    },
  };
}
