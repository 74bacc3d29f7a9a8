import type { Bus } from './bus.ts';
import { clock } from './clock.ts';
import type { Line, Live } from './live.ts';

/** What somebody does with a thing right now; lost after 40 s without a word. */
export interface Here { readonly line: string; readonly person: string; readonly on: string; readonly doing: 'viewing' | 'replying' | 'noting' | 'gone' }
interface Seen extends Here { readonly until: number }

const keepMs = 40_000;

/**
 * Who looks at what and who writes, across all processes: said over the bus, kept in memory only.
 * Only those who look at the same thing hear it, and to look at a thing its room must have let them in.
 */
export class Presence {
  private readonly seen = new Map<string, Seen>();
  private readonly live: Live;
  private readonly bus: Bus;

  constructor(live: Live, bus: Bus) {
    this.live = live;
    this.bus = bus;
    bus.on('presence', (payload) => { if (payload) this.hear(JSON.parse(payload) as Here); });
  }

  /** Says what a line does now; `on` null means that it looks at nothing any more. */
  async say(line: Line, on: string | null, doing: Here['doing']): Promise<void> {
    const before = line.watching;
    line.watching = on;
    if (before && before !== on) await this.tell({ line: line.id, person: line.actor.id, on: before, doing: 'gone' });
    if (!on) return;
    await this.tell({ line: line.id, person: line.actor.id, on, doing });
    this.live.send(line, this.state(on));
  }

  private tell = (here: Here): Promise<void> => this.bus.say('presence', JSON.stringify(here));

  private hear(here: Here): void {
    const before = this.seen.get(here.line);
    if (here.doing === 'gone') {
      if (before?.on === here.on) this.seen.delete(here.line);
    } else this.seen.set(here.line, { ...here, until: clock.ms() + keepMs });
    if (before?.on === here.on && before.doing === here.doing) return;
    const text = this.state(here.on);
    for (const line of this.live.lines) if (line.watching === here.on) this.live.send(line, text);
  }

  private state(on: string): object {
    const people = new Map<string, Here['doing']>();
    for (const [key, s] of this.seen) {
      if (s.until < clock.ms()) { this.seen.delete(key); continue; }
      // Several tabs count as one person; writing outweighs looking.
      if (s.on === on && (!people.has(s.person) || s.doing !== 'viewing')) people.set(s.person, s.doing);
    }
    return { kind: 'presence', on, people: [...people].map(([person, doing]) => ({ person, doing })) };
  }
}
