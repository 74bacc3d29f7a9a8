export type Role = 'admin' | 'lead' | 'agent' | 'collaborator'

const ranks: Record<Role, number> = { collaborator: 0, agent: 1, lead: 2, admin: 3 }
/** Whether a role is at least another: only for what is offered; the server decides what may be done. */
export const atLeast = (role: Role, least: Role): boolean => ranks[role] >= ranks[least]
