import { CloudOff } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { plainText } from '../../../ui/plain-text.ts'
import { takeBackWritten, useWaitingNotes } from './unsent.ts'

/** Notes that wait for the line, where they are going to stand: at the end of the conversation. */
export function WaitingNotes({ ticketId }: { ticketId: string }) {
  return useWaitingNotes(ticketId).map(({ id, html }) => (
    <article key={id} aria-label="Note that waits for the connection" className="mx-4 mb-3 rounded-lg border border-dashed border-note-line bg-note-soft px-3 py-2 max-sm:mx-2">
      <p className="text-ui break-words whitespace-pre-wrap">{plainText(html).trim()}</p>
      <p className="mt-1 flex items-center gap-1.5 text-meta text-muted">
        <CloudOff aria-hidden size={13} /><span className="flex-1">Kept here, added when the connection is back</span>
        <Button size="small" variant="ghost" onClick={() => takeBackWritten(id)}>Take back</Button>
      </p>
    </article>
  ))
}
