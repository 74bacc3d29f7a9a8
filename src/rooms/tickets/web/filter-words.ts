import type { Directory } from '../../people/web/directory.ts'
import type { Filter } from './tickets-call.ts'

/** One thing a list is narrowed by, as it stands in the bar: its words, and the filter without it. */
export interface FilterChip { readonly id: string; readonly words: string; readonly without: Filter }

/** A reason of closing as lists are narrowed to it: its name, and all that are called so. */
export interface NamedReason { readonly name: string; readonly ids: readonly string[] }

type ListField = 'status' | 'teamId' | 'ownerId' | 'tag' | 'priority' | 'waitingFor'

export function chipsOf(filter: Filter, { face, teamName }: Directory, me: string, reasons: readonly NamedReason[]): FilterChip[] {
  const owner = (id: string) => (id === 'me' || id === me ? 'owned by me' : id === 'none' ? 'unowned' : `owned by ${face(id).name}`)
  const words: Record<ListField, (value: string) => string> = { status: (value) => value, teamId: teamName, ownerId: owner, tag: (value) => value, priority: (value) => `${value} priority`, waitingFor: (value) => `waits for ${value === 'date' ? 'a date' : `the ${value}`}` }
  const chips: FilterChip[] = []
  for (const field of Object.keys(words) as ListField[]) {
    for (const value of (filter[field] as string[] | undefined) ?? []) chips.push({ id: `${field} ${value}`, words: words[field](value), without: toggled(filter, field, value) })
  }
  const { text, channel, customerId, lastBefore, dueAfter, dueBefore, queuedAfter, queuedBefore, closedFor, ...rest } = filter
  if (text) chips.push({ id: 'text', words: `“${text}”`, without: { ...filter, text: undefined } })
  if (channel) chips.push({ id: 'channel', words: channel, without: { ...filter, channel: undefined } })
  if (customerId) chips.push({ id: 'customer', words: 'one customer', without: { ...filter, customerId: undefined } })
  if (lastBefore) chips.push({ id: 'quiet', words: 'quiet for a while', without: { ...filter, lastBefore: undefined } })
  if (dueAfter ?? dueBefore) chips.push({ id: 'due', words: dueAfter ? 'due soon' : 'late', without: { ...filter, dueAfter: undefined, dueBefore: undefined } })
  if (queuedAfter ?? queuedBefore) chips.push({ id: 'queued', words: queuedBefore ? 'in the queue for a while' : 'new in the queue', without: { ...filter, queuedAfter: undefined, queuedBefore: undefined } })
  if (closedFor) {
    for (const one of reasons.filter(({ ids }) => ids.some((id) => closedFor.includes(id)))) chips.push({ id: `closed ${one.name}`, words: `closed: ${one.name}`, without: withReason(filter, one) })
    if (!reasons.some(({ ids }) => ids.some((id) => closedFor.includes(id)))) chips.push({ id: 'closed', words: 'closed for a reason', without: { ...filter, closedFor: undefined } })
  }
  if (rest.madeAfter ?? rest.madeBefore ?? rest.lastAfter) chips.push({ id: 'dates', words: 'dates', without: { ...filter, madeAfter: undefined, madeBefore: undefined, lastAfter: undefined } })
  return chips
}

/** The filter with a value put in, or taken out where it was. */
export function toggled(filter: Filter, field: ListField, value: string): Filter {
  const before = (filter[field] as string[] | undefined) ?? []
  const next = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  return { ...filter, [field]: next.length > 0 ? next : undefined }
}

/** The filter with a reason of closing put in, or taken out where it was. */
export function withReason(filter: Filter, { ids }: NamedReason): Filter {
  const before = filter.closedFor ?? []
  const next = before.some((id) => ids.includes(id)) ? before.filter((id) => !ids.includes(id)) : [...before, ...ids]
  return { ...filter, closedFor: next.length > 0 ? next : undefined }
}

export const isFiltered = (filter: Filter): boolean => Object.values(filter).some((value) => value !== undefined)
