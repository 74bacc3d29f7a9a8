import { useQueries, useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, CircleAlert, CircleCheckBig, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { Answered, Refused, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import type { Row } from '../../tickets/web/tickets-call.ts'
import { gapsIn, wouldMiss, type Urgency } from '../rules.ts'
import { ContextFields, type Written } from './context-fields.tsx'
import type { Given } from './dialog-state.ts'
import { draftQuery, receiversQuery, type Draft } from './handoffs.ts'
import { reassign, send, type ToSend } from './handoff-verbs.ts'
import { ReceiverField, type Chosen } from './receiver-field.tsx'

interface Shared { readonly chosen: Chosen | null; readonly reason: string | null; readonly urgency: Urgency | null }
const words: Record<Urgency, string> = { low: 'Low', normal: 'Normal', urgent: 'Urgent' }
const place = (row: Row) => `form.handoff.${row.id}`
const span = (minutes: number): string => (minutes < 60 ? `${minutes} minutes` : minutes % 60 === 0 ? `${minutes / 60} ${minutes === 60 ? 'hour' : 'hours'}` : `${Math.round(minutes / 6) / 10} hours`)

/** Hands tickets on: to whom and why once, the three questions for each, filled in as far as the tickets tell. What is typed is kept in this browser until it is sent. */
export default function HandoffDialog({ rows: all, onDone, after, given }: { rows: readonly Row[]; onDone: () => void; after?: (() => void) | undefined; given?: Given | undefined }) {
  const [out, setOut] = useState<readonly string[]>([])
  const rows = all.filter((row) => !out.includes(row.id))
  const drafts = useQueries({ queries: rows.map((row) => draftQuery(row.id)) })
  const failed = drafts.find((one) => one.error)
  const ready = drafts.every((one) => one.data)
  const title = rows.length === 1 ? `Hand off #${rows[0]!.number}` : `Hand off ${rows.length} tickets`
  if (!ready) {
    return (
      <Dialog open onOpenChange={onDone} title={title} width="large">
        {failed ? <ErrorState what={wordsFor(failed.error)} onRetry={() => void failed.refetch()} /> : <SkeletonRows rows={6} label="Filling in the form" />}
      </Dialog>
    )
  }
  return <Filled key={out.length} rows={rows} drafts={drafts.map((one) => one.data!)} title={title} onDone={onDone} after={after} given={given} onOut={given && rows.length > 1 ? (id) => setOut([...out, id]) : undefined} />
}

interface FilledProps { readonly rows: readonly Row[]; readonly drafts: readonly Draft[]; readonly title: string; readonly onDone: () => void; readonly after?: (() => void) | undefined; readonly given?: Given | undefined; readonly onOut?: ((id: string) => void) | undefined }

function Filled({ rows, drafts, title, onDone, after, given, onOut }: FilledProps) {
  const { face } = useDirectory()
  const receivers = useQuery(receiversQuery(rows[0]!.id)).data
  const [written, setWritten] = useState<readonly Written[]>(() => rows.map((row, at) => ({ ...fromDraft(drafts[at]!), ...kept<Partial<Written>>(place(row)) })))
  const [shared, setShared] = useState<Shared>(() => ({ chosen: null, reason: null, urgency: null, ...(rows.length === 1 ? kept<Shared>(`${place(rows[0]!)}.to`) : null), ...(given ? { chosen: { to: given.to, name: given.name } } : null) }))
  const [open, setOpen] = useState(0)
  const [strict, setStrict] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const ids = useRef({ words: '', items: rows.map(() => newId()), bulk: newId() })
  const first = drafts[0]!
  const reason = shared.reason ?? (first.reasons.some((one) => one.key === given?.reason) ? given!.reason! : first.reason)
  const urgency = shared.urgency ?? (rows.length === 1 ? first.urgency : 'normal')
  const change = (at: number, part: Partial<Written>) => setWritten((all) => all.map((one, i) => { if (i !== at) return one; const next = { ...one, ...part }; keep(place(rows[i]!), next); return next }))
  const share = (part: Partial<Shared>) => setShared((now) => { const next = { ...now, ...part }; if (rows.length === 1) keep(`${place(rows[0]!)}.to`, next); return next })
  const gaps = rows.map((row, at) => gapsIn(written[at]!, row.subject))
  const name = shared.chosen?.name ?? 'the receiver'
  const miss = gaps.map((those, at) => (those.length ? `${rows.length > 1 ? `#${rows[at]!.number}: ` : ''}${wouldMiss(those, name)}` : '')).find(Boolean) ?? ''

  const toSend = (): ToSend[] => {
    const forms = rows.map((_, at) => ({ ...written[at]!, reason, urgency, to: rows.length > 1 && shared.chosen && 'personId' in shared.chosen.to ? { personId: shared.chosen.to.personId } : shared.chosen!.to }))
    // The same words under the same ids are the same offer; changed after a refusal they are another try.
    const said = JSON.stringify(forms)
    if (ids.current.words !== said) ids.current = { words: said, items: rows.map(() => newId()), bulk: newId() }
    return rows.map((row, at) => ({ id: ids.current.items[at]!, row, form: forms[at]! }))
  }
  const finish = () => {
    for (const row of rows) { keep(place(row), null); keep(`${place(row)}.to`, null) }
    onDone()
    after?.()
  }
  const submit = async (atOnce = false) => {
    const bad = gaps.findIndex((those) => those.length > 0)
    if (bad >= 0) setOpen(bad)
    setStrict(true)
    if (bad >= 0 || !shared.chosen || busy) return
    setBusy(true)
    setError(null)
    try {
      const all = toSend()
      await (atOnce ? reassign(all[0]!, name) : given?.send ? given.send(all) : send(all, ids.current.bulk, name))
      finish()
    } catch (problem) {
      // Asked for a lead's yes instead: the form has gone with the request.
      if (problem instanceof Answered && problem.done) return finish()
      setError(problem instanceof Answered ? null : problem)
      setBusy(false)
    }
  }
  useKeys({ '⌘enter': { run: () => void submit(), overDialogs: true } })
  const away = error instanceof Refused && error.code === 'handoffs.receiver-away' ? (error.data as { coverId: string | null }) : null
  return (
    <Dialog
      open onOpenChange={(is) => !is && onDone()} width="large" title={title} description={given?.words ?? 'You stay answerable until somebody accepts.'}
      footer={
        <>
          <p className="min-w-0 flex-1 basis-48 text-meta text-muted" role="status">{miss || `${name === 'the receiver' ? 'They are' : `${name} is`} asked at once, and again ${urgency === 'urgent' ? 'with the leads' : 'more loudly'} after ${span(first.minutesToAccept[urgency]!)}.`}</p>
          {rows.length === 1 && !given && <Button variant="ghost" onClick={() => void submit(true)}>{first.atOnce ? 'Move at once' : 'Ask to move it at once'}</Button>}
          <Button variant="primary" shortcut="⌘enter" loading={busy} onClick={() => void submit()}>{shared.chosen ? `Hand off to ${name}` : 'Hand off'}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-3.5 sm:grid-cols-2">
          {given?.send ? <p className="text-ui"><span className="block font-medium">To</span><span className="block py-1.5 text-own">{given.name}</span></p> : <ReceiverField receivers={receivers} value={shared.chosen} onChange={(chosen) => { share({ chosen }); setError(null) }} error={strict && !shared.chosen ? 'Choose who receives it.' : away ? wordsFor(error) : null} />}
          <Field label="Why"><Select options={first.reasons.map((one) => ({ id: one.key, label: one.say }))} value={reason} onChange={(key) => share({ reason: key })} /></Field>
        </div>
        {away?.coverId && <Button size="small" onClick={() => { share({ chosen: { to: { personId: away.coverId! }, name: firstName(face(away.coverId!).name) } }); setError(null) }}>Hand it to {face(away.coverId).name}, who stands in</Button>}
        <Field label="How urgent"><RadioGroup asBar label="How urgent" options={(['low', 'normal', 'urgent'] as const).map((id) => ({ id, label: words[id] }))} value={urgency} onChange={(next) => share({ urgency: next })} /></Field>
        {rows.map((row, at) => (
          <section key={row.id} className={rows.length > 1 ? 'rounded-md border border-line' : ''}>
            {rows.length > 1 && (
              <div className="flex items-center">
              <button type="button" aria-expanded={open === at} onClick={() => setOpen(open === at ? -1 : at)} className="flex min-h-9 min-w-0 flex-1 items-center gap-2 px-3 text-left text-ui font-medium hover:bg-hover">
                {open === at ? <ChevronDown aria-hidden size={14} /> : <ChevronRight aria-hidden size={14} />}
                <span className="min-w-0 flex-1 truncate">#{row.number} {row.subject}</span>
                {gaps[at]!.length ? <span className="flex items-center gap-1 text-meta font-normal text-time"><CircleAlert aria-hidden size={13} />{gaps[at]!.length === 1 ? 'one gap' : `${gaps[at]!.length} gaps`}</span> : <CircleCheckBig aria-label="Says enough" size={14} className="text-good" />}
              </button>
              {onOut && <IconButton icon={X} size="small" label={`Keep #${row.number}`} onClick={() => onOut(row.id)} className="mr-1" />}
              </div>
            )}
            {(rows.length === 1 || open === at) && <div className={rows.length > 1 ? 'px-3 pt-1 pb-3' : ''}><ContextFields value={written[at]!} onChange={(part) => change(at, part)} gaps={gaps[at]!} strict={strict} promises={drafts[at]!.promises} /></div>}
          </section>
        ))}
        <Trouble>{error === null || away ? null : wordsFor(error)}</Trouble>
      </div>
    </Dialog>
  )
}

const fromDraft = ({ issue, done, next, mood, promised }: Draft): Written => ({ issue, done, next, mood, promised })
