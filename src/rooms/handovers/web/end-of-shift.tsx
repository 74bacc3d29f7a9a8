import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, ChevronRight, PenLine } from 'lucide-react'
import { use, useRef, useState, type ReactNode } from 'react'
import { newId } from '../../../core/ids.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { useActs } from '../../../ui/acts.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNow } from '../../../ui/now.ts'
import { firstName } from '../../../ui/presence.ts'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { differences } from '../rules.ts'
import { Commitments } from './commitments.tsx'
import { EndTicketRow } from './end-ticket.tsx'
import { HandoverView } from './handover-view.tsx'
import { endQuery, signHandover, type EndOfShift as End, type EndTicket } from './handovers.ts'
import { namesOf, spanWords } from './span-words.ts'

/** The end of a shift, in ten minutes: what says nothing of what comes next, what I owe, then my name under it. */
export function EndOfShift({ team, onTeam }: { team: string | null; onTeam: (id: string) => void }) {
  const { data, error, refetch } = useQuery(endQuery(team))
  if (error instanceof Refused && error.code === 'handovers.not-your-team') return <EmptyState icon={PenLine}>{team === null ? 'You are a member of no team, so there is no shift to hand over. A lead or an admin can add you to one.' : 'You hand over for teams you are a member of. Choose another team.'}</EmptyState>
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={7} label="Loading the end of your shift" />
  return <Closing key={`${data.span.teamId} ${data.span.endsAt}`} end={data} team={team} onTeam={onTeam} />
}

interface Kept { readonly notes: string; readonly flagged: readonly string[]; readonly left: readonly string[] }
/** What I marked and left when I signed last. */
const asSigned = ({ before }: End, me: string): Kept => {
  const mine = (why: 'flagged' | 'left') => (before?.items ?? []).filter((item) => item.section === 'urgent' && item.by === me && item.why.includes(why)).map((item) => item.ticketId)
  return { notes: '', flagged: mine('flagged'), left: mine('left') }
}

function Closing({ end, team, onTeam }: { end: End; team: string | null; onTeam: (id: string) => void }) {
  const { teamName, face } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const navigate = useNavigate()
  const place = `form.handover.${end.span.teamId}.${end.span.endsAt}`
  const me = useMe()
  const [said, setSaid] = useState<Kept>(() => ({ ...asSigned(end, me.id), ...kept<Kept>(place) }))
  const [busy, setBusy] = useState(false)
  const sent = useRef({ words: '', id: newId() })
  const say = (part: Partial<Kept>) => setSaid((before) => { const next = { ...before, ...part }; keep(place, next); return next })
  const toggled = (all: readonly string[], id: string) => (all.includes(id) ? all.filter((one) => one !== id) : [...all, id])
  const left = said.left.filter((id) => end.tickets.some((one) => one.ticket.id === id && one.standing === 'unfinished'))
  const open = end.tickets.filter((one) => one.standing === 'unfinished' && !left.includes(one.ticket.id))
  const blocking = open.filter((one) => one.ticket.teamId === end.span.teamId)
  const settled = end.tickets.filter((one) => !open.includes(one))
  const reason = blocking.length ? `${blocking.length === 1 ? 'One ticket says' : `${blocking.length} tickets say`} nothing of what comes next` : null
  const sign = async () => {
    if (busy) return
    if (reason) { document.querySelector<HTMLElement>('[data-task]')?.focus(); return }
    setBusy(true)
    try {
      const what = { teamId: end.span.teamId, notes: said.notes.trim(), flagged: said.flagged, left }
      const words = JSON.stringify(what)
      if (sent.current.words !== words) sent.current = { words, id: newId() }
      const one = await signHandover(what, sent.current.id)
      keep(place, null)
      const asked = one.incoming.length ? namesOf(one.incoming.map((id) => firstName(face(id).name))) : teamName(one.toTeamId)
      toasts.show({ text: 'Handover signed', detail: one.urgent ? `${asked} ${one.incoming.length > 1 ? 'are' : 'is'} asked to acknowledge ${one.urgent === 1 ? 'one urgent item' : `${one.urgent} urgent items`}.` : 'Nothing urgent needs to be acknowledged.' })
      void navigate({ to: '/shift/handovers/$handoverId', params: { handoverId: one.id } })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
      setBusy(false)
    }
  }
  useActs('End of shift', [{ id: 'sign-handover', label: end.signed ? 'Sign the handover again' : 'Sign the handover', icon: PenLine, keys: '⌘enter', words: ['shift', 'hand over'], run: () => void sign() }])
  const row = (one: EndTicket) => <EndTicketRow key={one.ticket.id} one={one} teamId={team} flagged={said.flagged.includes(one.ticket.id)} left={left.includes(one.ticket.id)} onFlag={() => say({ flagged: toggled(said.flagged, one.ticket.id) })} onLeave={() => say({ left: toggled(left, one.ticket.id) })} />
  return (
    <>
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 text-ui text-muted">{end.span.by === 'none' ? 'Outside of any shift' : `Your shift: ${spanWords(end.span, now, reader)}`}{end.next && <> · {end.toTeamId === end.span.teamId ? 'the next one begins' : `${teamName(end.toTeamId)} takes over`} {shortTime(Date.parse(end.next.startsAt), now, reader)}</>}</p>
        {end.teams.length > 1 && <Select label="Team" options={end.teams.map((id) => ({ id, label: teamName(id) }))} value={end.span.teamId} onChange={onTeam} className="w-44" />}
      </div>
      <Progress done={settled.length} of={end.tickets.length} />
      {open.length > 0 && <Group title="Nothing says what comes next" count={open.length} help="Hand it off, write the next step, let it wait, or say that it stays as it is.">{open.map(row)}</Group>}
      <Settled rows={settled} row={row} openAtFirst={open.length === 0 && settled.length <= 8} />
      {end.tickets.length === 0 && <p className="mb-7 text-ui text-muted">You own no ticket that is not closed.</p>}
      <Commitments end={end} />
      <section aria-label="Notes" className="mb-7 max-w-[640px]">
        <Field label="What else should they know" optional help="Something that stands on no ticket: what is slow today, who called, what to look out for."><TextArea value={said.notes} onChange={(notes) => say({ notes })} maxLength={4000} rows={3} /></Field>
      </section>
      <Preview end={end} />
      <div className="sticky bottom-0 z-20 -mx-2 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-line bg-paper px-2 py-3">
        <p className="min-w-0 flex-1 basis-56 text-meta text-muted" role="status">{reason ?? (end.signed ? `You signed at ${shortTime(Date.parse(end.signed.at), now, reader)}. Signing again issues it anew, with what changed marked.` : end.issued ? 'Others of this shift signed already: yours is added, with what changed marked.' : 'Signed, it is mailed to the team and the next shift, and kept as it is now.')}</p>
        <Button variant="primary" icon={PenLine} shortcut="⌘enter" loading={busy} disabledReason={reason} onClick={() => void sign()}>{end.signed ? 'Sign again' : 'Sign the handover'}</Button>
      </div>
    </>
  )
}

function Progress({ done, of }: { done: number; of: number }) {
  if (of === 0) return null
  return (
    <div className="mb-6" role="img" aria-label={`${done} of ${of} tickets say what comes next`}>
      <div className="flex items-baseline justify-between text-meta text-muted tabular-nums"><span>{done} of {of} tickets say what comes next</span>{done < of && <span>about {Math.max(1, Math.ceil((of - done) * 0.75))} min</span>}</div>
      <div className="mt-1 h-1 overflow-hidden rounded-full bg-n-4"><div className="h-full rounded-full bg-good-solid transition-[width] duration-(--calm)" style={{ width: `${(done / of) * 100}%` }} /></div>
    </div>
  )
}

function Group({ title, count, help, children }: { title: string; count: number; help?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-7">
      <h2 className="text-ui font-semibold text-ink">{title}<span className="ml-2 text-meta font-medium text-time tabular-nums">{count}</span></h2>
      {help && <p className="mb-1.5 text-meta text-muted">{help}</p>}
      <ul className="border-y border-line">{children}</ul>
    </section>
  )
}

/** What is settled is folded away, so that what is left stands out. */
function Settled({ rows, row, openAtFirst }: { rows: readonly EndTicket[]; row: (one: EndTicket) => ReactNode; openAtFirst: boolean }) {
  const [open, setOpen] = useState(openAtFirst)
  if (rows.length === 0) return null
  return <Folded title="Settled" count={rows.length} open={open} onToggle={() => setOpen(!open)}><ul className="border-y border-line">{rows.map(row)}</ul></Folded>
}

function Preview({ end }: { end: End }) {
  const [open, setOpen] = useState(false)
  return <Folded title="The handover as it would be signed now" open={open} onToggle={() => setOpen(!open)}><div className="rounded-lg border border-line px-4 pt-4 max-sm:px-2"><HandoverView content={end.draft} marks={differences(end.before, end.draft)} /></div></Folded>
}

function Folded({ title, count, open, onToggle, children }: { title: string; count?: number; open: boolean; onToggle: () => void; children: ReactNode }) {
  const Sign = open ? ChevronDown : ChevronRight
  return (
    <section aria-label={title} className="mb-7">
      <h2><button type="button" aria-expanded={open} onClick={onToggle} className="-ml-1 mb-1.5 flex min-h-8 items-center gap-1.5 rounded-md px-1 text-ui font-semibold text-ink hover:bg-hover"><Sign aria-hidden size={14} className="text-muted" />{title}{count !== undefined && <span className="ml-0.5 text-meta font-medium text-good tabular-nums">{count}</span>}</button></h2>
      {open && children}
    </section>
  )
}
