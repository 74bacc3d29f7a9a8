import { Handshake } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Time } from '../../../ui/time.tsx'
import { dropSaid, type Said } from '../../promises/web/said.ts'

/** What the reply that is to close the ticket promises: it is noted and the ticket stays open, or it is no promise. */
export function SaidList({ ticketId, said, onKeepOpen }: { ticketId: string; said: readonly Said[]; onKeepOpen: () => void }) {
  const one = said.length === 1
  return (
    <section aria-label="Promised in this reply">
      <h3 className="mb-1 text-ui font-medium">Promised in this reply</h3>
      <ul className="divide-y divide-line border-y border-line">
        {said.map((promise) => (
          <li key={promise.text} className="flex items-start gap-2.5 py-2 text-ui">
            <Handshake aria-hidden size={15} className="mt-0.5 shrink-0 text-time" />
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
              <p className="min-w-0 flex-1 basis-48 break-words">“{promise.text}”<span className="block text-meta text-muted">until <Time at={promise.dueAt} /></span></p>
              <Button size="small" variant="ghost" onClick={() => dropSaid(ticketId, 'reply', promise.text)}>It is no promise</Button>
            </div>
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p className="min-w-0 flex-1 basis-56 text-meta text-pretty text-muted">{one ? 'A promise that is open keeps its ticket open: it is noted when the reply is sent.' : 'Promises that are open keep their ticket open: they are noted when the reply is sent.'}</p>
        <Button size="small" onClick={onKeepOpen}>Send and keep it open</Button>
      </div>
    </section>
  )
}
