import { queryOptions, useQuery } from '@tanstack/react-query'
import type { In, Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { look, looks, need, sources } from '../contract.ts'

export const callLooks = room<typeof looks>()

export type Look = Out<typeof look>
export type Need = Out<typeof need>
export type Sources = Out<typeof sources>
export type LookSettings = Out<typeof looks.settings.spec.output>
export type LookChange = Omit<In<typeof looks.changeSettings.spec.body>, 'teamId'>

export const looksQuery = (ticketId: string) => queryOptions({
  queryKey: ['looks', 'ticket', ticketId] as const, queryFn: async ({ signal }) => (await liveReady(), await callLooks('GET /tickets/:id/looks', { params: { id: ticketId } }, { signal })),
})
export const sourcesQuery = (ticketId: string) => queryOptions({ queryKey: ['looks', 'sources', ticketId] as const, queryFn: ({ signal }) => callLooks('GET /tickets/:id/reply-sources', { params: { id: ticketId } }, { signal }) })
export const myLooksQuery = queryOptions({ queryKey: ['looks', 'mine'] as const, queryFn: async () => (await liveReady(), await callLooks('GET /looks')) })
export const lookSettingsQuery = (teamId: string | null) => queryOptions({ queryKey: ['looks', 'settings', teamId] as const, queryFn: () => callLooks('GET /look-settings', { query: { teamId: teamId ?? undefined } }) })

const none: readonly Look[] = []
/** Replies of others that wait for my look. */
export const useLooksForMe = (): readonly Look[] => (useQuery(myLooksQuery).data ?? none).filter((one) => one.may.look)
export const useLookCount = (): number => useLooksForMe().length

/** What was answered stands at once wherever it is shown. */
export function keep(one: Look): void {
  cache.setQueryData(looksQuery(one.ticketId).queryKey, (all) => all && { ...all, items: [one, ...all.items.filter((other) => other.id !== one.id)].sort((a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting') || b.at.localeCompare(a.at)) })
  cache.setQueryData(myLooksQuery.queryKey, (all) => all && (one.state === 'waiting' ? all.map((other) => (other.id === one.id ? one : other)) : all.filter((other) => other.id !== one.id)))
}

/** Carries an act out and says what became of it; answers whether it did. */
export async function does(said: string | null, act: () => Promise<Look>): Promise<boolean> {
  try {
    keep(await act())
    if (said) toasts.show({ text: said })
    return true
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    void cache.invalidateQueries({ queryKey: ['looks', 'ticket'] })
    return false
  }
}

export const withdraw = (one: Look): Promise<boolean> => does('Withdrawn: it is a draft again', () => callLooks('POST /looks/:id/withdraw', { params: { id: one.id } }))
export const comment = (one: Look, id: string, words: string): Promise<boolean> => does(null, () => callLooks('POST /looks/:id/comments', { params: { id: one.id }, body: { id, words } }))
/** A look as its ring shows it. */
export const dueOf = (one: Look) => ({ startedAt: one.at, dueAt: one.dueAt, warnAt: null, label: 'look', pausedAt: null, pauseReason: null, personId: one.askedId, teamId: null })
