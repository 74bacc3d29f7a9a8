import { clock } from './clock.ts';
import type { Db } from './db.ts';
import { log } from './log.ts';

/** Somebody showed a sign of life: typed, clicked, scrolled, or let a program of theirs do something. */
export interface Sign { readonly personId: string; readonly at: string }
/** What a room does with signs of life, of many people at once: one statement, and nothing that needs every one of them. */
export type OnActivity = (db: Db, signs: readonly Sign[]) => Promise<void>;

const wired: OnActivity[] = [];
/** Called once, by the house. */
export function wireActivity(all: readonly OnActivity[]): void {
  wired.splice(0, wired.length, ...all);
}

const restMs = 1000;

/**
 * Who is at work, gathered in memory and told to the rooms about once a second. Several tabs and devices are one person. What
 * is lost when the process dies is a second of it; browsers say it again within twenty.
 */
export class Activity {
  private readonly latest = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private telling: Promise<void> = Promise.resolve();
  private readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  /** A sign of life of so many milliseconds ago. */
  heard(personId: string, ago = 0): void {
    const at = clock.ms() - ago;
    if (at > (this.latest.get(personId) ?? 0)) this.latest.set(personId, at);
    this.timer ??= setTimeout(() => { this.timer = null; void this.flush(); }, restMs);
  }

  /** Tells what was gathered, now. */
  flush(): Promise<void> {
    this.telling = this.telling.then(() => this.tell());
    return this.telling;
  }

  private async tell(): Promise<void> {
    if (!this.latest.size) return;
    const signs = [...this.latest].map(([personId, at]) => ({ personId, at: new Date(at).toISOString() }));
    this.latest.clear();
    for (const on of wired) await on(this.db, signs).catch((error: Error) => log.warn('signs of life were not written', { reason: error.message }));
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await this.flush();
  }
}
