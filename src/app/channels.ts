import type { Bus } from '../core/server/bus.ts';
import type { Db } from '../core/server/db.ts';

/** The doors to the outside that stay open while the process runs. */
export interface Channels { readonly smtpPort: number | null; stop(): Promise<void> }

export async function startChannels(_db: Db, _bus: Bus): Promise<Channels> {
  return { smtpPort: null, stop: async () => undefined };
}
