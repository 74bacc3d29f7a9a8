import { CloudOff } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { plainText } from '../../../ui/plain-text.ts'
import { takeBackWritten, useWaitingWritten } from './unsent.ts'

/** What waits for the line, where it is going to stand: at the end of the conversation. Replies stand in the conversation itself, once that could be read. */
export function WaitingWords({ ticketId, replies }: { ticketId: string; replies: boolean }) {
  return useWaitingWritten(ticketId).filter((one) => replies || one.mode === 'note').map(({ id, mode, html }) => (
    <article key={id} aria-label={`${mode === 'note' ? 'Note' : 'Reply'} that waits for the connection`} className={classNames('mx-4 mb-3 rounded-lg border border-dashed px-3 py-2 max-sm:mx-2', mode === 'note' ? 'border-note-line bg-note-soft' : 'border-line-strong bg-paper')}>
      <p className="text-ui break-words whitespace-pre-wrap">{plainText(html).trim()}</p>
      <p className="mt-1 flex items-center gap-1.5 text-meta text-muted">
        <CloudOff aria-hidden size={13} /><span className="flex-1">Kept here, {mode === 'note' ? 'added' : 'sent'} when the connection is back</span>
        <Button size="small" variant="ghost" onClick={() => takeBackWritten(id)}>Take back</Button>
      </p>
    </article>
  ))
}
