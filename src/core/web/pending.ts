type Change<T> = (now: T) => T

/**
 * What was done here to something the server keeps, while it is on its way: an answer that may be older than a change gets it once more, so nothing that was done flickers back.
 * A change must be repeatable: done twice it is as done once.
 */
export class Pending<T> {
  private readonly underWay = new Map<string, Set<Change<T>>>()
  private readonly reads = new Map<string, Set<Set<Change<T>>>>()

  /** Reads what is known under a key, with all that was done to it since the reading began. */
  async read(key: string, ask: () => Promise<T>): Promise<T> {
    const missed = new Set(this.underWay.get(key))
    const open = at(this.reads, key)
    open.add(missed)
    try {
      const answer = await ask()
      return [...missed].reduce<T>((now, change) => change(now), answer)
    } finally {
      open.delete(missed)
    }
  }

  /** A value with what is under way done to it. */
  over(key: string, value: T): T {
    return [...(this.underWay.get(key) ?? [])].reduce<T>((now, change) => change(now), value)
  }

  /** A change begins. What is answered ends it: with `false` it was refused and is meant no more. */
  begin(key: string, change: Change<T>): (done: boolean) => void {
    at(this.underWay, key).add(change)
    for (const missed of at(this.reads, key)) missed.add(change)
    return (done) => {
      at(this.underWay, key).delete(change)
      if (!done) for (const missed of at(this.reads, key)) missed.delete(change)
    }
  }
}

function at<V>(map: Map<string, Set<V>>, key: string): Set<V> {
  const there = map.get(key) ?? new Set<V>()
  map.set(key, there)
  return there
}
