import pg from 'pg';
import { log } from './log.ts';

type Hear = (payload: string) => void;

/**
 * The wake-up bus: LISTEN/NOTIFY on one connection of its own. It only shortens waiting; everything that
 * hears it also looks by itself from time to time, so a lost wake-up costs seconds and never a fact.
 */
export class Bus {
  private readonly hearers = new Map<string, Set<Hear>>();
  private client: pg.Client | null = null;
  private stopped = false;
  /** It was lost, which is said once however long it takes. */
  private waiting = false;
  private readonly options: pg.ClientConfig;
  private readonly pool: pg.Pool;

  constructor(options: pg.ClientConfig, pool: pg.Pool) {
    this.options = options;
    this.pool = pool;
  }

  /** Connects, and keeps connecting again after every loss until stopped. */
  async start(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ ...this.options, keepAlive: true });
    let over = false;
    // An error, the end and a failed greeting may all tell of one loss: one client takes the place of one.
    const lost = (reason: string) => {
      if (over) return;
      over = true;
      client.removeAllListeners('notification');
      void client.end().catch(() => undefined);
      const was = this.client === client;
      if (was) this.client = null;
      if (this.stopped) return;
      if (was || !this.waiting) log.warn('wake-up bus lost', { reason });
      this.waiting = true;
      setTimeout(() => void this.start(), 500).unref();
    };
    client.on('error', (error) => lost(error.message));
    client.on('end', () => lost('ended'));
    client.on('notification', (n) => this.deliver(n.channel, n.payload ?? ''));
    try {
      await client.connect();
      if (this.stopped) return lost('stopped');
      this.client = client;
      for (const channel of this.hearers.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (this.waiting) log.info('wake-up bus is back');
      this.waiting = false;
      // Whatever was said while the line was down is looked for now.
      for (const channel of this.hearers.keys()) this.deliver(channel, '');
    } catch (error) {
      lost(error instanceof Error ? error.message : String(error));
    }
  }

  /** Hears a channel. An empty payload means "look for yourself". Answers a function that stops hearing. */
  on(channel: string, hear: Hear): () => void {
    const set = this.hearers.get(channel) ?? new Set();
    if (!set.size && this.client) void this.client.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    set.add(hear);
    this.hearers.set(channel, set);
    return () => set.delete(hear);
  }

  /** Says something to every process, at most 7,900 bytes; lost when nobody listens. */
  async say(channel: string, payload: string): Promise<void> {
    await this.pool.query('select pg_notify($1, $2)', [channel, payload.slice(0, 7900)]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private deliver(channel: string, payload: string): void {
    for (const hear of this.hearers.get(channel) ?? []) {
      try { hear(payload); } catch (error) { log.error('bus hearer failed', { channel, error }); }
    }
  }
}
