import { useQuery } from '@tanstack/react-query'
import type { NamedReason } from '../../tickets/web/filter-words.ts'
import { knownReasonsQuery } from './closings.ts'

/** Reasons by name, for narrowing lists: those of several teams that are called alike are one to whoever looks for them. */
export function useNamedReasons(wanted: boolean): readonly NamedReason[] {
  const all = useQuery({ ...knownReasonsQuery, enabled: wanted }).data ?? []
  const byName = new Map<string, NamedReason>()
  for (const one of all) {
    const key = one.name.toLowerCase()
    const before = byName.get(key)
    byName.set(key, { name: before?.name ?? one.name, ids: [...(before?.ids ?? []), one.id] })
  }
  return [...byName.values()]
}
