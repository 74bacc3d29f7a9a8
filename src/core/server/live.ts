import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { PersonActor } from './actor.ts';
import type { Bus } from './bus.ts';
import type { Db } from './db.ts';
import { horizon, placeOf, readFacts, readOn, seqOf, type Place, type Recorded } from './journal.ts';
import { log } from './log.ts';
import { factsSent, sockets } from './metrics.ts';
import type { Told } from '../contract.ts';

export interface Line {
  readonly socket: WebSocket;
  actor: PersonActor;
  topics: Set<string>;
  /** What this tab looks at, such as `ticket:ID`; decides which presence it hears. */
  watching: string | null;
  readonly id: string;
  /** Holds back new facts while the missed ones are read, so that order is kept. */
  held: string[] | null;
}
/** A line whose actor is gone is closed with 4401; `topicsOf` says what an actor may hear. */
export interface Hearing {
  readonly topicsOf: (actor: PersonActor) => Iterable<string>;
  readonly stillThere: (actor: PersonActor) => Promise<PersonActor | null>;
  /** Whom a fact concerns so that their rights are looked up anew: people, everybody, or nobody. */
  readonly touches: (fact: Recorded) => readonly string[] | 'everyone' | null;
}

const behindLimit = 2000;
const step = 500;
const restMs = 20;

/** Sends facts to the browsers that may hear them, each process for its own sockets. */
export class Live {
  readonly lines = new Set<Line>();
  private readonly byTopic = new Map<string, Set<Line>>();
  private place: Place = { xid: '0', id: 0 };
  private reading: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private timer: NodeJS.Timeout | null = null;
  private readonly db: Db;
  private readonly bus: Bus;
  private readonly hearing: Hearing;

  constructor(db: Db, bus: Bus, hearing: Hearing) {
    this.db = db;
    this.bus = bus;
    this.hearing = hearing;
  }

  async start(): Promise<void> {
    this.place = await horizon(this.db);
    this.bus.on('facts', () => this.poke());
    this.timer = setInterval(() => this.poke(), 2000);
    this.timer.unref();
  }

  /** Takes a new browser: tells it what it missed since `seq`, or that it must start from a fresh snapshot. */
  async join(line: Line, seq: string | null): Promise<void> {
    this.seat(line);
    sockets.set(this.lines.size);
    const from = seq === null ? null : placeOf(seq);
    if (!from) return this.send(line, { kind: 'hello', seq: seqOf(this.place), fresh: seq === null });
    const upTo = this.place;
    line.held = [];
    const missed = await readFacts(this.db, from, behindLimit);
    if (missed.length === behindLimit) this.send(line, { kind: 'hello', seq: seqOf(upTo), fresh: false });
    else {
      for (const fact of missed) if (!after(fact, upTo) && hears(line, fact)) this.send(line, { kind: 'fact', fact: told(fact) });
      this.send(line, { kind: 'caught-up', seq: seqOf(upTo) });
    }
    for (const text of line.held) line.socket.send(text);
    line.held = null;
  }

  leave(line: Line): void {
    this.lines.delete(line);
    for (const topic of line.topics) this.byTopic.get(topic)?.delete(line);
    sockets.set(this.lines.size);
  }

  /** Ends or refreshes the lines of some people after their rights changed. */
  async recheck(people: readonly string[] | 'everyone'): Promise<void> {
    for (const line of [...this.lines]) {
      if (people !== 'everyone' && !people.includes(line.actor.id)) continue;
      const actor = await this.hearing.stillThere(line.actor);
      if (!actor) { line.socket.close(4401, 'signed out'); this.leave(line); continue; }
      this.leave(line);
      line.actor = actor;
      this.seat(line);
      sockets.set(this.lines.size);
      this.send(line, { kind: 'rights-changed' });
    }
  }

  send(line: Line, message: object): void {
    if (line.socket.readyState === 1) line.socket.send(JSON.stringify(message));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.reading;
    for (const line of this.lines) line.socket.close(1012, 'restarting');
  }

  private seat(line: Line): void {
    line.topics = new Set(this.hearing.topicsOf(line.actor));
    this.lines.add(line);
    for (const topic of line.topics) {
      const set = this.byTopic.get(topic) ?? new Set();
      set.add(line);
      this.byTopic.set(topic, set);
    }
  }

  private poke(): void {
    this.again = true;
    if (this.reading || this.stopped) return;
    this.reading = this.read().catch((error: Error) => log.warn('live reading waits', { reason: error.message })).finally(() => { this.reading = null; });
  }

  private async read(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      const { facts, waiting } = await readOn(this.db, this.place, step);
      for (const fact of facts) this.tell(fact);
      const last = facts.at(-1);
      if (last) this.place = placeOf(last.seq)!;
      if (facts.length === step) this.again = true;
      else if (waiting) setTimeout(() => this.poke(), 15).unref();
      for (const fact of facts) {
        const touched = this.hearing.touches(fact);
        if (touched) await this.recheck(touched);
      }
      // Nobody sees the difference, and what happens meanwhile is read together.
      await pause(restMs);
    }
  }

  private tell(fact: Recorded): void {
    const hearers = new Set<Line>();
    for (const topic of fact.audience) for (const line of this.byTopic.get(topic) ?? []) hearers.add(line);
    if (!hearers.size) return;
    const text = JSON.stringify({ kind: 'fact', fact: told(fact) });
    for (const line of hearers) {
      if (line.held) line.held.push(text);
      else if (line.socket.readyState === 1) line.socket.send(text);
    }
    factsSent.inc(hearers.size);
  }
}

const hears = (line: Line, fact: Recorded): boolean => fact.audience.some((topic) => line.topics.has(topic));
const after = (fact: Recorded, place: Place): boolean => {
  const at = placeOf(fact.seq)!;
  const [a, b] = [BigInt(at.xid), BigInt(place.xid)];
  return a > b || (a === b && at.id > place.id);
};
const told = ({ audience: _, ...fact }: Recorded): Told => fact;
