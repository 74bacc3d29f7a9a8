/** Whose queue is looked at: one team's, or, without it, my teams' together. */
export interface QueueSearch { readonly team?: string }

export const readQueueSearch = (raw: Record<string, unknown>): QueueSearch => (typeof raw['team'] === 'string' ? { team: raw['team'] } : {})
