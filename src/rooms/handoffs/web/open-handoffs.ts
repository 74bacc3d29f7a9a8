import type { HandoffRow } from '../rules.ts'

interface Heard { readonly name: string; readonly data: unknown }

/** The open handoffs a browser holds, after a fact: the row it brings is put in, changed, or let go when it is over. */
export function applyToOpen(all: readonly HandoffRow[], fact: Heard): readonly HandoffRow[] {
  const { handoff } = fact.data as { handoff?: HandoffRow }
  if (!fact.name.startsWith('handoffs.') || !handoff) return all
  const others = all.filter((one) => one.id !== handoff.id)
  return handoff.state === 'offered' || handoff.state === 'expired' ? [...others, handoff] : others
}
