import type { Filter, Order } from '../../rooms/tickets/web/tickets-call.ts'

/** What of the inbox stands in the address: how a view is narrowed and ordered. */
export interface InboxSearch extends Pick<Filter, 'status' | 'teamId' | 'ownerId' | 'tag' | 'priority' | 'text' | 'channel' | 'customerId' | 'lastBefore' | 'waitingFor' | 'dueAfter' | 'dueBefore' | 'queuedAfter' | 'queuedBefore' | 'closedFor'> {
  readonly order?: Order
}

const orders = ['due', 'newest', 'oldest', 'priority', 'updated'] as const
const lists = ['status', 'teamId', 'ownerId', 'tag', 'priority', 'waitingFor', 'closedFor'] as const
const words = ['text', 'channel', 'customerId', 'lastBefore', 'dueAfter', 'dueBefore', 'queuedAfter', 'queuedBefore'] as const

/** Reads the address leniently: what cannot be meant is left out. */
export function readInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const read: Record<string, unknown> = {}
  for (const name of lists) {
    const value = raw[name]
    const all = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')
    if (all.length > 0) read[name] = all
  }
  for (const name of words) if (typeof raw[name] === 'string' && raw[name] !== '') read[name] = raw[name]
  if (orders.some((one) => one === raw['order'])) read['order'] = raw['order']
  return read
}

/** The filter alone, in one order of its fields, so that equal ones are one list. */
export function filterIn({ order: _, ...rest }: InboxSearch): Filter {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)))
}
