import type { Bus } from '../core/server/bus.ts';
import { config } from '../core/server/config.ts';
import type { Db } from '../core/server/db.ts';
import { openListener } from '../rooms/channels/email/listener.ts';

/** The doors to the outside that stay open while the process runs. */
export interface Channels { readonly smtpPort: number | null; stop(): Promise<void> }

export async function startChannels(db: Db, _bus: Bus): Promise<Channels> {
  const listener = config().smtpIn ? await openListener(db) : null;
  return {
    smtpPort: listener?.port ?? null,
    async stop() {
      await listener?.stop();
    },
  };
}
