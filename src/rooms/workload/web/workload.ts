import { queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { room, wordsFor } from '../../../core/web/call.ts'
import { liveReady } from '../../../core/web/live.ts'
import { toasts } from '../../../ui/toast-store.ts'
import type { ToSend } from '../../handoffs/web/handoff-verbs.ts'
import { openQuery, mineQuery as handoffsQuery } from '../../handoffs/web/handoffs.ts'
import { handOff } from '../../handoffs/web/dialog-state.ts'
import { helpsQuery, type Help } from './helps.ts'
import type { personLoad, teamLoad, wall, wallPerson, wallTeam, workload } from '../contract.ts'

const call = room<typeof workload>()
export type Wall = Out<typeof wall>
export type WallTeam = Out<typeof wallTeam>
export type WallPerson = Out<typeof wallPerson>
export type TeamLoad = Out<typeof teamLoad>
export type PersonLoad = Out<typeof personLoad>
export type MyLoad = Out<typeof workload.mine.spec.output>

const live = async <T>(read: () => Promise<T>): Promise<T> => { await liveReady(); return await read() }
/** Counted anew at least so often: things grow old and late without a fact. */
const minute = 60_000
export const wallQuery = (teamId: string | null) => queryOptions({ queryKey: ['workload', 'wall', teamId], queryFn: () => live(() => call('GET /wall', { query: { teamId: teamId ?? undefined } })), refetchInterval: minute, staleTime: 5000 })
export const teamsQuery = (teamId: string | null) => queryOptions({ queryKey: ['workload', 'teams', teamId], queryFn: () => live(async () => (await call('GET /workload', { query: { teamId: teamId ?? undefined } })).teams), refetchInterval: minute, staleTime: 5000 })
export const myLoadQuery = queryOptions({ queryKey: ['workload', 'mine'], queryFn: () => live(() => call('GET /workload/mine')), staleTime: 5000 })
export const rulesQuery = queryOptions({ queryKey: ['workload', 'rules'], queryFn: () => call('GET /workload-settings') })
export const changeRules = (body: Partial<Out<typeof workload.settings.spec.output>>) => call('PUT /workload-settings', { body })

async function does<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    const done = await act()
    void cache.invalidateQueries({ queryKey: helpsQuery.queryKey })
    return done
  } catch (error) {
    void cache.invalidateQueries({ queryKey: helpsQuery.queryKey })
    toasts.show({ text: wordsFor(error), tone: 'bad' })
    return null
  }
}

const tickets = (count: number): string => (count === 1 ? 'one ticket' : `${count} tickets`)

/** "I can take three of yours": they choose which. */
export async function offerHelp(ownerId: string, name: string, count: number): Promise<void> {
  const made = await does(() => call('POST /helps', { body: { id: newId(), ownerId, count } }))
  if (made) toasts.show({ text: `Offered ${name} to take ${tickets(count)}`, detail: 'They choose which; nothing moves before you accept.', undo: () => void withdrawHelp(made) })
}
export async function withdrawHelp(one: Help): Promise<void> {
  if (await does(() => call('POST /helps/:id/withdraw', { params: { id: one.id } }))) toasts.show({ text: 'No longer offered' })
}
export async function declineHelp(one: Help): Promise<void> {
  if (await does(() => call('POST /helps/:id/decline', { params: { id: one.id } }))) toasts.show({ text: 'Not now; they are told' })
}

const oldest = (ownerId: string, helperId: string, count: number) => call('GET /people/:id/oldest-tickets', { params: { id: ownerId }, query: { helperId, count } })
const itemsOf = (all: readonly ToSend[]) => all.map(({ id, row, form: { to: _, ...form } }) => ({ id, ticketId: row.id, ...form }))
const handedOn = () => { for (const { queryKey } of [openQuery, handoffsQuery, helpsQuery]) void cache.invalidateQueries({ queryKey }) }

/** Says yes to an offer of help: the form that hands on, with the oldest tickets and the helper filled in. */
export async function agreeTo(one: Help, helper: string): Promise<void> {
  const found = await does(() => oldest(one.ownerId, one.helperId, one.count))
  if (!found) return
  if (!found.items.length) return void toasts.show({ text: 'You have no open ticket to hand on', detail: `${helper} sees only what they may work.` })
  handOff(found.items, undefined, {
    to: { personId: one.helperId }, name: helper, reason: 'load', words: `${helper} offered to help. Take out what you keep; each moves when ${helper} accepts it.`,
    send: async (all) => { await call('POST /helps/:id/agree', { params: { id: one.id }, body: { id: newId(), items: itemsOf(all) } }); handedOn(); toasts.show({ text: `Offered ${tickets(all.length)} to ${helper}`, detail: 'You stay answerable until each is accepted.' }) },
  })
}

/** A lead arranges help: the same form, in the name of the lead. */
export async function arrange(ownerId: string, owner: string, helperId: string, helper: string, count: number): Promise<void> {
  const found = await does(() => oldest(ownerId, helperId, count))
  if (!found) return
  if (!found.items.length) return void toasts.show({ text: `${owner} has no open ticket that ${helper} could take over` })
  handOff(found.items, undefined, {
    to: { personId: helperId }, name: helper, reason: 'load', words: `The oldest of ${owner}, who stays answerable until ${helper} accepts each.`,
    send: async (all) => { await call('POST /helps/arrange', { body: { id: newId(), ownerId, helperId, items: itemsOf(all) } }); handedOn(); toasts.show({ text: `Offered ${tickets(all.length)} of ${owner} to ${helper}` }) },
  })
}
