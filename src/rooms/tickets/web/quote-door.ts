import { createContext } from 'react'

/** Puts words into the note that is being written. Words of a note are quoted there alone: they never come near a reply. */
export const QuoteIntoNoteContext = createContext<((words: string) => void) | null>(null)
