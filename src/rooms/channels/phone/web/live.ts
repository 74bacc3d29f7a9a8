import type { QueryClient } from '@tanstack/react-query'
import type { Told } from '../../../../core/contract.ts'
import { readSoon, type Hears } from '../../../../core/web/cache.ts'
import type { Me } from '../../../people/web/directory.ts'
import { readEntry } from '../../../tickets/web/timeline-cache.ts'
import { callbacksQuery } from './callbacks-due.ts'

const old = (cache: QueryClient, ...keys: string[]) => { for (const key of keys) void cache.invalidateQueries({ queryKey: ['phone', key] }) }
type Data = { callId?: string; personId?: string; promiseId?: string; ownerId?: string; kind?: string; from?: string; to?: unknown; leads?: string[] }
const people = (data: Data): (string | undefined)[] => [data.ownerId, data.personId, data.from, ...(Array.isArray(data.to) ? (data.to as string[]) : []), ...(data.leads ?? [])]

/** Calls are few on a page: what a fact is about is read again, where it is shown. */
export const phoneHears: Hears = (fact, cache) => {
  if (fact.name.startsWith('phone.')) return heard(fact, cache)
  // A callback is kept, moved and passed on as a promise.
  if (fact.name.startsWith('promises.') && (fact.data as Data).kind === 'callback') return ofCallback(fact.data as Data, cache)
  // How to reach somebody, and what was last said, changes with messages and with the customer.
  if (fact.name === 'tickets.message-received' || fact.name === 'tickets.replied' || fact.name.startsWith('customers.')) old(cache, 'contact', 'card')
}

function heard(fact: Told, cache: QueryClient): void {
  const data = fact.data as Data
  if (fact.name === 'phone.settings-changed') return old(cache, 'rules', 'contact', 'card')
  if (fact.name === 'phone.quotables-changed') return old(cache, 'quotables', 'card')
  if (fact.name === 'phone.diversion-changed') return old(cache, 'diversions')
  if (data.callId) {
    old(cache, 'contact', 'calls', 'card')
    if (data.personId === cache.getQueryData<Me>(['people', 'me'])?.id) old(cache, 'live')
    void readEntry(cache, fact.about.id, data.callId)
    return readSoon(['phone', 'report'], 20_000)
  }
  ofCallback(data, cache)
  readSoon(['phone', 'report'], 20_000)
  if (fact.shown) void readEntry(cache, fact.about.id, fact.id)
}

function ofCallback(data: Data, cache: QueryClient): void {
  const me = cache.getQueryData<Me>(['people', 'me'])?.id
  const mine = cache.getQueryData(callbacksQuery.queryKey)?.some((one) => one.promise.id === data.promiseId)
  if (mine || (me && people(data).includes(me))) old(cache, 'callbacks')
  old(cache, 'card')
}
