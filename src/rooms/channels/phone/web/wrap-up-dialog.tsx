import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useRef, useState } from 'react'
import { newId } from '../../../../core/ids.ts'
import { cache } from '../../../../core/web/cache.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Kbd } from '../../../../ui/kbd.tsx'
import { useKeys } from '../../../../ui/keys.ts'
import { firstName } from '../../../../ui/presence.ts'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { Select } from '../../../../ui/select.tsx'
import { TextArea } from '../../../../ui/text-area.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { lengthText } from '../../../../ui/time-text.ts'
import { toasts } from '../../../../ui/toast-store.ts'
import { askToClose } from '../../../closings/web/dialog-state.ts'
import { handOff } from '../../../handoffs/web/dialog-state.ts'
import { filledIn, templatesQuery } from '../../../notes/web/templates.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useMe } from '../../../people/web/directory.ts'
import { useSending } from '../../../people/web/form.ts'
import { headQuery } from '../../../tickets/web/ticket-queries.ts'
import { callbacksQuery } from './callbacks-due.ts'
import { callOutcomes, outcomeLabels } from './call-words.ts'
import { CallbackWhen, useCallbackTime } from './callback-when.tsx'
import { OtherWords } from './other-words.tsx'
import { callPhone, discard, wrapUp, type Call, type Outcome, type WrapBody } from './phone.ts'
import { useCallWords } from './use-call-words.ts'

type Next = NonNullable<Call['next']>
const steps: readonly { id: Next; label: string; key: string }[] = [
  { id: 'none', label: 'Nothing now', key: '0' }, { id: 'callback', label: 'Call back', key: 'b' }, { id: 'wait', label: 'Wait for the customer', key: 'w' }, { id: 'close', label: 'Close the ticket', key: 'c' }, { id: 'hand-off', label: 'Hand off', key: 'h' },
]
/** Words of a template without its tags, a line for each paragraph. */
const plain = (html: string): string => [...new DOMParser().parseFromString(html, 'text/html').body.children].map((one) => (one.tagName === 'UL' || one.tagName === 'OL' ? [...one.children].map((item) => `- ${item.textContent ?? ''}`).join('\n') : one.textContent ?? '')).join('\n')

const intoSight = (part: HTMLElement | null): void => part?.scrollIntoView({ block: 'nearest' })

/** After hanging up, short: how it went, what was said, what comes next. All of it by keys. */
export default function WrapUpDialog({ call, onDone }: { call: Call; onDone: () => void }) {
  const me = useMe()
  const head = useQuery(headQuery(call.number)).data
  const templates = (useQuery(templatesQuery).data ?? []).filter((one) => one.situation === 'call' && (one.teamId === null || one.teamId === head?.ticket.teamId))
  const [outcome, setOutcome] = useState<Outcome | null>(call.outcome)
  const { words: { notes, readBack }, other, keeper } = useCallWords(call)
  const setNotes = (text: string) => keeper.change({ notes: text })
  const [minutes, setMinutes] = useState('')
  const [next, setNext] = useState<Next>('none')
  const [at, setAt] = useCallbackTime(call.ticketId)
  const [promiseId] = useState(() => newId())
  const choices = useRef<HTMLDivElement>(null)
  const name = firstName(call.customerName || 'the customer')
  const took = minutes.trim() === '' ? null : Number(minutes.replace(',', '.'))
  const badTime = next === 'callback' && !(at > Date.now()) ? 'Choose a time that is ahead' : null
  const badMinutes = took !== null && !(took >= 0 && took * 60 <= (call.seconds ?? 0)) ? 'Minutes are a number, at most as long as it ran' : null
  const bad = other ? 'Choose which words to go on with' : !outcome ? 'Say how it went' : badMinutes ?? badTime
  const { busy, error, submit } = useSending(async () => {
    // What was typed last is kept first; written in another window meanwhile, the choice stands above.
    await keeper.save()
    if (keeper.state.get().other) return
    const body: WrapBody = { version: keeper.version, outcome: outcome!, notes: notes.trim(), ...(took === null ? {} : { seconds: Math.round(took * 60) }), next: next === 'callback' ? { kind: next, id: promiseId, dueAt: new Date(at).toISOString() } : next === 'wait' ? { kind: next, for: 'customer' } : { kind: next } }
    await wrapUp(call.id, body).catch((problem: unknown) => {
      const refused = callPhone.refused('POST /calls/:id/wrap-up', problem)
      if (refused?.code === 'phone.changed-meanwhile') keeper.follow(refused.data.call)
      throw problem
    })
    keeper.forget()
    if (next === 'callback') void cache.invalidateQueries({ queryKey: callbacksQuery.queryKey })
    toasts.show({ text: next === 'callback' ? 'Wrapped up, callback scheduled' : next === 'wait' ? 'Wrapped up, the ticket waits' : 'Wrapped up' })
    onDone()
    if (head && next === 'hand-off') handOff([head.ticket])
    if (head && next === 'close') askToClose(head.ticket)
  })
  useKeys({
    '⌘enter': { run: () => { if (!bad) submit() }, overDialogs: true },
    ...Object.fromEntries(callOutcomes.map((one, n) => [String(n + 1), { run: () => setOutcome(one), overDialogs: true }])),
    ...Object.fromEntries(steps.map((one) => [one.key, { run: () => setNext(one.id), overDialogs: true }])),
  })
  const label = (words: string, key: string) => ({ label: words, sign: <Kbd keys={key} /> })
  // What was typed last is kept first: taking it back brings the words again.
  const noCall = async () => { await keeper.save(); if (await discard(call.id)) keeper.forget() }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title={`How was the call with ${name}`} initialFocus={choices}
      description={<>#{call.number} {call.subject}{call.seconds !== null && `, ${lengthText(call.seconds * 1000)}`}{call.endedWhy === 'limit' && '. It ran for as long as a call may, and ended by itself'}.</>}
      footer={<><Button variant="ghost" className="mr-auto" onClick={() => { void noCall(); onDone() }}>It was no call</Button><Button variant="ghost" onClick={onDone}>Later</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={() => submit()}>Done</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); if (!bad) submit() }}>
        <div ref={choices} tabIndex={-1} className="outline-none"><Field label="How it went"><RadioGroup label="How it went" value={outcome} onChange={setOutcome} options={callOutcomes.map((one, n) => ({ id: one, ...label(outcomeLabels[one], String(n + 1)) }))} className="grid! grid-cols-2 sm:grid-cols-3" /></Field></div>
        {other && <OtherWords other={other} keeper={keeper} />}
        {call.endedWhy === 'limit' && <Field label="How long it took, in minutes" optional error={badMinutes} className="w-56"><TextInput value={minutes} onChange={setMinutes} inputMode="decimal" placeholder={String(Math.round((call.seconds ?? 0) / 60))} /></Field>}
        {readBack.some((one) => one.value || one.agreed) && <ReadBack lines={readBack} />}
        <Field label="What was said" optional help="Only for teammates.">
          <TextArea value={notes} onChange={setNotes} maxLength={20_000} placeholder="What they said, what you agreed on" />
        </Field>
        {templates.length > 0 && <span className="-mt-2 block w-60"><Select label="Begin with a template" size="small" placeholder="Begin with a template" options={templates.map((one) => ({ id: one.id, label: one.name }))} value={null} onChange={(id) => { const one = templates.find((t) => t.id === id)!; setNotes([notes.trim(), plain(filledIn(one.html, { customer: call.customerName, ticket: `#${call.number}`, me: me.name }))].filter(Boolean).join('\n')) }} /></span>}
        <Field label="What comes next"><RadioGroup label="What comes next" value={next} onChange={setNext} options={steps.map((one) => ({ id: one.id, ...label(one.label, one.key) }))} className="grid! grid-cols-2" /></Field>
        {next === 'callback' && <div ref={intoSight}><CallbackWhen ticketId={call.ticketId} name={name} value={at} onChange={setAt} error={badTime} /></div>}
        <Trouble>{error}</Trouble>
      </form>
    </Dialog>
  )
}

const ReadBack = ({ lines }: { lines: Call['readBack'] }) => (
  <ul className="flex flex-col gap-1 text-ui">
    {lines.filter((one) => one.value || one.agreed).map((one) => <li key={one.id} className="flex items-baseline gap-2">{one.agreed ? <Check aria-label="Read back and agreed" role="img" size={14} className="shrink-0 self-center text-good" /> : <span aria-hidden className="w-3.5 shrink-0" />}<span className="text-muted">{one.label}</span> {one.value}{!one.agreed && <span className="text-meta text-time">not read back</span>}</li>)}
  </ul>
)
