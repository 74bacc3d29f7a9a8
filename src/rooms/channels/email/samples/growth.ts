/**
 * How many times more work is done when its input doubles: about 2 when linear, 4 when quadratic. Counted is time on the
 * processor, and the best of several runs of each size, so that a busy machine does not decide.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  const best = (of: number) => Math.min(...[1, 2, 3].map(() => duration(() => work(of))));
  best(size); // warm
  return (best(size * 2) + 5) / (best(size) + 5);
}

function duration(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}
