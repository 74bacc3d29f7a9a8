let offset = 0;

/** The only source of "now". Tests move it; production never does. */
export const clock = {
  now: (): Date => new Date(Date.now() + offset),
  /** Milliseconds since 1970, UTC. */
  ms: (): number => Date.now() + offset,
  /** An instant as ISO 8601 text, `ms` milliseconds from now. */
  iso: (ms = 0): string => new Date(Date.now() + offset + ms).toISOString(),
  /** Tests only: move time forward by milliseconds. */
  shift(ms: number): void {
    offset += ms;
  },
};
