import type { Bus } from '../../core/server/bus.ts';
import { clock } from '../../core/server/clock.ts';
import type { Db } from '../../core/server/db.ts';
import { log } from '../../core/server/log.ts';
import { channel, longestSleepMs } from './clock-waking.ts';
import { fireDue, nextFiring } from './firing.ts';

/** The wall clock of a machine may jump, and it may sleep: it is looked at so often, which costs nothing. */
const glanceMs = 1000;
const busyMs = 25;

/**
 * Lets the clocks of the house act at their time. It sleeps until the next one is due, at most half a minute, and is
 * woken when an earlier one is started; a lost wake-up or a jump of the machine's clock costs a moment and never a clock.
 */
export class ClockRunner {
  private readonly db: Db;
  private readonly bus: Bus;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private off: (() => void) | null = null;
  /** When to look next: by the house's clock, and by one that never jumps. */
  private wakeAt = 0;
  private lookedAt = 0;

  constructor(db: Db, bus: Bus) {
    this.db = db;
    this.bus = bus;
  }

  start(): void {
    this.off = this.bus.on(channel, () => this.poke());
    this.poke();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.off?.();
    if (this.timer) clearTimeout(this.timer);
    await this.running;
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

  private poke(): void {
    this.again = true;
    if (this.running || this.stopped) return;
    this.running = this.work().finally(() => {
      this.running = null;
      if (this.again) this.poke();
      else this.sleep();
    });
  }

  private async work(): Promise<void> {
    this.again = false;
    this.lookedAt = performance.now();
    try {
      await this.once();
      this.wakeAt = Math.min((await nextFiring(this.db)) ?? Infinity, clock.ms() + longestSleepMs);
    } catch (error) {
      log.warn('clocks wait for the database', { reason: String(error) });
      this.wakeAt = clock.ms() + 500;
    }
  }

  private sleep(): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    const left = this.wakeAt - clock.ms();
    this.timer = setTimeout(() => {
      if (clock.ms() >= this.wakeAt || performance.now() - this.lookedAt >= longestSleepMs) this.poke();
      else this.sleep();
    }, Math.min(Math.max(left, 0), glanceMs));
  }
}
