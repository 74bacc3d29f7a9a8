import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, Phone } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from '../../../../ui/checkbox.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { firstName } from '../../../../ui/presence.ts'
import { TextArea } from '../../../../ui/text-area.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { useDirectory, useMe } from '../../../people/web/directory.ts'
import type { Head } from '../../../tickets/web/tickets-call.ts'
import type { Words } from './call-keeper.ts'
import { telOf } from './call-words.ts'
import { liveCallQuery } from './live-call.ts'
import { OtherWords } from './other-words.tsx'
import { cardQuery, ticketCallsQuery, type Call } from './phone.ts'
import { QuotableLines } from './quotable-lines.tsx'
import { Runs } from './runs.tsx'
import { useCallWords } from './use-call-words.ts'

/** Between head and conversation while somebody is on the phone with this customer: one's own call with its notes, a colleague's as a line. */
export function CallPane({ head }: { head: Head }) {
  const me = useMe()
  const { face } = useDirectory()
  const live = useQuery(liveCallQuery).data?.call
  const others = (useQuery(ticketCallsQuery(head.ticket.id)).data ?? []).filter((one) => one.endedAt === null && one.personId !== me.id)
  return (
    <>
      {live && live.endedAt === null && live.ticketId === head.ticket.id && <Pane key={live.id} call={live} head={head} />}
      {others.map((one) => (
        <p key={one.id} role="status" className="flex min-h-9 shrink-0 items-center gap-2 border-b border-own-line bg-own-soft px-4 py-1 text-ui text-own"><Phone aria-hidden size={14} /><span className="min-w-0 truncate">{firstName(face(one.personId).name)} is on the phone with {one.customerName || 'the customer'}</span><Runs since={one.startedAt} /></p>
      ))}
    </>
  )
}

function Pane({ call, head }: { call: Call; head: Head }) {
  const card = useQuery(cardQuery(head.ticket.id)).data
  const { words: { notes, readBack: own }, saved, other, keeper } = useCallWords(call)
  const change = (part: Partial<Words>) => keeper.change(part)
  const readBack: Call['readBack'] = own.length ? own : (card?.readBack ?? []).map(({ id, label, value }) => ({ id, label, value, agreed: false }))
  const [open, setOpen] = useState(true)
  return (
    <section aria-label="Notes of your call" className="max-h-[38vh] shrink-0 overflow-y-auto border-b border-own-line bg-own-soft px-4 py-2 max-sm:max-h-[34dvh] max-sm:px-3">
      <header className="flex h-7 items-center gap-3 text-meta font-medium text-own">
        <p className="min-w-0 flex-1 truncate">{call.direction === 'in' ? 'They called' : 'You called'}{call.phone && <> <a href={telOf(call.phone)} className="font-normal tabular-nums underline">{call.phone}</a></>}<span className="font-normal" role="status">{saved ? '' : ' · Saving'}</span></p>
        <IconButton icon={open ? ChevronUp : ChevronDown} size="small" label={open ? 'Fold the notes' : 'Show the notes'} onClick={() => setOpen(!open)} />
      </header>
      {other && <div className="my-1"><OtherWords other={other} keeper={keeper} /></div>}
      {open && (
        <div className="mt-1 grid gap-x-6 gap-y-3 pb-1 sm:grid-cols-2">
          <div className="min-w-0">
            <label className="mb-1 block text-meta font-medium text-soft-ink" htmlFor={`notes-${call.id}`}>Notes, only for teammates</label>
            <TextArea id={`notes-${call.id}`} value={notes} onChange={(text) => change({ notes: text })} maxLength={20_000} rows={4} placeholder="What they say, what you agree on" autoFocus className="sm:min-h-27!" />
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            {readBack.length > 0 && (
              <fieldset>
                <legend className="mb-1 text-meta font-medium text-soft-ink">Read back before you hang up</legend>
                <ul className="flex flex-col gap-1">
                  {readBack.map((line) => (
                    <li key={line.id} className="flex items-center gap-2">
                      <Checkbox checked={line.agreed} onChange={(agreed) => change({ readBack: readBack.map((one) => (one.id === line.id ? { ...one, agreed } : one)) })} label={`${line.label}: agreed`} />
                      <span className="w-24 shrink-0 truncate text-meta text-muted" aria-hidden>{line.label}</span>
                      <TextInput aria-label={line.label} value={line.value} onChange={(value) => change({ readBack: readBack.map((one) => (one.id === line.id ? { ...one, value, agreed: false } : one)) })} maxLength={300} className="flex-1" />
                    </li>
                  ))}
                </ul>
              </fieldset>
            )}
            {card && card.quotables.length > 0 && <div><h3 className="mb-1 text-meta font-medium text-soft-ink">May be quoted</h3><QuotableLines items={card.quotables} ticketId={head.ticket.id} mayAdd={false} /></div>}
          </div>
        </div>
      )}
    </section>
  )
}
