import type { Bus } from '../../core/server/bus.ts';
import type { Db } from '../../core/server/db.ts';
import { Ticker } from '../../core/server/ticker.ts';
import { channel } from './clock-waking.ts';
import { fireDue, nextFiring } from './firing.ts';

const busyMs = 25;

/** Lets the clocks of the house act at their time. */
export class ClockRunner extends Ticker {
  private readonly db: Db;

  constructor(db: Db, bus: Bus) {
    super(bus, channel, async () => {
      await this.once();
      return await nextFiring(db);
    });
    this.db = db;
  }

  /** Lets everything that is due act, then returns; answers how many did. */
  async once(): Promise<number> {
    for (let total = 0; ;) {
      const { fired, busy } = await fireDue(this.db);
      total += fired;
      if (!fired && !busy) return total;
      if (!fired) await new Promise((done) => setTimeout(done, busyMs));
    }
  }
}
