import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { firstName } from '../../../ui/presence.ts'
import { TextArea } from '../../../ui/text-area.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { release } from './claim-verbs.ts'
import { askRelease } from './release-state.ts'
import type { Claim } from './queues.ts'

/** A lead puts back what somebody works on, and says why. */
export function ReleaseDialog({ claim }: { claim: Claim }) {
  const { face } = useDirectory()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const name = firstName(face(claim.personId).name)
  const send = async () => {
    if (!reason.trim()) return setError('Say in a few words why.')
    setBusy(true)
    await release(claim, reason.trim())
    askRelease(null)
  }
  return (
    <Dialog
      open onOpenChange={(open) => { if (!open) askRelease(null) }} width="small" title={`Release #${claim.number} from ${name}`} description={`It goes back to its place in the queue. ${name} is told, and keeps their draft.`}
      footer={<><Button variant="ghost" onClick={() => askRelease(null)}>Cancel</Button><Button variant="primary" loading={busy} shortcut="⌘↵" onClick={() => void send()}>Release it</Button></>}
    >
      <form onSubmit={(event) => { event.preventDefault(); void send() }} onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) { event.preventDefault(); void send() } }}>
        <Field label="Why" error={error}><TextArea value={reason} maxLength={500} data-autofocus onChange={(text) => { setReason(text); setError(null) }} /></Field>
      </form>
    </Dialog>
  )
}
