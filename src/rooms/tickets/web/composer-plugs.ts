import type { LucideIcon } from 'lucide-react'
import { createContext, type ComponentType } from 'react'
import type { Mode, Writing } from './draft-keeper.ts'
import type { Change, Head, Mailbox } from './tickets-call.ts'

/** What is being written on a ticket, for what rooms above offer beside it. */
export interface Composing {
  readonly head: Head
  readonly mode: Mode
  readonly html: string
  /** Puts words where the cursor is. */
  readonly insert: (html: string) => void
  /** Puts this in place of all that is written. */
  readonly change: (html: string) => void
}

/** What is done with the ticket once a reply is sent. */
export type Then = Extract<Change, { kind: 'close' | 'wait' }>
/** A reply that is about to leave. */
export interface Sending { readonly id: string; readonly head: Head; readonly writing: Writing; readonly to: readonly Mailbox[]; readonly cc: readonly Mailbox[]; readonly quote: string | null; readonly seen: number; readonly then?: Then | undefined; /** Another way to send, offered by a plug. */ readonly way?: string | undefined }

/** What a room above offers while one writes: lines under the text, and small acts at the foot. */
export interface ComposerPlug {
  readonly id: string
  readonly Advice?: ComponentType<Composing>
  readonly Tools?: ComponentType<Composing>
  /** Asked before a reply leaves: another ending of it (why it is closed; null: none), or null where it does not leave now. Undefined: nothing to say. */
  readonly beforeSend?: (sending: Sending) => Promise<{ readonly then?: Then | null | undefined } | null> | undefined
  /** Other ways to send a reply, beside the usual ones: the plug takes them up in `beforeSend`. */
  readonly ways?: readonly { readonly id: string; readonly label: string; readonly detail: string; readonly icon: LucideIcon }[]
  /** What goes along with a note on this ticket beside its words: fields of its body. */
  readonly withNote?: (ticketId: string) => object
}
export const ComposerPlugsContext = createContext<readonly ComposerPlug[]>([])

/** Something that was written and sent. `id` is the message's or the note's. */
export interface Written { readonly ticketId: string; readonly mode: Mode; readonly id: string; readonly html: string }

const listeners = new Set<(written: Written) => void>()
/** Hears of everything sent from this window, once it is taken or kept for later. */
export function onWritten(listen: (written: Written) => void): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}
export const tellWritten = (written: Written): void => { for (const listen of listeners) listen(written) }
