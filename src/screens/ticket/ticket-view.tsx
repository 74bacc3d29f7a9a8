import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Refused, wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { WriteNoteContext } from '../../rooms/notes/web/ask-state.ts'
import { IdentityChip } from '../../rooms/notes/web/identity-chip.tsx'
import { ComposerPlugsContext } from '../../rooms/tickets/web/composer-plugs.ts'
import { choose } from '../../rooms/tickets/web/chooser-state.ts'
import type { Mode } from '../../rooms/tickets/web/draft-keeper.ts'
import { MessageDoorsContext } from '../../rooms/tickets/web/message-doors.ts'
import { choosingFrom } from '../../rooms/tickets/web/message-words.tsx'
import { QuoteIntoNoteContext } from '../../rooms/tickets/web/quote-door.ts'
import { takeOut } from '../../rooms/tickets/web/join-tickets.ts'
import { useSeen } from '../../rooms/tickets/web/seen.ts'
import { Thread } from '../../rooms/tickets/web/thread.tsx'
import { TicketComposer } from '../../rooms/tickets/web/ticket-composer.tsx'
import { TicketHead } from '../../rooms/tickets/web/ticket-head.tsx'
import { Proposed } from '../../rooms/tickets/web/ticket-panel.tsx'
import { headQuery, timelineQuery } from '../../rooms/tickets/web/ticket-queries.ts'
import type { Head, Message } from '../../rooms/tickets/web/tickets-call.ts'
import { useLooking } from '../../rooms/tickets/web/use-writing.ts'
import type { TicketAct } from '../../rooms/tickets/web/use-ticket-acts.ts'
import { useActs } from '../../ui/acts.ts'
import { wantSheet } from '../../ui/composer/sheet-wanted.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { asHtml, holdTyping } from '../../ui/hold-typing.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageHead } from '../../ui/frame/page-head.tsx'
import type { RichTextHandle } from '../../ui/rich-text.tsx'
import { toasts } from '../../ui/toast-store.ts'
import { emailDoors } from './email-doors.ts'
import { AboveComposer, Bars, composerPlugs, entryViews, noteKey, Overview, TopOfThread } from './entry-views.tsx'
import { useAllTicketActs } from './ticket-acts.ts'
import { TicketLoading } from './ticket-loading.tsx'

export type TicketViewProps = { number: number; landOn: string | null; /** The draft one came for. */ writeAs: Mode | null; onBack?: () => void; panelOpen: boolean; onPanel: () => void; keys: boolean }

/** One ticket, open: its head, the conversation, where one writes. */
export function TicketView(props: TicketViewProps) {
  const { data: head, error, refetch } = useQuery(headQuery(props.number))
  if (head) return <MessageDoorsContext value={emailDoors}><ComposerPlugsContext value={composerPlugs}><OpenTicket key={head.ticket.id} {...props} head={head} /></ComposerPlugsContext></MessageDoorsContext>
  if (error) {
    const gone = error instanceof Refused && error.status === 404
    return <><PageHead onBack={props.onBack} title={`#${props.number}`} /><ErrorState what={gone ? 'There is no such ticket, or it is not yours to see.' : wordsFor(error)} onRetry={gone ? undefined : () => void refetch()} action={gone ? <Link to="/inbox" className="text-link underline">Go to the inbox</Link> : undefined} /></>
  }
  return <TicketLoading onBack={props.onBack} />
}

function OpenTicket({ head, landOn, writeAs, onBack, panelOpen, onPanel, keys }: TicketViewProps & { head: Head }) {
  const { ticket } = head
  const [mode, setMode] = useState<Mode>(writeAs ?? head.drafts[0]?.mode ?? 'reply')
  const [answering, setAnswering] = useState<Message | null>(null)
  const editor = useRef<RichTextHandle>(null)
  const looking = useLooking(ticket.id)
  const acts = useAllTicketActs(head)
  const entries = useInfiniteQuery(timelineQuery(ticket.id, landOn ?? undefined)).data?.pages.flatMap((page) => page.items).toReversed() ?? []
  const write = (next: Mode, words = '') => {
    flushSync(() => setMode(next))
    wantSheet()
    // The editor is fetched when first needed: what is typed until it is there lands in it, not in the page's keys.
    holdTyping(() => editor.current !== null, (typed) => {
      editor.current?.focus()
      if (words || typed) editor.current?.insert(words + asHtml(typed))
    })
  }
  useEffect(() => {
    const soon = writeAs ? setTimeout(() => write(writeAs)) : undefined
    return () => clearTimeout(soon)
  }, [writeAs])
  useTitle(`#${ticket.number} ${ticket.subject}`)
  useSeen(ticket.id, entries.reduce((most, one) => (one.number < Number.MAX_SAFE_INTEGER ? Math.max(most, one.number) : most), 0))
  const last = entries.findLast((one) => one.message?.direction === 'in' && one.message.text.trim())?.message
  useActs('Ticket', [
    ...(head.may.note && last ? [{ id: 'quote', label: 'Quote words of the last message', keys: 'q', run: () => choosingFrom.set(last.id) }] : []),
    ...(head.may.reply ? [{ id: 'reply', label: 'Write a reply', keys: 'r', run: () => write('reply') }] : []),
    ...(head.may.note ? [{ id: 'note', label: 'Write a note', keys: 'n', run: () => write('note') }] : []),
    { id: 'details', label: panelOpen ? 'Hide the details' : 'Show the details', keys: 'd', run: onPanel },
    ...(keys ? acts.map(({ id, label, icon, keys: by, words, run }) => ({ id, label, icon, keys: by, words, run })) : []),
  ])
  const toEnd = () => { const frame = document.querySelector('[data-thread]'); frame?.scrollTo({ top: frame.scrollHeight, behavior: 'smooth' }) }
  return (
    <>
      <TicketHead head={head} acts={acts} onBack={onBack} panelOpen={panelOpen} onPanel={onPanel} customer={<><span className="max-w-48 truncate text-soft-ink">{ticket.customerName || 'No customer'}</span><IdentityChip head={head} /></>} />
      {ticket.mergedInto && <MergedAway head={head} />}
      <Proposed head={head} />
      <WriteNoteContext value={head.may.note ? (html) => write('note', html) : null}>
      <Bars head={head} />
      <Overview head={head} />
      <QuoteIntoNoteContext value={head.may.note ? (words) => write('note', quoteOf(words)) : null}>
      <Thread
        head={head} landOn={landOn} views={entryViews} onReplyTo={(message) => { setAnswering(message); write('reply') }} onQuote={(message, words) => { setAnswering(message.direction === 'in' ? message : null); write(head.may.reply ? 'reply' : 'note', quoteOf(words ?? message.text)) }} onSplit={(message) => choose({ kind: 'split', rows: [ticket], messageId: message.id })}
        top={<TopOfThread ticketId={ticket.id} />}
      />
      </QuoteIntoNoteContext>
      {head.may.note && (
        <div className="mx-auto w-full max-w-[760px] shrink-0 px-4 pb-3 max-sm:px-2 max-sm:pb-2">
          <AboveComposer head={head} acts={acts} write={write} />
          <TicketComposer head={head} entries={entries} mode={mode} onModeChange={setMode} answering={answering} noteKey={noteKey} onDoing={looking} onReview={toEnd} handle={editor} beside={<Beside acts={acts} />} />
        </div>
      )}
      </WriteNoteContext>
    </>
  )
}

/** What is done with a ticket instead of writing on it, in sight: hand off, escalate. */
const inSight = ['call', 'hand-off', 'escalate']
const Beside = ({ acts }: { acts: readonly TicketAct[] }) => acts.filter((act) => inSight.includes(act.id)).map((act) => <Button key={act.id} size="small" variant="ghost" icon={act.icon} shortcut={act.keys} onClick={act.run} className="max-sm:border-line-strong!">{act.label}</Button>)

const mostQuoted = 1500
/** What was written as a quote to answer under. */
const quoteOf = (text: string): string => `<blockquote>${text.slice(0, mostQuoted).trim().split(/\n{2,}/).map((part) => `<p>${asHtml(part).replaceAll('\n', '<br>')}</p>`).join('')}</blockquote><p></p>`

function MergedAway({ head }: { head: Head }) {
  const { role } = useMe()
  const into = head.links.find((link) => link.kind === 'merged-into')
  return (
    <Banner
      flat
      action={into && (
        <span className="flex shrink-0 flex-wrap items-center justify-end gap-1">
          {role !== 'collaborator' && <Button size="small" variant="ghost" onClick={() => void takeOut(head.ticket, { id: into.otherId, number: into.number }).catch((error) => toasts.show({ text: wordsFor(error), tone: 'bad' }))}>Take it out again</Button>}
          <Link to="/tickets/$number" params={{ number: String(into.number) }} className="rounded-md px-2 py-1 font-medium hover:bg-hover">Open #{into.number}</Link>
        </span>
      )}
    >
      This was merged into {into ? `#${into.number} ${into.subject}` : 'another ticket'}. Work goes on there.
    </Banner>
  )
}
