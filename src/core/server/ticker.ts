import { sql } from 'kysely';
import type { Bus } from './bus.ts';
import { clock } from './clock.ts';
import { afterCommit, type Db, type Tx } from './db.ts';
import { log } from './log.ts';

/** Tickers look at least so often by themselves. */
const longestSleepMs = 30_000;
/** The wall clock of a machine may jump, and it may sleep: it is looked at so often, which costs nothing. */
const glanceMs = 1000;
/** What is due shortly after a look is met by the next one, together. */
const restMs = 50;
const troubleMs = 500;

/**
 * Calls `look` when something is due: it does what is due and answers when the next is (ms; null: nothing waits). In
 * between it sleeps, at most half a minute, and is woken by `wakeFor` for what is due earlier; a lost wake-up or a jump of
 * the machine's clock costs a moment and never what is due.
 */
export class Ticker {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;
  private off: (() => void) | null = null;
  /** When to look next: by the house's clock, and by one that never jumps. */
  private wakeAt = 0;
  private lookedAt = -Infinity;
  private readonly bus: Bus;
  private readonly channel: string;
  private readonly look: () => Promise<number | null>;

  constructor(bus: Bus, channel: string, look: () => Promise<number | null>) {
    this.bus = bus;
    this.channel = channel;
    this.look = look;
  }

  start(): void {
    // An empty one says that wake-ups may have been lost.
    this.off = this.bus.on(this.channel, (due) => this.wake(Number(due)));
    this.wake(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.off?.();
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private wake(at: number): void {
    this.wakeAt = Math.min(this.wakeAt, at);
    if (!this.running) this.sleep();
  }

  private async work(): Promise<void> {
    this.lookedAt = performance.now();
    this.wakeAt = clock.ms() + longestSleepMs;
    try {
      this.wakeAt = Math.min(this.wakeAt, (await this.look()) ?? Infinity);
    } catch (error) {
      log.warn('what is due waits for the database', { what: this.channel, reason: String(error) });
      this.wakeAt = clock.ms() + troubleMs;
    }
    this.running = null;
    this.sleep();
  }

  private sleep(): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    const slept = performance.now() - this.lookedAt;
    const left = slept >= longestSleepMs ? 0 : Math.max(this.wakeAt - clock.ms(), restMs - slept);
    if (left <= 0) this.running = this.work();
    else this.timer = setTimeout(() => this.sleep(), Math.min(left, glanceMs));
  }
}

const said = new WeakMap<Db, Map<string, number>>();

/** Wakes the tickers of a channel for what is due before they would look by themselves; all else they find in time. */
export async function wakeFor(tx: Tx, channel: string, at: number): Promise<void> {
  if (at > clock.ms() + longestSleepMs + glanceMs) return;
  const say = sql`select pg_notify(${channel}, ${String(at)})`;
  const after = (db: Db): void => {
    const all = said.get(db) ?? new Map<string, number>();
    said.set(db, all);
    // They wake at that time anyway, and look for the next then.
    const earlier = all.get(channel) ?? -Infinity;
    if (earlier > clock.ms() && earlier <= at) return;
    all.set(channel, at);
    void say.execute(db).catch(() => all.delete(channel));
  };
  if (!afterCommit(tx, `${channel} ${at}`, after)) await say.execute(tx);
}
