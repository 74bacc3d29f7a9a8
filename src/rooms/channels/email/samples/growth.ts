/**
 * How many times longer work takes when its input doubles: about 2 when linear, 4 when quadratic. The best of several
 * runs of each size counts, so that a busy machine does not decide.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  const best = (of: number) => Math.min(...[1, 2, 3].map(() => duration(() => work(of))));
  best(size); // warm
  return (best(size * 2) + 5) / (best(size) + 5);
}

function duration(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
