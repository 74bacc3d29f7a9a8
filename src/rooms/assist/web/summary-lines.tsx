import { useQuery } from '@tanstack/react-query'
import { Sparkles } from 'lucide-react'
import { use } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { firstName } from '../../../ui/presence.ts'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { ReaderContext, Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { useShowEntry } from '../../tickets/web/show-entry.ts'
import { kindWords, summaryQuery, type SummaryLine } from './summary.ts'

/** What a ticket is about, in its own sentences; a press goes to where one stands. */
export default function SummaryLines({ ticketId, customer }: { ticketId: string; customer: string }) {
  const { data, error, refetch } = useQuery(summaryQuery(ticketId))
  const tip = `A suggestion: sentences from the conversation, picked by rules on this server. Press one to see where it stands.${data?.skipped ? ` Of this long conversation the beginning and the newest ${data.messages} entries were read.` : ''}`
  return (
    <section aria-label="Summary" className="min-w-0">
      <header className="flex h-6 items-center gap-1.5"><h2 className="text-meta font-medium text-muted">Summary</h2><span data-tip={tip} className="flex items-center gap-1 text-meta text-muted"><Sparkles aria-hidden size={12} strokeWidth={1.75} />suggested<span className="sr-only">. {tip}</span></span></header>
      {error && !data ? <p className="flex items-center gap-2 text-ui text-muted">{wordsFor(error)}<Button size="small" variant="ghost" onClick={() => void refetch()}>Try again</Button></p>
        : !data ? <div role="status" aria-label="Loading the summary" className="flex flex-col gap-2.5 py-1.5"><Skeleton className="h-3.5 w-5/6" /><Skeleton className="h-3.5 w-2/3" /></div>
        : data.lines.length === 0 ? <p className="py-1 text-ui text-muted">Nothing to sum up yet.</p>
        : <ul className="flex flex-col">{data.lines.map((line, at) => <Line key={`${line.kind} ${line.entryId} ${at}`} line={line} first={line.kind !== data.lines[at - 1]?.kind} customer={customer} />)}</ul>}
    </section>
  )
}

function Line({ line, first, customer }: { line: SummaryLine; first: boolean; customer: string }) {
  const show = useShowEntry()
  const reader = use(ReaderContext)
  const me = useMe()
  const { face } = useDirectory()
  const who = line.by === 'customer' ? customer || 'The customer' : line.personId === me.id ? 'You' : line.personId ? firstName(face(line.personId).name) : 'We'
  const tip = `${line.text}\n${who}, ${shortTime(Date.parse(line.at), Date.now(), reader)}${line.by === 'note' ? ', in a note' : ''}`
  // What the customer says has two lines; what we did is known, and one is enough.
  const cut = line.by === 'customer' ? '@xl:line-clamp-2' : '@xl:truncate'
  const words = <>{line.text}{line.dueAt && <span className="text-time"> · due <Time at={line.dueAt} className="tabular-nums" /></span>}</>
  return (
    <li className="flex gap-1 text-ui">
      <span className={classNames('w-16 shrink-0 text-meta leading-6', line.kind === 'now' ? 'font-medium text-own' : 'text-muted')}>{first ? kindWords[line.kind] : <span className="sr-only">{kindWords[line.kind]}</span>}</span>
      {line.entryId
        ? <button type="button" data-tip={tip} onClick={() => show(line.entryId!)} className={classNames('min-w-0 flex-1 rounded-sm px-1 py-0.5 text-left break-words text-ink hover:bg-hover max-sm:py-1', cut)}><bdi>{words}</bdi></button>
        : <p data-tip={tip} className={classNames('min-w-0 flex-1 px-1 py-0.5 break-words text-ink max-sm:py-1', cut)}><bdi>{words}</bdi></p>}
    </li>
  )
}
