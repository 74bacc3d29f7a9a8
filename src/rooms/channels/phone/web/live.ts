import type { QueryClient } from '@tanstack/react-query'
import type { Told } from '../../../../core/contract.ts'
import { readSoon, type Hears } from '../../../../core/web/cache.ts'
import type { Me } from '../../../people/web/directory.ts'
import { readEntry } from '../../../tickets/web/timeline-cache.ts'
import { callbacksQuery } from './callbacks-due.ts'
import type { Contact } from './phone.ts'

const old = (cache: QueryClient, ...keys: string[]) => { for (const key of keys) void cache.invalidateQueries({ queryKey: ['phone', key] }) }
type Data = { callId?: string; personId?: string; promiseId?: string; ownerId?: string; kind?: string; from?: string; to?: unknown; leads?: string[] }
const people = (data: Data): (string | undefined)[] => [data.ownerId, data.personId, data.from, ...(Array.isArray(data.to) ? (data.to as string[]) : []), ...(data.leads ?? [])]

/** Calls are few on a page: what a fact is about is read again, where it is shown, and nothing of other tickets. */
export const phoneHears: Hears = (fact, cache) => {
  if (fact.name.startsWith('phone.')) return heard(fact, cache)
  // A callback is kept, moved and passed on as a promise.
  if (fact.name.startsWith('promises.') && (fact.data as Data).kind === 'callback') return ofCallback(fact, cache)
  // How to reach somebody, and what was last said, changes with messages and with the customer.
  if (fact.name === 'tickets.message-received' || fact.name === 'tickets.replied') return ofTicket(cache, fact.about.id, 'contact', 'card')
  if (fact.name.startsWith('customers.')) ofCustomer(cache, fact.about.id)
}

function heard(fact: Told, cache: QueryClient): void {
  const data = fact.data as Data
  if (fact.name === 'phone.settings-changed') return old(cache, 'rules', 'contact', 'card')
  if (fact.name === 'phone.quotables-changed') return old(cache, 'quotables', 'card')
  if (fact.name === 'phone.diversion-changed') return old(cache, 'diversions')
  if (data.callId) ofCall(fact, data.callId, cache)
  else ofCallback(fact, cache)
  readSoon(['phone', 'report'], 20_000)
}

function ofCall(fact: Told, callId: string, cache: QueryClient): void {
  ofTicket(cache, fact.about.id, 'contact', 'calls', 'card')
  if ((fact.data as Data).personId === meIn(cache)) old(cache, 'live')
  // The entry of a call that begins is read as every entry; what changes it later names it.
  if (fact.id !== callId) void readEntry(cache, fact.about.id, callId)
}

const meIn = (cache: QueryClient): string | undefined => cache.getQueryData<Me>(['people', 'me'])?.id

/** What is shown of one ticket. */
function ofTicket(cache: QueryClient, ticketId: string, ...keys: string[]): void {
  for (const key of keys) void cache.invalidateQueries({ queryKey: ['phone', key, ticketId] })
}

function ofCustomer(cache: QueryClient, customerId: string): void {
  for (const [key, contact] of cache.getQueriesData<Contact>({ queryKey: ['phone', 'contact'] })) if (contact?.customer?.id === customerId) ofTicket(cache, key[2] as string, 'contact', 'card')
}

function ofCallback(fact: Told, cache: QueryClient): void {
  const data = fact.data as Data
  const me = meIn(cache)
  const mine = cache.getQueryData(callbacksQuery.queryKey)?.some((one) => one.promise.id === data.promiseId)
  if (mine || (me && people(data).includes(me))) old(cache, 'callbacks')
  ofTicket(cache, fact.about.id, 'card')
}
