import type { ImapFlow } from 'imapflow';
import { newId } from '../../../core/ids.ts';
import { system } from '../../../core/server/actor.ts';
import { clock } from '../../../core/server/clock.ts';
import { databaseTrouble, transact, type Db } from '../../../core/server/db.ts';
import { record } from '../../../core/server/journal.ts';
import { log } from '../../../core/server/log.ts';
import { FetchingChanged } from './contract.ts';
import { catchUpFolder, LeaseLost, type Fetching } from './imap-folder.ts';
import { NoLine, openLine } from './imap-line.ts';
import type { ImapServer } from './mailbox-row.ts';
import { readSecret, sealSecret } from './mailboxes.ts';
import { tables, type Mailbox } from './tables.ts';

const leaseMs = 60_000;
const roundMs = 5_000;
const pollMs = 60_000;

/** One mailbox being fetched by this process, until it is told to stop. */
interface Work { readonly version: number; stop(): void; readonly done: Promise<void> }

/**
 * Fetches every mailbox that has an incoming server, each by exactly one process: whoever holds its lease. A process
 * that dies loses its leases within a minute.
 */
export class ImapFetchers {
  private readonly me = newId();
  private readonly work = new Map<string, Work>();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  start(): void {
    this.look();
    this.timer = setInterval(() => this.look(), roundMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.round;
    for (const work of this.work.values()) work.stop();
    await Promise.all([...this.work.values()].map((w) => w.done));
    await tables(this.db).updateTable('mailboxes').set({ fetcher: null, fetcher_until: null }).where('fetcher', '=', this.me).execute().catch(() => undefined);
  }

  /** Looks now for mailboxes to take or let go. */
  look(): void {
    this.round ??= this.hold().catch((error: unknown) => { if (!databaseTrouble(error)) log.error('mailboxes not held', { error }); }).finally(() => { this.round = null; });
  }

  private async hold(): Promise<void> {
    const now = clock.iso();
    const held = await tables(this.db).updateTable('mailboxes').set({ fetcher: this.me, fetcher_until: clock.iso(leaseMs) }).where('active', '=', true).where('imap', 'is not', null)
      .where((e) => e.or([e('fetcher', '=', this.me), e('fetcher', 'is', null), e('fetcher_until', '<', now)])).returningAll().execute();
    for (const [id, work] of this.work) {
      const row = held.find((m) => m.id === id);
      if (!row || row.version !== work.version) work.stop();
    }
    for (const row of held) if (!this.work.has(row.id)) this.begin(row);
  }

  private begin(row: Mailbox): void {
    const stopping = new AbortController();
    const done = fetchMailbox(this.db, row, this.me, stopping.signal).finally(() => this.work.delete(row.id));
    this.work.set(row.id, { version: row.version, stop: () => stopping.abort(), done });
  }
}

/** Fetches one mailbox until stopped: all folders, then waits for news (IDLE, RFC 2177); after a failure again, ever later up to 5 minutes. */
async function fetchMailbox(db: Db, row: Mailbox, fetcher: string, stop: AbortSignal): Promise<void> {
  const server = row.imap as ImapServer;
  const of: Fetching = { mailboxId: row.id, fetcher, address: row.address, since: row.imap_since };
  for (let failures = 0; !stop.aborted; ) {
    let line: ImapFlow | null = null;
    try {
      const fresh = await tables(db).selectFrom('mailboxes').select('imap_secret').where('id', '=', row.id).executeTakeFirst();
      line = await openLine(server, readSecret(fresh?.imap_secret ?? null), async (secret) => void await tables(db).updateTable('mailboxes').set({ imap_secret: sealSecret(secret) }).where('id', '=', row.id).execute());
      const close = () => line?.close();
      stop.addEventListener('abort', close, { once: true });
      for (let first = true; !stop.aborted && line.usable; first = false) {
        const seen: number[] = [];
        for (const folder of server.folders) {
          await catchUpFolder(db, line, folder, of, first);
          seen.push(line.mailbox ? line.mailbox.uidNext : 0);
        }
        await say(db, row.id, 'ok', null);
        failures = 0;
        await news(line, server, seen[0]!, stop);
      }
      stop.removeEventListener('abort', close);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      if (!stop.aborted) await failed(db, row.id, error);
    } finally {
      line?.close();
    }
    if (!stop.aborted) await pause(Math.min(300_000, 2_000 * 2 ** failures++), stop);
  }
}

/**
 * Waits until the server says that something came, or a minute when there are folders it does not speak of. What came
 * to the first folder after it was `seen` up to that UIDNEXT ends the waiting at once: nobody would speak of it again.
 */
async function news(line: ImapFlow, server: ImapServer, seen: number, stop: AbortSignal): Promise<void> {
  await new Promise<void>((done, broken) => {
    const timer = setTimeout(finish, server.folders.length > 1 ? pollMs : 5 * pollMs);
    function finish(): void {
      clearTimeout(timer);
      line.off('exists', finish);
      line.off('close', finish);
      stop.removeEventListener('abort', finish);
      done();
    }
    line.on('exists', finish);
    line.on('close', finish);
    stop.addEventListener('abort', finish);
    line.mailboxOpen(server.folders[0]!, { readOnly: true })
      .then((box) => { if (box.uidNext === seen) line.idle().catch(() => undefined); else finish(); })
      .catch((error: unknown) => { broken(error as Error); finish(); });
  });
}

async function failed(db: Db, id: string, error: unknown): Promise<void> {
  const reason = error instanceof NoLine ? error.message : databaseTrouble(error) ? null : new NoLine('folder').message;
  if (reason === null) return;
  log.warn('mailbox not fetched', { id, reason: error instanceof Error ? error.message : String(error) });
  await say(db, id, 'failing', reason).catch(() => undefined);
}

/** Notes how fetching goes, and says so when it changed. */
async function say(db: Db, id: string, state: 'ok' | 'failing', reason: string | null): Promise<void> {
  await transact(db, async (tx) => {
    const before = await tables(tx).selectFrom('mailboxes').select(['imap_state', 'imap_reason', 'team_id']).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!before) return;
    await tables(tx).updateTable('mailboxes').set({ imap_state: state, imap_reason: reason, ...(state === 'ok' ? { imap_seen_at: clock.now() } : {}) }).where('id', '=', id).execute();
    if (before.imap_state === state && before.imap_reason === reason) return;
    await record(tx, system('email'), FetchingChanged, { about: id, to: ['admins', `team:${before.team_id}`], data: { state, reason } });
  });
}

const pause = (ms: number, stop: AbortSignal): Promise<void> => new Promise((done) => {
  const timer = setTimeout(done, ms);
  stop.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
});
