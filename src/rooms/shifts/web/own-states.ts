import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room } from '../../../core/web/call.ts'
import type { ownState, shifts } from '../contract.ts'

export type OwnState = Out<typeof ownState>
export type Choices = Out<typeof shifts.choices.spec.output>
export const callShifts = room<typeof shifts>()

/** The workspace's own states. */
export const statesQuery = queryOptions({ queryKey: ['shifts', 'states'], queryFn: async () => (await callShifts('GET /availability-states')).items })
const none: readonly OwnState[] = []
export const useOwnStates = (): readonly OwnState[] => useQuery(statesQuery).data ?? none
/** What sets one's availability beside oneself. */
export const choicesQuery = queryOptions({ queryKey: ['shifts', 'choices'], queryFn: () => callShifts('GET /me/availability-choices') })
export const shiftRulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['shifts', 'rules', teamId], queryFn: () => callShifts('GET /shift-settings', { query: { teamId: teamId ?? undefined } }) })
