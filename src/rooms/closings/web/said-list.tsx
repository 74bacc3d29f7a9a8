import { Handshake } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Time } from '../../../ui/time.tsx'
import { dropSaid, type Said } from '../../promises/web/said.ts'

/** What the reply that is to close the ticket promises: it is noted and the ticket stays open, or it is no promise. */
export function SaidList({ ticketId, said, onKeepOpen }: { ticketId: string; said: readonly Said[]; onKeepOpen: () => void }) {
  return (
    <section aria-label="Promised in this reply">
      <h3 className="mb-1 text-ui font-medium">Promised in this reply</h3>
      <ul className="divide-y divide-line border-y border-line">
        {said.map((one) => (
          <li key={one.text} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-ui">
            <Handshake aria-hidden size={15} className="shrink-0 text-time" />
            <p className="min-w-0 flex-1 basis-48 break-words">“{one.text}”<span className="block text-meta text-muted">until <Time at={one.dueAt} /></span></p>
            <span className="flex flex-wrap items-center gap-1">
              <Button size="small" onClick={onKeepOpen}>Send and keep it open</Button>
              <Button size="small" variant="ghost" onClick={() => dropSaid(ticketId, 'reply', one.text)}>It is no promise</Button>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-meta text-muted">{said.length === 1 ? 'The promise is noted when the reply is sent, and the ticket stays open until it is kept.' : 'The promises are noted when the reply is sent, and the ticket stays open until they are kept.'}</p>
    </section>
  )
}
