import { useDirectory, useMe } from '../../people/web/directory.ts'
import { whoToAsk } from '../rules.ts'
import type { Handover, Item } from './handovers.ts'

/** Whom a question about an item goes to, as far as is known here; null: its team. */
export function useAsked(): (item: Item, of: Handover) => string | null {
  const me = useMe()
  const { active } = useDirectory()
  const here = new Set(active.map((one) => one.id))
  return (item, of) => whoToAsk(item, of.content.signers, (id) => id !== me.id && here.has(id))
}
