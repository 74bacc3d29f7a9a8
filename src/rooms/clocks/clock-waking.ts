import type { Tx } from '../../core/server/db.ts';
import { wakeFor as wake } from '../../core/server/ticker.ts';

export const channel = 'clocks';

/** Wakes the runners for a clock that is due before they would look by themselves. */
export const wakeFor = (tx: Tx, at: number): Promise<void> => wake(tx, channel, at);
