import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, PenLine } from 'lucide-react'
import { use, useState, type ReactNode } from 'react'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { useActs } from '../../../ui/acts.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNow } from '../../../ui/now.ts'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { differences } from '../rules.ts'
import { Commitments } from './commitments.tsx'
import { EndTicketRow } from './end-ticket.tsx'
import { HandoverView } from './handover-view.tsx'
import { endQuery, type EndOfShift as End, type EndTicket } from './handovers.ts'
import { placeOf, toggled, useSigning } from './signing.ts'
import { spanWords } from './span-words.ts'

/** The end of a shift, in ten minutes: what says nothing of what comes next, what I owe, then my name under it. */
export function EndOfShift({ team, onTeam }: { team: string | null; onTeam: (id: string) => void }) {
  const { data, error, refetch } = useQuery(endQuery(team))
  if (error instanceof Refused && error.code === 'handovers.not-your-team') return <EmptyState icon={PenLine}>{team === null ? 'You are a member of no team, so there is no shift to hand over. A lead or an admin can add you to one.' : 'You hand over for teams you are a member of. Choose another team.'}</EmptyState>
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={7} label="Loading the end of your shift" />
  return <Closing key={placeOf(data)} end={data} team={team} onTeam={onTeam} />
}

function Closing({ end, team, onTeam }: { end: End; team: string | null; onTeam: (id: string) => void }) {
  const { teamName } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const { said, say, left, open, reason, busy, sign } = useSigning(end, onTeam)
  const settled = end.tickets.filter((one) => !open.includes(one))
  const act = end.signed ? 'Sign again' : 'Sign the handover'
  useActs('End of shift', [{ id: 'sign-handover', label: end.signed ? 'Sign the handover again' : act, icon: PenLine, keys: '⌘enter', words: ['shift', 'hand over'], run: () => void sign() }])
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
        <Button variant="primary" icon={PenLine} shortcut="⌘enter" loading={busy} disabledReason={reason} onClick={() => void sign()}>{act}</Button>
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
