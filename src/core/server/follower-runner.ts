import { setTimeout as pause } from 'node:timers/promises';
import type { Bus } from './bus.ts';
import type { Db } from './db.ts';
import { catchUp, placeFollowers } from './followers.ts';
import { horizon, newsAfter, reached, type Follow, type Place } from './journal.ts';
import { log } from './log.ts';

const restMs = 50;

/** Keeps followers up to date: at once when a fact is announced, and every two seconds in any case. */
export class FollowerRunner {
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private timer: NodeJS.Timeout | null = null;
  private off: (() => void) | null = null;
  private readonly db: Db;
  private readonly bus: Bus;
  private readonly all: readonly Follow[];
  /** Up to where each has nothing left, as far as this process knows. */
  private readonly known = new Map<string, Place>();

  constructor(db: Db, bus: Bus, all: readonly Follow[]) {
    this.db = db;
    this.bus = bus;
    this.all = all;
  }

  /** Gives every follower its place, without running any. */
  place = (): Promise<void> => placeFollowers(this.db, this.all);

  async start(): Promise<void> {
    await this.place();
    this.off = this.bus.on('facts', () => this.poke());
    this.timer = setInterval(() => this.poke(), 2000);
    this.poke();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    this.off?.();
    await this.running;
  }

  /** Runs all followers until none finds a new fact. Answers how many facts were handled. */
  async drain(): Promise<number> {
    for (let total = 0; ;) {
      const handled = await this.round();
      if (!handled) return total;
      total += handled;
    }
  }

  /** One look for all, however many follow: most of what happens concerns few of them. Answers how many facts were handled. */
  private async round(): Promise<number> {
    const places = [...this.known.values()];
    const { names, ...edge } = places.length ? await newsAfter(this.db, places.reduce((a, b) => (reached(a, b) ? b : a))) : { ...(await horizon(this.db)), names: new Set<string>() };
    const concerned = this.all.filter((f) => {
      const known = this.known.get(f.name);
      if (!known) return true;
      if (reached(known, edge)) return false;
      if (f.facts.some((fact) => names.has(fact.name))) return true;
      this.known.set(f.name, edge);
      return false;
    });
    const counts = await Promise.all(concerned.map((f) => this.catchUp(f, edge)));
    return counts.reduce((a, b) => a + b, 0);
  }

  private async catchUp(follow: Follow, edge: Place): Promise<number> {
    const { handled, place } = await catchUp(this.db, follow, this.known.get(follow.name) ?? null, edge);
    if (place) this.known.set(follow.name, place);
    return handled;
  }

  private poke(): void {
    this.again = true;
    if (this.running || this.stopped) return;
    this.running = this.work().finally(() => { this.running = null; });
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        if (await this.round()) this.again = true;
      } catch (error) { log.warn('followers wait for the database', { reason: String(error) }); return; }
      // What happens in the meantime is handled together: one round costs the same for one fact as for ten.
      await pause(restMs);
    }
  }
}
