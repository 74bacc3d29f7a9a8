import type { Bus } from '../core/server/bus.ts';
import { config } from '../core/server/config.ts';
import type { Db } from '../core/server/db.ts';
import { closeLines } from '../core/server/mail-lines.ts';
import { showFigures } from '../rooms/channels/email/figures.ts';
import { ImapFetchers } from '../rooms/channels/email/imap-fetchers.ts';
import { openListener } from '../rooms/channels/email/listener.ts';

/** The doors to the outside that stay open while the process runs. */
export interface Channels { readonly smtpPort: number | null; readonly imap: ImapFetchers; stop(): Promise<void> }

export async function startChannels(db: Db, _bus: Bus): Promise<Channels> {
  showFigures(db);
  const listener = config().smtpIn ? await openListener(db) : null;
  const imap = new ImapFetchers(db);
  imap.start();
  return {
    smtpPort: listener?.port ?? null, imap,
    async stop() {
      showFigures(null);
      await listener?.stop();
      await imap.stop();
      closeLines();
    },
  };
}
