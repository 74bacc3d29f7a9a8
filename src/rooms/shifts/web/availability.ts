import { queryOptions, useQuery } from '@tanstack/react-query'
import { use } from 'react'
import type { In, Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room } from '../../../core/web/call.ts'
import type { Presence } from '../../../ui/presence.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime, type Reader } from '../../../ui/time-text.ts'
import type { Statuses } from '../../people/web/directory.ts'
import type { availability, shifts, state } from '../contract.ts'

export type Availability = Out<typeof availability>
export type State = Out<typeof state>
export type Said = In<typeof shifts.setMine.spec.body>
const call = room<typeof shifts>()

const query = queryOptions({ queryKey: ['shifts', 'availability'], queryFn: async () => current((await call('GET /availability')).items) })

export const stateWords: Record<State, string> = {
  available: 'available', 'on-a-call': 'on a call', focusing: 'focusing', 'in-a-meeting': 'in a meeting', 'on-a-break': 'on a break', 'in-training': 'in training', offline: 'offline', 'on-leave': 'on leave',
}
export const presences: Record<State, Presence> = { available: 'available', 'on-a-call': 'busy', focusing: 'busy', 'in-a-meeting': 'busy', 'on-a-break': 'busy', 'in-training': 'busy', offline: 'away', 'on-leave': 'away' }

const none: readonly Availability[] = []
/** Those not simply available now. */
export const useUnavailable = (): readonly Availability[] => useQuery(query).data ?? none
export const useAvailability = (personId: string): Availability | undefined => useUnavailable().find((one) => one.personId === personId)

/** "on leave until Mon 09:00": what stands beside a name. */
export const availabilityText = (one: Availability, now: number, reader: Reader): string => `${one.label ?? stateWords[one.state]}${one.until ? ` until ${shortTime(Date.parse(one.until), now, reader)}` : ''}${one.note ? `, ${one.note}` : ''}`

/** For every face and name, wherever it is shown. */
export function useStatuses(): Statuses {
  const away = useUnavailable()
  const reader = use(ReaderContext)
  return statusesOf(away, reader)
}

/** Built once for all who ask, until somebody says otherwise. */
const built = new WeakMap<readonly Availability[], { reader: Reader; statuses: Statuses }>()
function statusesOf(away: readonly Availability[], reader: Reader): Statuses {
  const known = built.get(away)
  if (known?.reader === reader) return known.statuses
  const statuses = new Map(away.map((one) => [one.personId, { presence: presences[one.state], status: availabilityText(one, Date.now(), reader) }]))
  built.set(away, { reader, statuses })
  return statuses
}

/** Says it; everybody sees it by its fact. */
export async function sayAvailability(personId: string, mine: boolean, said: Said): Promise<void> {
  keepAvailability(mine ? await call('PUT /me/availability', { body: said }) : await call('PUT /people/:id/availability', { params: { id: personId }, body: said }))
}

/** What was said of one of them stands at once wherever their name is. Where nothing was read yet nothing is put: the others would be missed for good. */
export const keepAvailability = (one: Availability) => cache.setQueryData(query.queryKey, (all) => all && current([...all.filter((other) => other.personId !== one.personId), ...(isPlain(one) ? [] : [one])]))
/** Nothing to tell: available, as far as is known. */
const isPlain = ({ state, label, note, then }: Availability): boolean => state === 'available' && !label && !note && (!then || (then.state === 'available' && !then.until))

/** Somebody's time is over: what comes then is known once; after that the server is asked. */
function lookAgain(): void {
  const unknown = cache.getQueryData(query.queryKey)?.some((one) => one.until !== null && one.then === null && Date.parse(one.until) <= Date.now())
  cache.setQueryData(query.queryKey, (those) => those && current(those))
  if (unknown) void cache.invalidateQueries({ queryKey: query.queryKey })
}

const longest = 2 ** 31 - 1
let ending: ReturnType<typeof setTimeout> | undefined
/** Those whose time is not over, or how they are after it; when the next one's is, they are looked at again. */
function current(all: readonly Availability[]): Availability[] {
  const now = Date.now()
  const over = (one: Availability) => one.until !== null && Date.parse(one.until) <= now
  const left = all.flatMap((one) => (!over(one) ? [one] : one.then ? [{ ...one.then, personId: one.personId, then: null }] : [])).filter((one) => !over(one) && !isPlain(one))
  const next = Math.min(...left.map((one) => (one.until === null ? Infinity : Date.parse(one.until) - now)))
  clearTimeout(ending)
  if (next !== Infinity) ending = setTimeout(lookAgain, Math.min(next, longest))
  return left
}
