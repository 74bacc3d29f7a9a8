import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useKeys } from '../../../ui/keys.ts'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useSending } from '../../people/web/form.ts'
import { reasonWords, type AttemptsRule } from '../rules.ts'
import { callClosings, type CloseReason } from './closings.ts'

type Begun = Pick<CloseReason, 'name' | 'active' | 'note' | 'subtasks' | 'promises' | 'approvals' | 'attempts'>
const standard: Begun = { name: '', active: true, note: true, subtasks: true, promises: true, approvals: true, attempts: null }
const usual: AttemptsRule = { attempts: 3, occasions: 2, hoursApart: 4, channels: 2 }
const asked = [['note', 'A last note of whoever closes it'], ['subtasks', 'Required sub-tasks done, or waived with a reason'], ['promises', 'Promises kept, withdrawn, or moved and the customer told'], ['approvals', 'No approval waited for']] as const
const figures: readonly (readonly [keyof AttemptsRule, string, number])[] = [['attempts', 'Attempts', 20], ['occasions', 'Occasions', 10], ['hoursApart', 'Hours apart', 336], ['channels', 'Channels', 5]]

/** "closed once … and …." */
const sentence = (parts: readonly string[]): string => `closed once ${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('')}.`

/** A reason and what it asks for, with the sentence that says so. What was typed is kept when the dialog closes. */
export default function ReasonDialog({ one, teamId, onDone }: { one: CloseReason | null; teamId: string | null; onDone: () => void }) {
  const place = `close-reason.${one?.id ?? `new.${teamId ?? 'all'}`}`
  const [id] = useState(() => one?.id ?? newId())
  const [begun, setBegun] = useState<Begun>(() => kept<Begun>(place) ?? (one ? { name: one.name, active: one.active, note: one.note, subtasks: one.subtasks, promises: one.promises, approvals: one.approvals, attempts: one.attempts } : standard))
  const change = (part: Partial<Begun>) => { const next = { ...begun, ...part }; setBegun(next); keep(place, next) }
  const { attempts } = begun
  const bad = !begun.name.trim() ? 'Give it a name' : attempts && figures.some(([field, , most]) => !(attempts[field] >= 1 && attempts[field] <= most)) ? 'Every figure is at least 1' : null
  const { busy, error, fields, submit } = useSending(async () => {
    const body = { ...begun, name: begun.name.trim() }
    await (one ? callClosings('PUT /close-reasons/:id', { params: { id }, body: { ...body, version: one.version } }) : callClosings('POST /close-reasons', { body: { id, teamId, ...body } }))
    keep(place, null)
    await cache.invalidateQueries({ queryKey: ['closings', 'reasons'] })
    toasts.show({ text: one ? 'Reason saved' : 'Reason added' })
    onDone()
  }, { 'closings.reason-exists': 'name' })
  const go = () => { if (!bad) submit() }
  useKeys({ '⌘enter': { run: go, overDialogs: true } })
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} title={one ? `Change “${one.name}”` : 'New reason'}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" shortcut="⌘enter" loading={busy} disabledReason={bad} onClick={go}>{one ? 'Save reason' : 'Add reason'}</Button></>}
    >
      <div className="flex flex-col gap-4">
        {error && <div role="alert"><Banner tone="late">{error}</Banner></div>}
        <Field label="Name" error={fields['name']}><TextInput value={begun.name} onChange={(name) => change({ name })} maxLength={80} placeholder="Duplicate order" /></Field>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-ui font-medium">What it asks for</legend>
          {asked.map(([field, label]) => <Checkbox key={field} checked={begun[field]} onChange={(to) => change({ [field]: to })}>{label}</Checkbox>)}
          <Checkbox checked disabled onChange={() => undefined} help="Always, whatever the reason.">Escalations closed</Checkbox>
          <Checkbox checked={attempts !== null} onChange={(to) => change({ attempts: to ? usual : null })} help="Calls that nobody answered, texts and mails that were sent, since the customer was last heard from.">The customer tried in vain</Checkbox>
        </fieldset>
        {attempts && (
          <div className="grid grid-cols-4 gap-3 pl-6 max-sm:grid-cols-2">
            {figures.map(([field, label, most]) => <Field key={field} label={label}><TextInput type="number" inputMode="numeric" min={1} max={most} value={Number.isNaN(attempts[field]) ? '' : String(attempts[field])} onChange={(typed) => change({ attempts: { ...attempts, [field]: Number.parseInt(typed, 10) } })} /></Field>)}
          </div>
        )}
        <p role="status" className="rounded-md bg-n-3 px-3 py-2 text-ui text-pretty text-soft-ink">{begun.name.trim() || 'This reason'}: {sentence(reasonWords(begun))}</p>
      </div>
    </Dialog>
  )
}
