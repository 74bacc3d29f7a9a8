import { Flag } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { useKept } from '../../../core/web/use-kept.ts'
import { Field } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { ItemFields } from './item-fields.tsx'
import { callSubtasks, templatesQuery, type Template } from './subtasks.ts'

interface Begun { readonly name: string; readonly byItself: boolean; readonly tags: string; readonly items: Template['items'] }
const tagsIn = (text: string): string[] => [...new Set(text.split(',').map((one) => one.trim().toLowerCase()).filter(Boolean))]

/** A checklist template, with how it will stand on a ticket. What was typed is kept when the dialog closes. */
export default function TemplateDialog({ one, teamId, onDone }: { one: Template | null; teamId: string | null; onDone: () => void }) {
  const place = `subtask-template.${one?.id ?? `new.${teamId ?? 'all'}`}`
  const [id] = useState(() => one?.id ?? newId())
  const { now: begun, set, forget } = useKept<Begun>(place, () => ({ name: one?.name ?? '', byItself: one?.byItself ?? false, tags: one?.tags.join(', ') ?? '', items: one?.items ?? [{ text: '', required: false }] }))
  const change = (part: Partial<Begun>) => set({ ...begun, ...part })
  const items = begun.items.map((item) => ({ ...item, text: item.text.trim() })).filter((item) => item.text)
  const bad = !begun.name.trim() ? 'Give it a name' : items.length === 0 ? 'Write at least one sub-task' : items.length > 30 ? 'At most 30 sub-tasks' : null
  const whose = teamId ? 'this team' : 'any team'
  const tags = tagsIn(begun.tags)
  const submit = async () => {
    const body = { name: begun.name.trim(), byItself: begun.byItself, tags, items }
    await (one ? callSubtasks('PUT /subtask-templates/:id', { params: { id }, body: { ...body, version: one.version } }) : callSubtasks('POST /subtask-templates', { body: { id, teamId, ...body } }))
    forget()
    await cache.invalidateQueries({ queryKey: templatesQuery.queryKey })
    toasts.show({ text: one ? 'Checklist saved' : 'Checklist made' })
  }
  return (
    <FormDialog
      title={one ? `Change “${one.name}”` : 'New checklist'} description="Tickets that have it already keep what they have."
      act={one ? 'Save checklist' : 'Make checklist'} disabledReason={bad} onSubmit={submit} onClose={onDone}
    >
      <Field label="Name"><TextInput value={begun.name} onChange={(name) => change({ name })} maxLength={80} autoFocus placeholder="Refund" /></Field>
      <ItemFields items={begun.items} onChange={(next) => change({ items: next })} />
      <Switch checked={begun.byItself} onChange={(byItself) => change({ byItself })} help={begun.byItself ? (tags.length ? `When a ticket of ${whose} is tagged ${tags.map((tag) => `“${tag}”`).join(' or ')}.` : `On every ticket that is opened in, or comes to, ${whose}.`) : 'It is put on by hand, from the checklist or the palette.'}>Put it on by itself</Switch>
      {begun.byItself && <Field label="Only with one of these tags" optional help="Several with commas between."><TextInput value={begun.tags} onChange={(text) => change({ tags: text })} maxLength={400} placeholder="refund, chargeback" /></Field>}
      {items.length > 0 && (
        <section aria-label="How it will look" className="flex flex-col gap-1">
          <h3 className="text-meta text-muted">On a ticket it will read</h3>
          <ul className="flex flex-col gap-1 rounded-md border border-line bg-n-1 px-3 py-2 text-ui">
            {items.map((item, at) => <li key={at} className="flex items-start gap-2"><span aria-hidden className="mt-0.5 size-4 shrink-0 rounded-sm border border-control-line bg-paper" /><span className="min-w-0 break-words">{item.text}{item.required && <span className="ml-1.5 inline-flex items-center gap-0.5 text-meta text-time"><Flag aria-hidden size={11} strokeWidth={2.25} />required</span>}</span></li>)}
          </ul>
        </section>
      )}
    </FormDialog>
  )
}
