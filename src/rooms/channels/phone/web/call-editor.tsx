import { useState } from 'react'
import { useKept } from '../../../../core/web/use-kept.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/select.tsx'
import { TextArea } from '../../../../ui/text-area.tsx'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { callOutcomes, otherOutcomes, outcomeLabels } from './call-words.ts'
import { callPhone, saveWords, type Call } from './phone.ts'

/** Sets right what was written about a call: how it went, and the notes. Left by Esc it is kept; cancelled it is not. */
export function CallEditor({ call, onDone }: { call: Call; onDone: () => void }) {
  // With the version as it was when one began: what another window wrote since is looked at before it is written over.
  const { now: { outcome, notes, version }, set, forget } = useKept(`form.call.${call.id}`, () => ({ outcome: call.outcome, notes: call.notes, version: call.version }))
  const [other, setOther] = useState<string | null>(null)
  const { busy, error, submit } = useSending(async () => {
    try {
      await saveWords(call.id, { version, notes: notes.trim(), ...(outcome ? { outcome } : {}) })
    } catch (problem) {
      const refused = callPhone.refused('PATCH /calls/:id', problem)
      if (refused?.code === 'phone.changed-meanwhile') { set({ outcome, notes, version: refused.data.call.version }); setOther(refused.data.call.notes) }
      throw problem
    }
    forget()
    onDone()
  })
  return (
    <form className="flex flex-col gap-3" onSubmit={submit} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onDone() } if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit() }}>
      <Field label="How it went" className="w-52"><Select options={(call.channel === 'phone' ? callOutcomes : otherOutcomes).map((id) => ({ id, label: outcomeLabels[id] }))} value={outcome} onChange={(to) => set({ outcome: to, notes, version })} /></Field>
      <Field label="Notes" optional help="Only for teammates."><TextArea value={notes} onChange={(text) => set({ outcome, notes: text, version })} maxLength={20_000} autoFocus /></Field>
      <Trouble>{error}</Trouble>
      {other !== null && <p className="border-l-2 border-note-line pl-2.5 text-ui break-words whitespace-pre-wrap"><span className="block text-meta text-muted">Written in the other window</span>{other || 'No notes'}</p>}
      <div className="flex gap-2"><Button size="small" type="submit" variant="primary" loading={busy}>Save</Button><Button size="small" variant="ghost" onClick={() => { forget(); onDone() }}>Cancel</Button></div>
    </form>
  )
}
