import { cache } from '../../../core/web/cache.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useSending } from '../../people/web/form.ts'
import { putRow } from '../../tickets/web/ticket-cache.ts'
import type { Asking } from './dialog-state.ts'
import { callEscalations, hintQuery, ofTicketQuery, put } from './escalations.ts'

type Reasoned = Exclude<Asking, { kind: 'raise' | 'answer' | 'write' | 'close' }>

const words: Record<Reasoned['kind'], { title: string; lead: string; label: string; button: string; done: string }> = {
  withdraw: { title: 'Withdraw the escalation', lead: 'Those who were asked are told, with your reason.', label: 'Why it is not needed any more', button: 'Withdraw', done: 'Withdrawn' },
  'pass-on': { title: 'Pass it on', lead: 'The next on the path is asked at once.', label: 'Why somebody else', button: 'Pass on', done: 'Passed on' },
  reopen: { title: 'That did not help', lead: 'Whoever answered is asked again, and after them the next on the path.', label: 'What is still missing', button: 'Ask again', done: 'Asked again' },
  override: { title: 'End it without an answer', lead: 'An exception for leads. It stands on the timeline with your name; the ticket can be closed then.', label: 'Why without an answer', button: 'End it', done: 'Ended with your reason' },
  dismiss: { title: 'No escalation', lead: 'Others see that you decided so, and why.', label: 'Why not', button: 'Set aside', done: 'Set aside' },
}

/** Something that is done with a reason. */
export default function ReasonDialog({ asking, onDone }: { asking: Reasoned; onDone: () => void }) {
  const say = words[asking.kind]
  const { now: reason, set: setReason, forget } = useKept(`form.escalation-${asking.kind}.${'one' in asking ? asking.one.id : asking.ticketId}`, () => '')
  const gap = reason.trim().length < 3 && 'Say why, in a few words'
  const { busy, error, submit } = useSending(async () => {
    await send(asking, reason.trim())
    forget()
    onDone()
    toasts.show({ text: say.done })
  })
  const go = () => { if (!gap) submit() }
  useKeys({ '⌘enter': { run: go, overDialogs: true } })
  return (
    <Dialog open onOpenChange={(open) => !open && onDone()} width="small" title={say.title} description={say.lead} footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={gap} onClick={go}>{say.button}</Button></>}>
      <div className="flex flex-col gap-3">
        {error && <div role="alert"><Banner tone="late">{error}</Banner></div>}
        <Field label={say.label}><TextArea value={reason} onChange={setReason} maxLength={asking.kind === 'dismiss' ? 300 : 1000} rows={2} /></Field>
      </div>
    </Dialog>
  )
}

async function send(asking: Reasoned, reason: string): Promise<void> {
  const body = { reason }
  switch (asking.kind) {
    case 'withdraw': return put(await callEscalations('POST /escalations/:id/withdraw', { params: { id: asking.one.id }, body }))
    case 'pass-on': return put(await callEscalations('POST /escalations/:id/pass-on', { params: { id: asking.one.id }, body }))
    case 'reopen': return put(await callEscalations('POST /escalations/:id/reopen', { params: { id: asking.one.id }, body }))
    case 'override': {
      const { ticket } = await callEscalations('POST /tickets/:id/escalations/override', { params: { id: asking.ticketId }, body })
      putRow(cache, ticket)
      return void cache.invalidateQueries({ queryKey: ofTicketQuery(asking.ticketId).queryKey })
    }
    case 'dismiss':
      await callEscalations('POST /tickets/:id/escalation-hint/dismiss', { params: { id: asking.ticketId }, body: { rule: asking.rule, reason } })
      return void cache.invalidateQueries({ queryKey: hintQuery(asking.ticketId).queryKey })
  }
}
