import { useState, type KeyboardEvent } from 'react'
import { keep, kept } from '../../../core/web/kept.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { howLabels, verify, type How } from './identity.ts'

const ways = Object.entries(howLabels).map(([id, label]) => ({ id, label }))

/** Notes how the customer was verified. What was typed is kept when the dialog closes. */
export default function VerifyDialog({ customerId, name, ticketId, onDone }: { customerId: string; name: string; ticketId: string | null; onDone: () => void }) {
  const place = `verify.${customerId}`
  const [begun, setBegun] = useState<{ how: How; detail: string }>(() => kept(place) ?? { how: 'callback', detail: '' })
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<typeof begun>) => { const next = { ...begun, ...part }; setBegun(next); keep(place, next) }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    const done = await verify(customerId, { how: begun.how, detail: begun.detail.trim(), ticketId })
    setBusy(false)
    if (!done) return
    keep(place, null)
    onDone()
  }
  useKeys({ '⌘enter': { run: () => void submit(), overDialogs: true } })
  // A radio keeps Enter to itself, so that the page's keys never hear of it.
  const fromRadio = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || (event.target as HTMLElement).getAttribute('role') !== 'radio') return
    event.preventDefault()
    void submit()
  }
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={`How did you verify ${name}?`} description="Notes written from now on carry it along, until its time is over."
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} onClick={() => void submit()}>Note as verified</Button></>}
    >
      <form className="flex flex-col gap-4" onKeyDownCapture={fromRadio} onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <RadioGroup label="How" options={ways} value={begun.how} onChange={(how) => change({ how: how as How })} />
        <Field label="Detail" optional help="Such as which number. No answers to security questions, no numbers of documents."><TextInput value={begun.detail} onChange={(detail) => change({ detail })} maxLength={300} /></Field>
      </form>
    </Dialog>
  )
}
