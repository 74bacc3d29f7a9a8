import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { asHtml } from '../../../ui/hold-typing.ts'
import { useKeys } from '../../../ui/keys.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { close } from '../../tickets/web/ticket-verbs.ts'
import type { Closing, Row } from '../../tickets/web/tickets-call.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { saysEnough } from '../rules.ts'
import { askedQuery, reasonsQuery, type CloseReason, type Need } from './closings.ts'
import { ReasonChoices } from './reason-choices.tsx'

interface Stopped { readonly ticketId: string; readonly number: number; readonly unmet: readonly Need[] }

/** Many at once: one reason and one note for all. What is not ready is named, and can be left out. */
export default function ManyDialog({ rows, after, onDone }: { rows: readonly Row[]; after: () => void; onDone: () => void }) {
  const teams = [...new Set(rows.map((row) => row.teamId))]
  const lists = useQueries({ queries: teams.map((teamId) => reasonsQuery(teamId)) })
  const asks = useQueries({ queries: teams.map((teamId) => askedQuery(teamId)) })
  const known = lists.every((one) => one.data) && asks.every((one) => one.data)
  const asked = asks.some((one) => one.data?.asked)
  const begun = useRef(false)
  useEffect(() => {
    if (!known || asked || begun.current) return
    begun.current = true
    onDone()
    void close(rows).then((closed) => { if (closed) after() })
  }, [known, asked, rows, after, onDone])
  const failed = [...lists, ...asks].find((one) => one.error)?.error
  const title = `Close ${rows.length} tickets`
  if (failed) return <Dialog open onOpenChange={onDone} width="small" title={title}><Banner tone="late">{wordsFor(failed)}</Banner></Dialog>
  if (!known) return <Dialog open onOpenChange={onDone} title={title}><SkeletonRows rows={3} label="Loading the reasons" /></Dialog>
  if (!asked) return null
  return <Asked rows={rows} groups={grouped(rows, teams, lists.map((one) => one.data!.items))} after={after} onDone={onDone} />
}

interface Group { readonly rows: readonly Row[]; readonly teamIds: readonly string[]; readonly reasons: readonly CloseReason[] }
/** Tickets whose teams go by one list stand together. */
function grouped(rows: readonly Row[], teams: readonly string[], lists: readonly (readonly CloseReason[])[]): Group[] {
  const byList = new Map<string, Group>()
  teams.forEach((teamId, at) => {
    const reasons = lists[at]!.filter((one) => one.active)
    const key = reasons.map((one) => one.id).join()
    const before = byList.get(key)
    const own = rows.filter((row) => row.teamId === teamId)
    byList.set(key, { reasons, teamIds: [...(before?.teamIds ?? []), teamId], rows: [...(before?.rows ?? []), ...own] })
  })
  return [...byList.values()]
}

function Asked({ rows, groups, after, onDone }: { rows: readonly Row[]; groups: readonly Group[]; after: () => void; onDone: () => void }) {
  const { teamName } = useDirectory()
  const [at, setAt] = useState(0)
  const [out, setOut] = useState<ReadonlySet<string>>(new Set())
  const [reasonId, setReasonId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [stopped, setStopped] = useState<Stopped | null>(null)
  const [busy, setBusy] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const group = groups[at]!
  const left = group.rows.filter((row) => !out.has(row.id))
  const reason = group.reasons.find((one) => one.id === reasonId)
  const bad = !reason ? 'Choose why they are closed' : reason.note && note.trim() !== '' && !saysEnough(note) ? 'Say a little more' : left.length === 0 ? 'None is left' : null
  const next = () => {
    if (at + 1 < groups.length) { setAt(at + 1); setReasonId(null); setStopped(null); return }
    onDone()
    after()
  }
  const go = async (but: ReadonlySet<string> = out) => {
    const going = group.rows.filter((row) => !but.has(row.id))
    if (busy || !reason) return
    if (going.length === 0) return next()
    setBusy(true)
    const closing: Closing = { reasonId: reason.id, ...(note.trim() ? { note: `<p>${asHtml(note.trim()).replaceAll('\n', '<br>')}</p>` } : {}) }
    const done = await close(going, closing, (error) => {
      if (!(error instanceof Refused) || error.code !== 'closings.not-yet') return false
      setStopped(error.data as Stopped)
      return true
    })
    setBusy(false)
    if (done) next()
  }
  const leaveOut = (one: Stopped) => { const more = new Set([...out, one.ticketId]); setOut(more); setStopped(null); toasts.show({ text: `#${one.number} stays as it is`, seconds: 3 }); void go(more) }
  useKeys({ '⌘enter': { run: () => { if (!bad) void go() }, overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} initialFocus={top} title={left.length === 1 ? `Close #${left[0]!.number}` : `Close ${left.length} tickets`}
      description={groups.length > 1 ? `${group.teamIds.map(teamName).join(', ')}: ${at + 1} of ${groups.length}, as their teams have different reasons. ${rows.length} are chosen in all.` : 'All or none. One undo takes it back.'}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => void go()}>{left.length === 1 ? 'Close' : `Close ${left.length}`}</Button></>}
    >
      <div ref={top} tabIndex={-1} className="flex flex-col gap-5 outline-none">
        {stopped && (
          <div role="alert"><Banner tone="time" action={<Button size="small" onClick={() => leaveOut(stopped)}>Leave it out</Button>}>
            <span className="font-medium">#{stopped.number} is not ready.</span> {stopped.unmet.map((one) => one.words).join(' · ')}
          </Banner></div>
        )}
        <ReasonChoices reasons={group.reasons} value={reasonId} onChange={(id) => { setReasonId(id); setStopped(null) }} />
        <Field label="Last note, on each of them" optional={!reason?.note} help={reason?.note ? 'Where one of yours says enough already, it may be empty.' : undefined}><TextArea value={note} onChange={setNote} maxLength={5000} rows={2} placeholder="What came of them" /></Field>
      </div>
    </Dialog>
  )
}
