import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import type { Person as Face, Presence } from '../../../ui/presence.ts'
import type { me, people, person, team } from '../contract.ts'

export type Me = Out<typeof me>
export type Teammate = Out<typeof person>
export type Team = Out<typeof team>

const call = room<typeof people>()

export const meQuery = queryOptions({ queryKey: ['people', 'me'], queryFn: () => call('GET /me') })
export const teamsQuery = queryOptions({ queryKey: ['people', 'teams'], queryFn: async () => (await call('GET /teams', { query: { archived: '1' } })).items })
/** Everybody who works or worked here, so that any id has a name. */
export const teammatesQuery = queryOptions({
  queryKey: ['people', 'all'],
  async queryFn() {
    const all: Teammate[] = []
    for (let cursor: string | undefined; ;) {
      const part = await call('GET /people', { query: { state: 'all', kind: 'all', limit: 200, cursor } })
      all.push(...part.items)
      if (!part.next) return all
      cursor = part.next
    }
  },
})

/** Who is signed in. Inside the shell they always are. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('Nobody is signed in here.')
  return data
}

export const useTeams = (): readonly Team[] => (useQuery(teamsQuery).data ?? none).filter((one) => !one.archivedAt)
const none: readonly never[] = []

/** Names, faces and teams by their id, for lists and timelines. */
export interface Directory {
  readonly everyone: readonly Teammate[]
  /** Those who can be given work or mentioned. */
  readonly active: readonly Teammate[]
  readonly teams: readonly Team[]
  readonly face: (id: string) => Face
  readonly teamName: (id: string) => string
}

/** What is said of those who are not simply available, by their id. Rooms above know it. */
export type Statuses = ReadonlyMap<string, { readonly presence: Presence; readonly status: string }>
let useStatuses: () => Statuses = () => noStatuses
const noStatuses: Statuses = new Map()
/** Called once by the page: seen wherever a name is seen. */
export const wireStatuses = (use: () => Statuses): void => { useStatuses = use }

let built: { people: unknown; teams: unknown; statuses: unknown; directory: Directory } | null = null

export function useDirectory(): Directory {
  const everyone = useQuery(teammatesQuery).data ?? none
  const teams = useQuery(teamsQuery).data ?? none
  return directoryFor(everyone, teams, useStatuses())
}

/** Built once for all who ask, until people, teams or what they do change. */
function directoryFor(everyone: readonly Teammate[], teams: readonly Team[], statuses: Statuses): Directory {
  if (built?.people !== everyone || built.teams !== teams || built.statuses !== statuses) built = { people: everyone, teams, statuses, directory: directoryOf(everyone, teams, statuses) }
  return built.directory
}

function directoryOf(everyone: readonly Teammate[], all: readonly Team[], statuses: Statuses): Directory {
  const faces = new Map(everyone.map((one) => [one.id, { ...faceOf(one), ...(one.deactivatedAt ? {} : statuses.get(one.id)) }]))
  const names = new Map(all.map((one) => [one.id, one.name]))
  return {
    everyone, active: everyone.filter((one) => !one.deactivatedAt && one.kind === 'person'), teams: all.filter((one) => !one.archivedAt),
    face: (id) => faces.get(id) ?? { id, name: 'A teammate' },
    teamName: (id) => names.get(id) ?? 'a team',
  }
}

const hereMs = 5 * 60_000
/** Seen within five minutes counts as here. */
export const presenceOf = (one: Teammate): Presence => (one.deactivatedAt || !one.seenAt || Date.now() - Date.parse(one.seenAt) > hereMs ? 'offline' : 'available')

export const faceOf = (one: Pick<Teammate, 'id' | 'name' | 'picture'> & Partial<Teammate>): Face => ({
  id: one.id, name: one.name, picture: one.picture ? `/api/files/${one.picture}` : null, ...(one.kind ? { presence: presenceOf(one as Teammate) } : {}),
})
