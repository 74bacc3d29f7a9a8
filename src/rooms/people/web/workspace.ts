import { queryOptions } from '@tanstack/react-query'
import { callPeople } from './people-call.ts'

/** What anybody may know of this server. */
export const workspaceQuery = queryOptions({ queryKey: ['people', 'workspace'], queryFn: () => callPeople('GET /workspace'), refetchInterval: ({ state }) => (state.data?.demo && !state.data.ready ? 1000 : false) })
