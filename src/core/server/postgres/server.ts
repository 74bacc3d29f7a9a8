import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { type Address, prepareSocketFolder, socketIn } from './address.ts';
import type { Binaries } from './binaries.ts';
import { alive } from './living.ts';
import { type Running, clearStaleLock, isStopping, runningServer } from './lockfile.ts';
import { giveUpOwnership, ownerOf, takeOwnership } from './owner.ts';
import type { Place } from './place.ts';
import { halt, interrupt, launch } from './postmaster.ts';
import { greet } from './session.ts';
import { type Tuning, settings } from './settings.ts';
import { DatabaseUnavailable } from './unavailable.ts';

const patience = 15_000;
/** A server killed a moment ago leaves its lock or its last processes behind for a second or two. */
const passing = /lock file .* (already exists|is empty)|pre-existing shared memory block|is (still|already) in use|the database system is shutting down/;

export type Supervision = { binaries: Binaries; place: Place; address: Address; tuning: Tuning; log: Pick<Log, 'info' | 'warn' | 'error'> };

/** The one server of a data folder: started, or found running and taken over, or used as the guest of a process that keeps it. */
export class Server {
  private pid = 0;
  private ours = false;
  private address: Address;
  private readonly about: Supervision;

  constructor(about: Supervision) {
    this.about = about;
    this.address = about.address;
    process.once('exit', this.onExit);
  }

  get connection(): Address['connection'] {
    return this.address.connection;
  }

  /** Whether it runs, and is not one that was told to stop and waits for its clients for ever; that of another process is its matter. */
  get up(): boolean {
    return alive(this.pid) && !(isStopping(this.about.place.data, this.pid) && this.keeper() === undefined);
  }

  /** The other process that starts and stops it, where there is one. */
  private keeper(): number | undefined {
    return this.ours ? undefined : ownerOf(this.about.place.ownerFile);
  }

  /** Returns once the server answers; true where it was running before. */
  async bringUp(): Promise<boolean> {
    const { place } = this.about;
    let report = '';
    for (const until = Date.now() + patience; ; await pause(50)) {
      const keeper = this.keeper();
      const running = runningServer(place.data);
      if (running?.state === 'stopping' && keeper === undefined) await this.hurry(running.pid);
      if (running?.state === 'ready' && (await this.adopt(running, keeper !== undefined))) return true;
      if (!running && keeper === undefined) {
        report = await this.start();
        if (!report) return false;
        if (!passing.test(report)) throw this.failed(report);
      }
      if (Date.now() > until && running?.state !== 'starting') {
        throw this.failed(report || (keeper ? `process ${keeper} keeps it and does not bring it up` : `process ${running?.pid} holds it and does not answer`));
      }
    }
  }

  async stop(): Promise<void> {
    process.off('exit', this.onExit);
    if (!this.ours) return;
    if (alive(this.pid)) await halt(this.about.binaries, this.pid);
    this.disown();
  }

  /** A stray SIGTERM lets a server wait for its clients to leave, and it takes no new ones: it is stopped as we do it. */
  private async hurry(pid: number): Promise<void> {
    this.about.log.warn('the database was told to stop; its clients are cut off, and it is started anew', { pid });
    await halt(this.about.binaries, pid);
  }

  private async adopt(running: Running, guest: boolean): Promise<boolean> {
    const address = running.socket ? socketIn(running.socket, running.port) : this.about.address;
    const greeting = await greet(address.connection, this.about.tuning.durable);
    if (greeting !== 'well' && !guest) {
      this.about.log.warn('a running database does not answer as it should and is started anew', { pid: running.pid, greeting });
      await halt(this.about.binaries, running.pid);
    }
    if (greeting !== 'well') return false;
    this.pid = running.pid;
    this.address = address;
    if (!guest) this.own();
    return true;
  }

  /** One start; returns what went wrong, or nothing. */
  private async start(): Promise<string> {
    const { binaries, place, tuning, log } = this.about;
    this.own();
    clearStaleLock(place.data);
    if (this.address.settings.unix_socket_directories) prepareSocketFolder(this.address.settings.unix_socket_directories, place);
    const started = launch(binaries, place, { ...settings(tuning), ...this.address.settings });
    let nextWord = Date.now() + 10_000;
    let silent = 0;
    for (; !started.ended(); await pause(15)) {
      const running = runningServer(place.data);
      if (running?.state === 'ready' && running.pid === started.pid) {
        this.pid = running.pid;
        if ((await greet(this.connection, tuning.durable)) !== 'silent') return '';
        silent ||= Date.now();
        if (Date.now() - silent > patience) {
          await halt(binaries, running.pid);
          return `it started but does not answer at ${this.connection.host}`;
        }
      }
      if (Date.now() < nextWord) continue;
      log.info('the database is still starting; after a crash it replays its log first');
      nextWord = Date.now() + 10_000;
    }
    return started.report();
  }

  private own(): void {
    takeOwnership(this.about.place.ownerFile);
    this.ours = true;
  }

  private disown(): void {
    this.ours = false;
    giveUpOwnership(this.about.place.ownerFile);
  }

  private failed(why: string): DatabaseUnavailable {
    return new DatabaseUnavailable(`The database in ${this.about.place.data} did not start: ${why}\nIts log is ${this.about.place.logFile}`);
  }

  /** Where the kernel does not do it: a process that ends without stop() takes the server along. */
  private readonly onExit = (): void => {
    if (this.ours && alive(this.pid)) interrupt(this.about.binaries, this.pid);
  };
}
