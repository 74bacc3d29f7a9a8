import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Envelope } from './classify.ts';
import type { Task } from './parse-worker.ts';
import type { Reading, SanitiseTask } from './reading.ts';
import type { SafeHtml } from './sanitise.ts';

/** `timeout`, `memory`, `crash`, `closed`, or what the reader threw. The mail stays parked with its raw bytes (W-C14). */
export type Outcome<T> = ({ ok: true } & T) | { ok: false; reason: string };

export interface MailReader {
  /** Reads a mail off the main thread. Never rejects. `raw` is copied, not taken. */
  read(raw: Buffer, envelope: Envelope): Promise<Outcome<Reading>>;
  /** Sanitises HTML off the main thread. Never rejects. */
  sanitise(task: SanitiseTask): Promise<Outcome<SafeHtml>>;
  /** Ends the workers; what still waits is answered `closed`. */
  close(): Promise<void>;
}

export interface ReaderLimits {
  /** threads kept warm */
  workers?: number;
  /** per task, from when a worker takes it */
  timeoutMs?: number;
  /** JavaScript heap per worker */
  memoryMb?: number;
}

const loadMs = 60_000;

type Answer = { ok: true; value: object } | { ok: false; reason: string };
interface Job {
  task: Task;
  answer: (answer: Answer) => void;
}

/** Starts the reader: a few worker threads that take one mail at a time and are replaced when one runs too long or dies. */
export function startMailReader(limits: ReaderLimits = {}): MailReader {
  const waiting: Job[] = [];
  const lanes = Array.from({ length: limits.workers ?? 2 }, () => new Lane(waiting, limits.timeoutMs ?? 5_000, limits.memoryMb ?? 256));
  let closed = false;
  const run = (task: Task) =>
    new Promise<Answer>((answer) => {
      if (closed) return answer({ ok: false, reason: 'closed' });
      waiting.push({ task, answer });
      lanes.find((lane) => lane.isIdle())?.next();
    });
  return {
    read: async (raw, envelope) => unpack<Reading>(await run({ raw: new Uint8Array(raw), envelope }), reviveFiles),
    sanitise: async (sanitise) => unpack<SafeHtml>(await run({ sanitise })),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.answer({ ok: false, reason: 'closed' });
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

function unpack<T extends object>(answer: Answer, revive: (value: T) => T = (value) => value): Outcome<T> {
  return answer.ok ? { ok: true, ...revive(answer.value as T) } : answer;
}

/** Buffers arrive from another thread as plain byte arrays. */
function reviveFiles(reading: Reading): Reading {
  for (const file of reading.mail.attachments) file.content = Buffer.from(file.content.buffer, file.content.byteOffset, file.content.byteLength);
  return reading;
}

/** One worker with at most one job; a new worker takes the place of one that died. */
class Lane {
  private worker: Worker | undefined;
  private job: Job | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private loaded = false;
  private readonly waiting: Job[];
  private readonly timeoutMs: number;
  private readonly memoryMb: number;

  constructor(waiting: Job[], timeoutMs: number, memoryMb: number) {
    this.waiting = waiting;
    this.timeoutMs = timeoutMs;
    this.memoryMb = memoryMb;
  }

  isIdle(): boolean {
    return this.job === undefined;
  }

  next(): void {
    this.job = this.closed ? undefined : this.waiting.shift();
    if (!this.job) return this.worker?.unref(); // an idle worker does not keep the process alive
    this.worker ??= this.start();
    this.worker.ref();
    this.begin();
    const { task } = this.job;
    this.worker.postMessage(task, 'raw' in task ? [task.raw.buffer as ArrayBuffer] : []);
  }

  /** The time of a task runs from when its worker has loaded its code, which takes long on a busy machine and is nothing the mail can help. */
  private begin(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.replace('timeout'), this.loaded ? this.timeoutMs : loadMs);
  }

  async close(): Promise<void> {
    this.closed = true;
    const worker = this.worker;
    this.replace('closed');
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = startThread({ maxOldGenerationSizeMb: this.memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 });
    this.loaded = false;
    worker.on('message', (answer: Answer | 'loaded') => {
      if (worker !== this.worker) return;
      if (answer !== 'loaded') return this.finish(answer);
      this.loaded = true;
      if (this.job) this.begin();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker === this.worker) this.replace(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : `crash: ${error.message}`.slice(0, 300));
    });
    worker.on('exit', () => {
      if (worker === this.worker) this.replace('crash');
    });
    return worker;
  }

  private replace(reason: string): void {
    const worker = this.worker;
    this.worker = undefined;
    void worker?.terminate();
    this.finish({ ok: false, reason });
  }

  private finish(answer: Answer): void {
    clearTimeout(this.timer);
    const job = this.job;
    this.job = undefined;
    job?.answer(answer);
    this.next();
  }
}

/**
 * The worker's file: built beside the server, else the source through tsx, whose loader must be asked for inside the
 * thread (Node 20 does not apply `--import` to a worker's own entry).
 */
function startThread(resourceLimits: ResourceLimits): Worker {
  const built = new URL('./parse-worker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return new Worker(built, { execArgv: [], resourceLimits });
  const tsx = new URL('./dist/esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))).href;
  const source = new URL('./parse-worker.ts', import.meta.url).href;
  return new Worker(`import(${JSON.stringify(tsx)}).then(({ tsImport }) => tsImport(${JSON.stringify(source)}, ${JSON.stringify(source)}))`, { eval: true, execArgv: [], resourceLimits });
}
