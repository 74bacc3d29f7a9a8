import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { liveReady } from '../../../core/web/live.ts'
import { store, useStore } from '../../../core/web/store.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { kind, notification, notifications, preferences } from '../contract.ts'

export type Notification = Out<typeof notification>
export type Kind = Out<typeof kind>
export type Preferences = Out<typeof preferences>
export interface Page { readonly items: Notification[]; readonly next: string | null }

export const callNotifications = room<typeof notifications>()

export const unreadQuery = queryOptions({ queryKey: ['notifications', 'unread'], queryFn: async () => (await liveReady(), (await callNotifications('GET /notifications/unread')).unread) })
export const centreQuery = (unread: boolean) => infiniteQueryOptions({
  queryKey: ['notifications', 'list', unread],
  queryFn: ({ pageParam, signal }): Promise<Page> => callNotifications('GET /notifications', { query: { cursor: pageParam, ...(unread ? { unread: '1' as const } : {}) } }, { signal }),
  initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.next ?? undefined,
})
export const preferencesQuery = queryOptions({ queryKey: ['notifications', 'preferences'], queryFn: () => callNotifications('GET /notifications/preferences') })

const centre = store(false)
/** Whether the centre is open, wherever it is opened from. */
export const useCentre = () => ({ open: useStore(centre), setOpen: centre.set })
export const openCentre = () => centre.set(true)

/** Where a click lands: the very entry. */
export const placeOf = (one: { ticket: { number: number }; entryId: string }) => ({ to: '/tickets/$number', params: { number: String(one.ticket.number) }, hash: `entry-${one.entryId}` }) as const

/** Marks as read; what is shown changes at once, in other tabs by the fact. */
export async function markRead(which: { ids: string[] } | { ticketId: string } | { all: true }): Promise<void> {
  try {
    patchRead('ids' in which ? (one) => which.ids.includes(one.id) : 'ticketId' in which ? (one) => one.ticket.id === which.ticketId : () => true)
    const { unread } = await callNotifications('POST /notifications/read', { body: which })
    cache.setQueryData(unreadQuery.queryKey, unread)
  } catch (error) {
    void cache.invalidateQueries({ queryKey: ['notifications'] })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

/** Marks in the lists that are here what was read. Those under "unread" stay where they are until the list is opened again. */
export function patchRead(fits: (one: Notification) => boolean): void {
  const readAt = new Date().toISOString()
  for (const unread of [true, false]) {
    cache.setQueryData<InfiniteData<Page, string | undefined>>(centreQuery(unread).queryKey, (list) => list && {
      ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.readAt === null && fits(one) ? { ...one, readAt } : one)) })),
    })
  }
}

/** "Maya mentioned you", as it stands in the centre. */
export const didWhat: Record<Kind, (who: string) => string> = {
  handoff: () => 'A handoff waits for your yes', 'handoff-told': () => 'There is news of your handoff',
  sla: () => 'A service level is at risk or was missed', promise: () => 'A promise is due or was broken', callback: () => 'A callback wants you', ask: () => 'There is news of a question or request', look: () => 'A reply waits for your look', 'look-told': () => 'There is news of your reply that a colleague looks at', approval: (who) => `${who} asks for your approval`, 'approval-decided': (who) => `${who} decided what you asked for`, 'approval-undecided': () => 'Nobody has decided what you asked for yet',
  escalation: () => 'An escalation waits for you', 'escalation-moved': () => 'An escalation you have a part in moved on',
  mention: (who) => `${who} mentioned you`, 'reply-failed': () => 'Your reply did not arrive', assigned: (who) => `${who} gave it to you`, 'customer-replied': (who) => `${who} answered`,
  'participant-proposed': (who) => `${who} wrote and is not part of it yet`, woke: () => 'Its waiting is over', note: (who) => `${who} wrote a note`, 'teammate-replied': (who) => `${who} replied`, 'new-in-team': () => 'New in your team',
}
/** What the browser says aloud, on a screen that others may see: no names, no words. */
export const quietWords: Record<Kind, string> = {
  handoff: 'A handoff waits for your yes', 'handoff-told': 'There is news of your handoff',
  sla: 'A service level is at risk or was missed', promise: 'A promise is due or was broken', callback: 'A callback wants you', ask: 'There is news of a question or request', look: 'A reply waits for your look', 'look-told': 'There is news of a reply of yours', approval: 'Something waits for your approval', 'approval-decided': 'What you asked for was decided', 'approval-undecided': 'What you asked for still waits',
  escalation: 'An escalation waits for you', 'escalation-moved': 'An escalation moved on',
  mention: 'You were mentioned', 'reply-failed': 'A reply did not arrive', assigned: 'A ticket is yours now', 'customer-replied': 'The customer answered', 'participant-proposed': 'Somebody new wrote',
  woke: 'A ticket woke up', note: 'A new note', 'teammate-replied': 'A teammate replied', 'new-in-team': 'A new ticket in your team',
}
/** The same as lines of a settings page. */
export const kindWords: Record<Kind, string> = {
  handoff: 'Somebody hands a ticket to me or my team', 'handoff-told': 'My handoff is accepted, declined, or nobody accepts it',
  sla: 'A service level of my ticket or team is at risk or missed', promise: 'A promise of mine or of my team is due or broken', callback: 'A callback of mine is due in ten or two minutes, is offered to me, or nobody takes it', ask: 'What I asked is answered or late; what I was asked is late or passed on to me', look: 'A reply waits for my look, or nobody looked at one in my team', 'look-told': 'My reply is released, given back, commented on, or nobody looked at it in time', approval: 'Somebody asks for my approval', 'approval-decided': 'What I asked for is decided', 'approval-undecided': 'Nobody decides what I asked for in time',
  escalation: 'An escalation waits for me', 'escalation-moved': 'An escalation I have a part in moves on',
  mention: 'Somebody mentions me or my team', 'reply-failed': 'A reply of mine does not arrive', assigned: 'A ticket becomes mine', 'customer-replied': 'The customer answers', 'participant-proposed': 'Somebody new writes and waits to be admitted',
  woke: 'A ticket’s waiting is over', note: 'A teammate writes a note', 'teammate-replied': 'A teammate replies to the customer', 'new-in-team': 'A new ticket comes to my team',
}
