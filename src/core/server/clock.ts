import { AsyncLocalStorage } from 'node:async_hooks';

let offset = 0;
const elsewhen = new AsyncLocalStorage<number>();
const ms = (): number => elsewhen.getStore() ?? Date.now() + offset;

/** The only source of "now". Tests move it; production never does. */
export const clock = {
  now: (): Date => new Date(ms()),
  /** Milliseconds since 1970, UTC. */
  ms,
  /** An instant as ISO 8601 text, `ms` milliseconds from now. */
  iso: (later = 0): string => new Date(ms() + later).toISOString(),
  /** Runs something as of another moment, and only that: for history that is brought in. */
  during: <T>(at: Date, run: () => Promise<T>): Promise<T> => elsewhen.run(at.getTime(), run),
  /** Tests only: move time forward by milliseconds. */
  shift(by: number): void {
    offset += by;
  },
  /** By how much tests have moved time. */
  shifted: (): number => offset,
};
