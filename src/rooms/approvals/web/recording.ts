import { store, useStore } from '../../../core/web/store.ts'

const recording = store<string | null>(null)
/** The ticket on which a decision is being recorded. */
export const useRecording = (): string | null => useStore(recording)
export const recordDecision = (ticketId: string): void => recording.set(ticketId)
export const recordNothing = (): void => recording.set(null)
