import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Answered, Unreachable, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { amountIn, money } from './amounts.ts'
import { authorityQuery, callApprovals, readApprovals } from './approvals.ts'
import { whoDecides } from './authority-panel.tsx'
import { recordNothing, useRecording } from './recording.ts'

/** Records what was decided for the customer. Stands once on the page. */
export function DecisionDialog() {
  const ticketId = useRecording()
  return ticketId && <Record key={ticketId} ticketId={ticketId} />
}

interface Draft { topic: string | null; amount: string; reason: string }

function Record({ ticketId }: { ticketId: string }) {
  const place = `decision.${ticketId}`
  const { data } = useQuery(authorityQuery(ticketId))
  const [id, setId] = useState(() => newId())
  const [draft, setDraft] = useState<Draft>(() => kept<Draft>(place) ?? { topic: null, amount: '', reason: '' })
  const [wrong, setWrong] = useState<{ amount?: string; reason?: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (more: Partial<Draft>) => { const next = { ...draft, ...more }; setDraft(next); keep(place, next); setWrong(null) }
  const topic = data?.topics.find((one) => one.topic === draft.topic) ?? data?.topics[0]
  const amount = amountIn(draft.amount)
  const above = topic && amount !== null && topic.left !== null && amount > topic.left
  const close = () => { keep(place, null); recordNothing() }
  const send = async () => {
    if (!topic || busy) return
    if (amount === null) return setWrong({ amount: 'Type an amount, such as 80 or 79.90.' })
    if (!draft.reason.trim()) return setWrong({ reason: 'Say in a sentence why.' })
    setBusy(true)
    try {
      const made = await callApprovals('POST /tickets/:id/decisions', { params: { id: ticketId }, body: { id, topic: topic.topic, amount, reason: draft.reason.trim() } })
      close()
      readApprovals()
      toasts.show({ text: `Recorded: ${made.topicName} of ${money(made.amount, made.currency)}` })
    } catch (error) {
      if (error instanceof Answered && error.done) return close()
      // What may have been recorded is asked for by the same id again: it is recorded once.
      if (!(error instanceof Unreachable)) setId(newId())
      setWrong(error instanceof Answered ? null : { reason: wordsFor(error) })
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && recordNothing()} width="small" title="Record a decision" description="What you decided for the customer, and why."
      footer={<><Button variant="ghost" onClick={recordNothing}>Cancel</Button><Button variant="primary" loading={busy} shortcut="⌘↵" onClick={() => void send()}>{above ? 'Ask for approval' : 'Record'}</Button></>}
    >
      <form
        className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void send() }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void send() } }}
      >
        <div className="grid grid-cols-2 gap-3">
          <Field label="What"><Select options={(data?.topics ?? []).map((one) => ({ id: one.topic, label: one.name }))} value={topic?.topic ?? null} onChange={(next) => change({ topic: next })} /></Field>
          <Field label="Amount" error={wrong?.amount}><TextInput value={draft.amount} onChange={(text) => change({ amount: text })} inputMode="decimal" autoFocus trailing={topic?.currency} /></Field>
        </div>
        <Field label="Why" error={wrong?.reason} help={topic && (above ? `This is above what you may decide alone here. ${whoDecides(topic)}.` : `${whoDecides(topic)}.`)}><TextArea value={draft.reason} maxLength={1000} onChange={(text) => change({ reason: text })} /></Field>
      </form>
    </Dialog>
  )
}
