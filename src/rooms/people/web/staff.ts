import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import type { invitation, peopleDoors } from '../contract.ts'
import { meQuery, teammatesQuery, teamsQuery } from './directory.ts'
import { callPeople } from './people-call.ts'

export type Invitation = Out<typeof invitation>
export type AuditPage = Out<typeof peopleDoors.audit.spec.output>
export type Audited = AuditPage['items'][number]

export const invitationsQuery = queryOptions({ queryKey: ['people', 'invitations'], queryFn: async () => (await callPeople('GET /invitations')).items })
export const auditQuery = (person: string | null) => infiniteQueryOptions({
  queryKey: ['people', 'audit', person], initialPageParam: '',
  queryFn: ({ pageParam }) => callPeople('GET /audit', { query: { cursor: pageParam || undefined, person: person ?? undefined } }),
  getNextPageParam: (last) => last.next ?? undefined,
})

export const roleOptions = [
  { id: 'admin', label: 'Admin', detail: 'Runs the workspace: people, mail, settings' },
  { id: 'lead', label: 'Lead', detail: 'Leads teams, invites into them, decides' },
  { id: 'agent', label: 'Agent', detail: 'Works tickets' },
  { id: 'collaborator', label: 'Collaborator', detail: 'From another department: reads, notes, answers' },
] as const
export type RoleId = (typeof roleOptions)[number]['id']
export const roleName = (role: RoleId): string => roleOptions.find((one) => one.id === role)!.label

/** After a change of one's own the lists are read again at once, not only when its fact comes round. */
export async function readStaff(): Promise<void> {
  await Promise.all([meQuery, teammatesQuery, teamsQuery, invitationsQuery].map((query) => cache.invalidateQueries({ queryKey: query.queryKey })))
}
