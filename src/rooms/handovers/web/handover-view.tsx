import { lazy, Suspense, useState } from 'react'
import { TrendingDown, TrendingUp } from 'lucide-react'
import { Badge } from '../../../ui/badge.tsx'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { countWords, volumeWords } from '../rules.ts'
import { HandoverItems } from './handover-items.tsx'
import type { Content, Handover, Item, Marks } from './handovers.ts'

const AskDialog = lazy(() => import('./ask-dialog.tsx'))

/** A handover as it stands: notes, what is urgent, promised, escalated, the figures. Signed, with names and questions; before that, as it would be. */
export function HandoverView({ content, marks, of }: { content: Content; marks: Marks; of?: Handover }) {
  const [asking, setAsking] = useState<Item | null>(null)
  return (
    <>
      <Notes notes={content.notes} fresh={marks.notes} />
      {content.items.length === 0 && <p className="mb-7 text-ui text-muted">Nothing urgent, nothing promised, no escalation: nothing needs to be known at once.</p>}
      <HandoverItems items={content.items} more={content.more} marks={marks} {...(of ? { of, onAsk: setAsking } : {})} />
      <Gone items={marks.gone} />
      <Figures content={content} marks={marks} />
      {asking && of && <Suspense fallback={null}><AskDialog of={of} item={asking} onDone={() => setAsking(null)} /></Suspense>}
    </>
  )
}

/** What those who leave say in their own words. */
function Notes({ notes, fresh }: { notes: Content['notes']; fresh: number }) {
  const { face } = useDirectory()
  if (notes.length === 0) return null
  return (
    <section aria-label="Notes" className="mb-7 flex flex-col gap-2 print:mb-5" data-sheet-section>
      {notes.map((note, at) => (
        <div key={`${note.personId} ${note.at}`} className="note-paper px-3 py-2 pr-6 print:rounded-none print:border print:border-black print:bg-transparent print:shadow-none print:[clip-path:none] print:after:hidden">
          <p className="text-meta text-note print:text-black"><span className="font-medium">{face(note.personId).name}</span> <Time at={note.at} className="tabular-nums" />{fresh > 0 && at >= notes.length - fresh && <Badge tone="own" className="ml-2">New</Badge>}</p>
          <p className="mt-0.5 text-message break-words whitespace-pre-line text-ink">{note.text}</p>
        </div>
      ))}
    </section>
  )
}

function Gone({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <section aria-label="No longer on it" className="mb-7 print:mb-5" data-sheet-section>
      <h2 className="mb-1.5 text-ui font-semibold text-ink">No longer on it<span className="ml-2 text-meta font-medium text-muted tabular-nums">{items.length}</span></h2>
      <ul className="border-y border-line">{items.map((item) => <li key={item.key} className="border-b border-line py-1.5 pl-2 text-ui text-muted line-through last:border-b-0">#{item.number} {item.subject}</li>)}</ul>
    </section>
  )
}

function Figures({ content: { counts, volume, trouble }, marks }: { content: Content; marks: Marks }) {
  const was = new Map(marks.counts.map((one) => [one.count, one.was]))
  const Trend = volume.verdict === 'busy' ? TrendingUp : volume.verdict === 'quiet' ? TrendingDown : null
  return (
    <section aria-label="How it stands" className="mb-7" data-sheet-section>
      <h2 className="mb-1.5 text-ui font-semibold text-ink">How it stands</h2>
      <ul className="border-y border-line py-1 text-ui text-ink">
        {countWords(counts).map((words, at) => <li key={words} className="px-2 py-1 tabular-nums">{words}{at === 0 && was.has('open') && <span className="ml-2 text-meta text-own">was {was.get('open')}</span>}</li>)}
        <li className="flex items-center gap-2 px-2 py-1 tabular-nums">{volumeWords(volume)}{Trend && <Trend aria-hidden size={15} className={volume.verdict === 'busy' ? 'text-time' : 'text-muted'} />}</li>
        {trouble.length > 0 && (
          <li className="flex flex-wrap items-center gap-x-2 gap-y-1 px-2 py-1">
            <span className="text-muted">Often:</span>
            {trouble.map((one) => <Badge key={one.tag} tone={one.spike ? 'time' : 'plain'}>{one.tag} {one.n}{one.spike && one.usual > 0 ? `, usually ${one.usual}` : one.spike ? ', new' : ''}</Badge>)}
          </li>
        )}
      </ul>
    </section>
  )
}
