import { createContext } from 'react'
import { store, useStore } from '../../../core/web/store.ts'
import type { Ask } from './asks.ts'

/** What is being passed on now; one chooser on the screen shows it. */
const passing = store<Ask | null>(null)
export const usePassing = (): Ask | null => useStore(passing)
export const passOn = (one: Ask | null): void => passing.set(one)

/** Opens the place where a note is written on the ticket that is open, and puts words into it. */
export const WriteNoteContext = createContext<((html?: string) => void) | null>(null)
