const day = 24 * 3_600_000

/** The moment when clocks in a zone show that hour, so many days from now. */
export function atHour(now: number, days: number, clock: number, zone: string): number {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now + days * day)
  const guess = Date.parse(`${date}T${String(clock).padStart(2, '0')}:00:00Z`)
  const shown = (at: number) => Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T')}Z`)
  const first = guess - (shown(guess) - guess)
  // Once more, as the offset may differ on the other side of a change of summer time.
  return first - (shown(first) - guess)
}
