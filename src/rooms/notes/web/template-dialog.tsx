import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from '../../people/web/directory.ts'
import { NoteBody } from './note-body.tsx'
import { callNotes } from './notes.ts'
import { filledIn, readTemplatesAgain, situationWords, type Template } from './templates.ts'

interface Begun { readonly name: string; readonly situation: Template['situation']; readonly html: string }
const situations = Object.entries(situationWords).map(([id, label]) => ({ id, label }))

/** A template, with what somebody who uses it will see. What was typed is kept when the dialog closes. */
export default function TemplateDialog({ one, teamId, onDone }: { one: Template | null; teamId: string | null; onDone: () => void }) {
  const me = useMe()
  const place = `note-template.${one?.id ?? `new.${teamId ?? 'all'}`}`
  const [id] = useState(() => one?.id ?? newId())
  const { now: begun, set, forget } = useKept<Begun>(place, () => ({ name: one?.name ?? '', situation: one?.situation ?? 'call', html: one?.html ?? '' }))
  const change = (part: Partial<Begun>) => set({ ...begun, ...part })
  const bad = !begun.name.trim() ? 'Give it a name' : !begun.html ? 'Write what a note begins with' : null
  const submit = async () => {
    const body = { name: begun.name.trim(), situation: begun.situation, html: begun.html }
    await (one ? callNotes('PUT /note-templates/:id', { params: { id }, body: { ...body, version: one.version } }) : callNotes('POST /note-templates', { body: { id, teamId, ...body } }))
    forget()
    await readTemplatesAgain()
    toasts.show({ text: one ? 'Template saved' : 'Template made' })
  }
  return (
    <FormDialog
      title={one ? `Change “${one.name}”` : 'New template'} description="{customer}, {ticket} and {me} are filled in when it is used."
      act={one ? 'Save template' : 'Make template'} disabledReason={bad} onSubmit={submit} onClose={onDone}
    >
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label="Name"><TextInput value={begun.name} onChange={(name) => change({ name })} maxLength={80} autoFocus /></Field>
        <Field label="For"><Select options={situations} value={begun.situation} onChange={(to) => change({ situation: to as Template['situation'] })} /></Field>
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-ui font-medium">A note begins with</span>
        <div className="rounded-md border border-note-line bg-note-soft"><RichText value={begun.html} onChange={(html) => change({ html })} mode="note" label="A note begins with" className="max-h-[36vh]" /></div>
      </div>
      {begun.html && (
        <section aria-label="How it will look" className="flex flex-col gap-1">
          <h3 className="text-meta text-muted">On a ticket of Anna Keller it will read</h3>
          <NoteBody html={filledIn(begun.html, { customer: 'Anna Keller', ticket: '#1042', me: me.name })} className="prose rounded-md bg-note-soft px-3 py-2 text-ink" />
        </section>
      )}
    </FormDialog>
  )
}
