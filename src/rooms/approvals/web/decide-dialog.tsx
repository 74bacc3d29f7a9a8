import { useState } from 'react'
import { keep, kept } from '../../../core/web/kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import type { Approval } from './approvals.ts'
import { decide, decideNothing, useDeciding } from './deciding.ts'

/** Takes the words of a decision. Stands once on the page. */
export function DecideDialog() {
  const now = useDeciding()
  return now && <Words key={now.approvals[0]!.id} {...now} />
}

function Words({ approvals, approve, done }: { approvals: readonly Approval[]; approve: boolean; done?: (() => void) | undefined }) {
  const one = approvals[0]!
  const place = `decide.${one.id}`
  const [answer, setAnswer] = useState(() => kept<string>(place) ?? '')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const say = approve ? 'Approve' : 'Refuse'
  const send = async () => {
    if (busy) return
    if (!approve && !answer.trim()) return setError('Say why not, so that they can go on.')
    setBusy(true)
    const went = await decide({ approvals, approve, done }, answer.trim())
    setBusy(false)
    if (!went) return
    keep(place, null)
    decideNothing()
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && decideNothing()} width="small" title={approvals.length > 1 ? `${say} ${approvals.length} requests` : say} description={approvals.length > 1 ? 'Each is decided on its own.' : one.words}
      footer={<><Button variant="ghost" onClick={decideNothing}>Cancel</Button><Button variant="primary" loading={busy} shortcut="⌘↵" onClick={() => void send()}>{say}</Button></>}
    >
      <form
        onSubmit={(event) => { event.preventDefault(); void send() }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void send() } }}
      >
        <Field label={approve ? 'Your note' : 'Why not?'} optional={approve} error={error} help={approve ? 'It stands on the ticket as a note of yours.' : 'They read it, and so does who sees the ticket.'}>
          <TextArea value={answer} maxLength={2000} data-autofocus onChange={(text) => { setAnswer(text); keep(place, text || null); setError(null) }} />
        </Field>
      </form>
    </Dialog>
  )
}
