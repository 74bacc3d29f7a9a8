import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Server } from './server.ts';

const interval = 500;

/** Starts the server again whenever it is gone, as often and as long as it takes. Returns the end of the watch. */
export function watch(server: Server, log: Pick<Log, 'info' | 'warn' | 'error'>, everyMinute: () => void): () => Promise<void> {
  const ending = new AbortController();
  const resting = (milliseconds: number) => pause(milliseconds, undefined, { ref: false, signal: ending.signal }).catch(() => {});

  const watching = (async () => {
    for (let round = 1; !ending.signal.aborted; round++) {
      await resting(interval);
      if (ending.signal.aborted) return;
      if (!server.up) await revive();
      else if (round % 120 === 0) tidy();
    }
  })();

  /** Not worth the end of anything: it is tried again in a minute. */
  function tidy(): void {
    try {
      everyMinute();
    } catch (error) {
      log.warn('the log of the database could not be kept small', { reason: String(error) });
    }
  }

  async function revive(): Promise<void> {
    const begun = Date.now();
    let said = '';
    log.warn('the database ended unexpectedly; starting it again');
    while (!ending.signal.aborted) {
      try {
        await server.bringUp();
        return log.info('the database is up again', { milliseconds: Date.now() - begun });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (reason.slice(0, 80) !== said.slice(0, 80)) log.error('the database did not start; trying on', { reason });
        said = reason;
        await resting(2_000);
      }
    }
  }

  return async () => {
    ending.abort();
    await watching;
  };
}
