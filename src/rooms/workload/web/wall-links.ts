import type { Filter } from '../../tickets/web/tickets-call.ts'
import type { WallTeam } from './workload.ts'

/** What a figure counts, as a list: whoever clicks on it sees just those. */
export type Counted = Partial<Filter>
type Team = Pick<WallTeam, 'teamId'>

const hourMs = 3600_000
export const unownedOf = (team: Team): Counted => ({ teamId: [team.teamId], ownerId: ['none'], status: ['open'] })
export const ageOf = (team: Team, age: WallTeam['ages'][number]): Counted => ({ ...unownedOf(team), ...(age.from ? { queuedAfter: age.from } : {}), ...(age.to ? { queuedBefore: age.to } : {}) })
export const lateOf = (team: Team, at: string): Counted => ({ teamId: [team.teamId], dueBefore: at })
export const dueOf = (team: Team, at: string): Counted => ({ teamId: [team.teamId], dueAfter: at, dueBefore: new Date(Date.parse(at) + hourMs).toISOString() })
export const waitingOf = (team: Team, on: keyof WallTeam['waitingOn']): Counted => ({ teamId: [team.teamId], status: ['waiting'], waitingFor: [on] })
export const ownedBy = (personId: string, status: 'open' | 'waiting'): Counted => ({ ownerId: [personId], status: [status] })
export const lateBy = (personId: string, at: string): Counted => ({ ownerId: [personId], dueBefore: at })

export const ageWords = ['under 15 min', '15–60 min', '1–4 h', '4–24 h', 'over a day'] as const
export const waitingWords: Readonly<Record<keyof WallTeam['waitingOn'], string>> = { customer: 'the customer', teammate: 'a teammate', team: 'another team', date: 'a date', vendor: 'a vendor' }
