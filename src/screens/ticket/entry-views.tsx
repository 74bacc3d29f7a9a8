import { clockView } from '../../rooms/clocks/web/clock-entry.tsx'
import { mailView } from '../../rooms/channels/email/web/mail-entry.tsx'
import { PinnedNotes } from '../../rooms/notes/web/pinned-notes.tsx'
import { noteView } from '../../rooms/notes/web/note-entry.tsx'
import { ReadWhileOpen } from '../../rooms/notifications/web/announcer.tsx'
import { promiseView } from '../../rooms/promises/web/promise-entry.tsx'
import { PromiseForm } from '../../rooms/promises/web/promise-acts.tsx'
import { SpottedPromises } from '../../rooms/promises/web/spotted.tsx'
import type { ComposerPlug } from '../../rooms/tickets/web/composer-plugs.ts'
import type { EntryView } from '../../rooms/tickets/web/thread.tsx'
import type { Head } from '../../rooms/tickets/web/tickets-call.ts'

/** What rooms above the tickets show on a timeline, in the order they are asked. */
export const entryViews: readonly EntryView[] = [noteView, mailView, promiseView, clockView]

/** What rooms above keep between the head and the conversation: what is offered, asked or under way. One line a room. */
export const Bars = ({ head }: { head: Head }) => <><PromiseForm head={head} /></>

/** What rooms above offer while one writes. One line a room. */
export const composerPlugs: readonly ComposerPlug[] = [{ id: 'promises', Advice: SpottedPromises }]

/** Where a note written on a ticket goes. */
export const noteKey = 'POST /tickets/:id/notes'

/** What rooms above keep at the top of a conversation; being here, what one was told of it counts as read. */
export function TopOfThread({ ticketId }: { ticketId: string }) {
  return <><ReadWhileOpen ticketId={ticketId} /><PinnedNotes ticketId={ticketId} /></>
}
