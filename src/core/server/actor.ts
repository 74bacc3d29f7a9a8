export type Role = 'admin' | 'lead' | 'agent' | 'collaborator';

/** A teammate at work, with the teams that decide what may be seen. */
export interface PersonActor {
  readonly kind: 'person';
  readonly id: string;
  readonly role: Role;
  /** Teams this person is a member of, and those among them they lead. */
  readonly teams: readonly string[];
  readonly leads: readonly string[];
  /** Every team whose tickets this person may see: the open ones, their own, and for admins all. */
  readonly sees: readonly string[];
  readonly session?: string;
  /** Set when the request came with an API key: what the key may do, such as `tickets:read`. */
  readonly scopes?: readonly string[];
}
export interface CustomerActor { readonly kind: 'customer'; readonly id: string }
export interface SystemActor { readonly kind: 'system'; readonly id: null; readonly why: string }
export type Actor = PersonActor | CustomerActor | SystemActor;

/** The product itself, saying which part of it acts. */
export const system = (why: string): SystemActor => ({ kind: 'system', id: null, why });

const rank: Record<Role, number> = { collaborator: 0, agent: 1, lead: 2, admin: 3 };
export const atLeast = (role: Role, least: Role): boolean => rank[role] >= rank[least];
