/** How long to wait before the next try: doubling from a half second to 15 s, half of it by chance, so that a restarted server is not run over. */
export class Backoff {
  attempts = 0

  next(chance: number = Math.random()): number {
    const most = Math.min(15_000, 500 * 2 ** this.attempts)
    this.attempts = Math.min(this.attempts + 1, 8)
    return most / 2 + (most / 2) * chance
  }

  reset(): void {
    this.attempts = 0
  }
}
