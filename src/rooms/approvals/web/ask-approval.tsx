import { useState } from 'react'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { newId } from '../../../core/ids.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { callApprovals, readApprovals, type Needed } from './approvals.ts'
import { useAsking } from './asking.ts'

/** Offers the request for what needs a lead's yes. Stands once on the page. */
export function AskApproval() {
  const now = useAsking()
  return now && <Ask key={`${now.needed.act}${now.needed.ticketId ?? ''}`} needed={now.needed} settle={now.settle} />
}

function Ask({ needed, settle }: { needed: Needed; settle: (sent: boolean) => void }) {
  const place = `approval.${needed.act}.${needed.ticketId ?? 'me'}`
  const given = (needed.data as { reason?: unknown }).reason
  const [id] = useState(() => newId())
  const [reason, setReason] = useState(() => kept<string>(place) ?? (typeof given === 'string' ? given : ''))
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const first = needed.deciders.find((one) => one.there) ?? needed.deciders[0]
  const send = async () => {
    if (busy) return
    if (!reason.trim()) return setError('Say in a sentence why it is needed.')
    setBusy(true)
    try {
      await callApprovals('POST /approvals', { body: { id, act: needed.act, data: needed.data, reason: reason.trim() } })
      keep(place, null)
      readApprovals()
      settle(true)
      toasts.show({ text: `Asked ${first ? firstName(first.name) : 'a lead'}`, detail: 'It happens as soon as they say yes.' })
    } catch (failure) {
      setError(failure instanceof Refused && failure.code === 'approvals.not-needed' ? 'You may do this now. Close this and do it again.' : wordsFor(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && settle(false)} width="small" title={needed.pendingId ? 'This was asked already' : 'Ask for approval'} description={needed.words}
      footer={needed.pendingId
        ? <Button variant="primary" onClick={() => settle(false)}>Close</Button>
        : <><Button variant="ghost" onClick={() => settle(false)}>Cancel</Button><Button variant="primary" loading={busy} shortcut="⌘↵" onClick={() => void send()}>{first ? `Ask ${firstName(first.name)}` : 'Ask'}</Button></>}
    >
      {needed.pendingId ? <p className="text-ui text-muted">It waits for a lead’s decision. Everything else on the ticket can go on.</p> : (
        <form
          className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void send() }}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void send() } }}
        >
          <Field label="Why is it needed?" error={error} help="Plan, backlog and the age of the ticket are shown to them by themselves.">
            <TextArea value={reason} maxLength={1000} data-autofocus onChange={(text) => { setReason(text); keep(place, text || null); setError(null) }} />
          </Field>
          {needed.deciders.length === 0 ? <Banner tone="late">There is nobody but you who could decide this. Ask an admin to add a lead to the team.</Banner> : <Line deciders={needed.deciders} />}
        </form>
      )}
    </Dialog>
  )
}

/** Who is asked first, and who after them. */
function Line({ deciders }: { deciders: Needed['deciders'] }) {
  const [first, ...rest] = deciders
  const then = rest.slice(0, 3).map((one) => `${one.name}${one.there ? '' : ' (away)'}`)
  return <p className="text-meta text-muted">{first!.name}{first!.there ? '' : ' (away)'} is asked first{then.length > 0 && <>, then {then.join(', ')}{rest.length > 3 && ` and ${rest.length - 3} more`}</>}.</p>
}
