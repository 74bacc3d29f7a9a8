import { CalendarDays, Pencil, Plus, Quote, Tag, X, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../../core/ids.ts'
import { cache } from '../../../../core/web/cache.ts'
import { wordsFor } from '../../../../core/web/call.ts'
import { Button } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { Field } from '../../../../ui/field.tsx'
import { IconButton } from '../../../../ui/icon-button.tsx'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { callPhone, does, type Quotable } from './phone.ts'

const signs: Record<Quotable['kind'], LucideIcon> = { price: Tag, slot: CalendarDays, other: Quote }
const kinds = [{ id: 'price', label: 'Price' }, { id: 'slot', label: 'Free time' }, { id: 'other', label: 'Other' }] as const
const dateWords = (day: string) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))
const today = () => new Date().toISOString().slice(0, 10)
const readAgain = () => { void cache.invalidateQueries({ queryKey: ['phone', 'card'] }); void cache.invalidateQueries({ queryKey: ['phone', 'quotables'] }) }

/** What may be quoted, each with where it is from and as of when; what is no longer valid is struck. */
export function QuotableLines({ items, ticketId, teamId = null, mayAdd }: { items: readonly Quotable[]; ticketId?: string; teamId?: string | null; mayAdd: boolean }) {
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<string | null>(null)
  const remove = async (one: Quotable) => {
    try {
      await callPhone('DELETE /quotables/:id', { params: { id: one.id } })
      readAgain()
      const { kind, text, source, asOf, validUntil } = one
      toasts.show({ text: 'Line removed', undo: () => void does(() => callPhone('POST /quotables', { body: { id: newId(), teamId: one.teamId, ticketId: one.ticketId, kind, text, source, asOf, validUntil } })).then(readAgain) })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  return (
    <>
      {items.length === 0 && !adding && <p className="text-ui text-muted">Nothing may be quoted here yet. Say only what you can show a source for.</p>}
      <ul className="flex flex-col gap-1.5">
        {items.map((one) => {
          const Sign = signs[one.kind]
          if (changing === one.id) return <li key={one.id}><LineForm before={one} onDone={() => setChanging(null)} onSave={(line) => callPhone('PUT /quotables/:id', { params: { id: one.id }, body: line })} /></li>
          return (
            <li key={one.id} className="group flex gap-2 text-ui">
              <Sign aria-hidden size={13} strokeWidth={1.75} className="mt-1 shrink-0 text-muted" />
              <p className="min-w-0 flex-1 break-words"><span className={classNames(one.old && 'text-muted line-through')}>{one.text}</span> <span className="text-meta text-muted">{one.source}, {dateWords(one.asOf)}{one.old && <span className="text-late"> · no longer valid</span>}{!one.old && one.validUntil && ` · until ${dateWords(one.validUntil)}`}</span></p>
              {mayAdd && one.may.change && <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-sm:opacity-100"><IconButton icon={Pencil} size="small" label={`Change ${one.text}`} onClick={() => setChanging(one.id)} /><IconButton icon={X} size="small" label={`Remove ${one.text}`} onClick={() => void remove(one)} /></span>}
            </li>
          )
        })}
      </ul>
      {mayAdd && (adding ? <LineForm before={null} onDone={() => setAdding(false)} onSave={(line, id) => callPhone('POST /quotables', { body: { id, ticketId: ticketId ?? null, teamId, ...line } })} /> : <Button size="small" variant="ghost" icon={Plus} onClick={() => setAdding(true)} className="mt-1.5 -ml-2">{ticketId ? 'Add a line for this ticket' : 'Add a line'}</Button>)}
    </>
  )
}

type Line = Pick<Quotable, 'kind' | 'text' | 'source' | 'asOf' | 'validUntil'>

/** One line, new or to be changed: it says where it is from and as of when, or it is not kept. */
function LineForm({ before, onSave, onDone }: { before: Line | null; onSave: (line: Line, id: string) => Promise<Quotable>; onDone: () => void }) {
  // Sent again after the line broke it is the same line.
  const [id] = useState(() => newId())
  const [kind, setKind] = useState<Quotable['kind']>(before?.kind ?? 'price')
  const [text, setText] = useState(before?.text ?? '')
  const [source, setSource] = useState(before?.source ?? '')
  const [asOf, setAsOf] = useState(before?.asOf ?? today)
  const [validUntil, setValid] = useState(before?.validUntil ?? '')
  const { busy, error, submit } = useSending(async () => {
    await onSave({ kind, text: text.trim(), source: source.trim(), asOf, validUntil: validUntil || null }, id)
    readAgain()
    onDone()
  })
  const bad = !text.trim() ? 'Say what may be quoted' : !source.trim() ? 'Say where it is from' : !asOf ? 'Say as of when' : null
  const day = 'h-8 rounded-md border border-control-line/60 bg-paper px-2 text-ui max-sm:h-10'
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (!bad) submit() }} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onDone() } }} className="mt-2 flex flex-col gap-2.5 rounded-md border border-line p-3">
      <RadioGroup asBar label="What it is" value={kind} onChange={setKind} options={kinds} className="self-start" />
      <Field label="What may be quoted"><TextInput value={text} onChange={setText} maxLength={300} placeholder={kind === 'slot' ? 'Tuesday 9-11 or 14-16' : 'Call-out 80 EUR, first half hour included'} autoFocus /></Field>
      <Field label="Where it is from"><TextInput value={source} onChange={setSource} maxLength={200} placeholder="Price list, planner, who said so" /></Field>
      <div className="flex flex-wrap gap-3">
        <label className="flex flex-col gap-1 text-ui font-medium">As of<input type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} className={day} /></label>
        <label className="flex flex-col gap-1 text-ui font-medium"><span>Valid until <span className="font-normal text-muted">(optional)</span></span><input type="date" value={validUntil} onChange={(event) => setValid(event.target.value)} className={day} /></label>
      </div>
      <Trouble>{error}</Trouble>
      <div className="flex justify-end gap-2"><Button size="small" variant="ghost" onClick={onDone}>Cancel</Button><Button size="small" type="submit" loading={busy} disabledReason={bad}>{before ? 'Save' : 'Add line'}</Button></div>
    </form>
  )
}
