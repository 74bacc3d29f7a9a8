import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { asHtml } from '../../../ui/hold-typing.ts'
import { useKeys } from '../../../ui/keys.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { closeReady } from '../../tickets/web/ticket-verbs.ts'
import type { Closing, LeftOut, Row } from '../../tickets/web/tickets-call.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { saysEnough } from '../rules.ts'
import { askedQuery, reasonsQuery, type CloseReason } from './closings.ts'
import { ManyLeft, useStuck } from './many-left.tsx'
import { useElsewhere } from './need-list.tsx'
import { ReasonChoices } from './reason-choices.tsx'

type Props = { rows: readonly Row[]; after: () => void; onDone: () => void }

/** Many at once: one reason and one note for all. What is ready closes; what is not stays in the list, to be worked off. */
export default function ManyDialog({ rows, after, onDone }: Props) {
  const teams = [...new Set(rows.map((row) => row.teamId))]
  const lists = useQueries({ queries: teams.map((teamId) => reasonsQuery(teamId)) })
  const asks = useQueries({ queries: teams.map((teamId) => askedQuery(teamId)) })
  const all = [...lists, ...asks]
  const [left, setLeft] = useState<readonly LeftOut[]>([])
  const known = all.every((one) => one.data)
  const asked = asks.some((one) => one.data?.asked)
  const begun = useRef(false)
  useEffect(() => {
    if (!known || asked || begun.current) return
    begun.current = true
    void closeReady(rows).then((refused) => { if (refused?.length) return setLeft(refused); onDone(); if (refused) after() })
  }, [known, asked, rows, after, onDone])
  const title = `Close ${rows.length} tickets`
  const failed = all.find((one) => one.error && !one.data)
  if (failed) return <Dialog open onOpenChange={onDone} width="small" title={title}><ErrorState what={wordsFor(failed.error)} onRetry={() => { for (const one of all) void one.refetch() }} /></Dialog>
  if (!known) return <Dialog open onOpenChange={onDone} title={title}><SkeletonRows rows={3} label="Loading the reasons" /></Dialog>
  if (asked) return <Asked rows={rows} groups={grouped(rows, teams, lists.map((one) => one.data!.items))} after={after} onDone={onDone} />
  return left.length > 0 && <Together key={left.length} rows={rows} begin={left} reasons={[]} asked={false} description="" onNext={() => { onDone(); after() }} onCancel={onDone} />
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

/** One list of reasons after the other. */
function Asked({ rows, groups, after, onDone }: Props & { groups: readonly Group[] }) {
  const { teamName } = useDirectory()
  // As they were when it was opened: tickets that are closed meanwhile keep their place.
  const [all] = useState(groups)
  const [at, setAt] = useState(0)
  const group = all[at]!
  const next = () => { if (at + 1 < all.length) return setAt(at + 1); onDone(); after() }
  const description = all.length > 1 ? `${group.teamIds.map(teamName).join(', ')}: ${at + 1} of ${all.length}, as their teams have different reasons. ${rows.length} are chosen in all.` : 'What is ready closes, and one undo takes it back. What is not stays here, with what it lacks.'
  return <Together key={at} rows={group.rows} begin={[]} reasons={group.reasons} asked description={description} onNext={next} onCancel={onDone} />
}

type TogetherProps = { rows: readonly Row[]; begin: readonly LeftOut[]; reasons: readonly CloseReason[]; asked: boolean; description: string; onNext: () => void; onCancel: () => void }

function Together({ rows, begin, reasons, asked, description, onNext, onCancel }: TogetherProps) {
  const [left, setLeft] = useState<readonly LeftOut[] | null>(begin.length > 0 ? begin : null)
  const [reasonId, setReasonId] = useState<string | null>(null)
  const { now: note, set: setNote, forget } = useKept(`form.close-many.${rows[0]!.id}.${rows.length}`, () => '')
  const [busy, setBusy] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const elsewhere = useElsewhere()
  const reason = reasons.find((one) => one.id === reasonId)
  const stuck = useStuck(rows, left ?? [], reasonId, saysEnough(note))
  const ready = left ? stuck.filter((one) => one.ready).map((one) => one.row) : rows
  const bad = asked && !reason ? 'Choose why they are closed' : reason?.note && note.trim() !== '' && !saysEnough(note) ? 'Say a little more' : ready.length === 0 ? (left?.length === 1 ? 'It is not ready yet' : 'None of them is ready yet') : null
  const next = () => { forget(); onNext() }
  const go = async () => {
    if (busy || bad) return
    setBusy(true)
    const closing: Closing | undefined = reason && { reasonId: reason.id, ...(note.trim() ? { note: `<p>${asHtml(note.trim()).replaceAll('\n', '<br>')}</p>` } : {}) }
    const refused = await closeReady(ready, closing)
    setBusy(false)
    if (!refused) return
    const still = [...(left ?? []).filter((one) => !ready.some((row) => row.id === one.ticketId)), ...refused]
    if (still.length === 0) return next()
    setLeft(still)
    top.current?.closest('[role="dialog"]')?.querySelector('[data-left]')?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({ '⌘enter': { run: () => void go(), overDialogs: true } }, { enabled: !elsewhere })
  const leave = left ? next : onCancel
  const title = left ? (left.length === 1 ? 'One ticket is not ready' : `${left.length} tickets are not ready`) : `Close ${rows.length === 1 ? `#${rows[0]!.number}` : `${rows.length} tickets`}`
  const closed = rows.length - (left?.length ?? 0)
  return (
    <Dialog
      open={!elsewhere} onOpenChange={(open) => { if (!open && !elsewhere) leave() }} initialFocus={top} title={title}
      description={left ? `${closed === 0 ? 'None is closed yet.' : closed === 1 ? 'The other one is closed.' : `The other ${closed} are closed.`} Settle what is open, or leave ${left.length === 1 ? 'it' : 'them'} as ${left.length === 1 ? 'it is' : 'they are'}.` : description}
      footer={<><Button variant="ghost" onClick={leave}>{left ? (left.length === 1 ? 'Leave it open' : 'Leave them open') : 'Cancel'}</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => void go()}>{ready.length > 1 ? `Close ${ready.length}` : 'Close'}</Button></>}
    >
      <div ref={top} tabIndex={-1} className="flex flex-col gap-5 outline-none">
        {left && <ManyLeft stuck={stuck} reasonId={reasonId} onLeave={onCancel} />}
        {asked && <ReasonChoices reasons={reasons} value={reasonId} onChange={setReasonId} />}
        {asked && <Field label="Last note, on each of them" optional={!reason?.note} help={reason?.note ? 'Where one of yours says enough already, it may be empty.' : undefined}><TextArea value={note} onChange={setNote} maxLength={5000} rows={2} placeholder="What came of them" /></Field>}
      </div>
    </Dialog>
  )
}
