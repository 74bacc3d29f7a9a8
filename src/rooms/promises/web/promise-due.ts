import type { Promised } from './promises.ts'

/** A promise as its ring shows it. */
export const dueOf = (one: Promised) => ({ startedAt: one.moves.at(-1)?.at ?? one.madeAt, dueAt: one.dueAt, warnAt: null, label: 'promise', pausedAt: null, pauseReason: null, personId: one.ownerId, teamId: null })
