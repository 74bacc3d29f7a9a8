import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, GripVertical, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { In } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions } from '../../tickets/web/spans.ts'
import type { queues } from '../contract.ts'
import { ruleWords, type Criterion } from '../rules.ts'
import { callQueues, queueSettingsQuery, type Settings } from './queues.ts'
import { ServedWords } from './served-words.tsx'

type Change = Omit<In<typeof queues.changeSettings.spec.body>, 'teamId'>
type Set = (change: Change) => void
interface Part { readonly now: Settings; readonly workspace: Settings; readonly set: Set; readonly below: (field: keyof Change, say: string) => React.ReactNode }

const criteria: Record<Criterion, { label: string; help: string }> = {
  breach: { label: 'Late, or late soon', help: 'The next due time of any clock on the ticket.' },
  priority: { label: 'Priority', help: 'Urgent before high, normal and low.' },
  complaint: { label: 'Complaints', help: 'Tickets with one of the tags below.' },
  known: { label: 'Who knows the customer', help: 'Customers whom the taker worked with before.' },
  skill: { label: 'Skill', help: 'A tag of the ticket is one of the taker’s skills.' },
  language: { label: 'Language', help: 'The customer’s language is one of the taker’s skills.' },
  age: { label: 'Waiting time', help: 'By the bands below; within a band what comes after this decides.' },
}
const picking = [
  { id: 'free' as const, label: 'Anybody may', detail: 'The order is a help, not a rule.' },
  { id: 'reason' as const, label: 'With a reason', detail: 'One key is enough. Leads see every one of them.' },
  { id: 'lead' as const, label: 'With a lead’s yes', detail: 'Asked for where one presses; it happens when a lead agrees.' },
  { id: 'off' as const, label: 'Not at all', detail: 'Only leads take a chosen ticket.' },
]
const times = (n: number): string => (n % 60 ? (n < 60 ? `${n} seconds` : `${Math.floor(n / 60)}:${String(n % 60).padStart(2, '0')} minutes`) : n === 60 ? '1 minute' : n % 3600 ? `${n / 60} minutes` : n === 3600 ? '1 hour' : `${n / 3600} hours`)

/** How a queue is worked: in the workspace (`teamId` null) or in one team. Every change takes effect at once. */
export function QueueRules({ teamId }: { teamId: string | null }) {
  const query = queueSettingsQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(queueSettingsQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={8} label="Loading the rules" />
  const set: Set = (change) => {
    const now = Object.fromEntries(Object.entries(change).map(([field, value]) => [field, value ?? workspace[field as keyof Change]]))
    cache.setQueryData(query.queryKey, { ...data, ...now })
    void callQueues('PUT /queue-settings', { body: { teamId, ...change } }).then(
      (saved) => { cache.setQueryData(query.queryKey, saved); if (teamId === null) void cache.invalidateQueries({ queryKey: ['queues', 'settings'] }) },
      (problem: unknown) => { void cache.invalidateQueries({ queryKey: query.queryKey }); toasts.show({ text: wordsFor(problem), tone: 'bad' }) },
    )
  }
  const below: Part['below'] = (field, say) => <Ruled teamId={teamId} own={data.own.includes(field)} workspace={say} onLetGo={() => set({ [field]: null })} />
  const part = { now: data, workspace, set, below }
  return (
    <>
      <aside aria-label="In plain words" className="mb-8 rounded-lg border border-line bg-n-2 px-4 py-3">
        <p className="mb-1 text-meta font-medium text-muted">In plain words</p>
        <div className="text-soft-ink"><ServedWords policy={data} />{ruleWords(data).map((sentence) => <p key={sentence} className="mt-1 text-ui">{sentence}</p>)}</div>
      </aside>
      <Section title="Who is served next" help="The first of these that tells two tickets apart decides. What is the same by all of them is served in the order in which it came."><Order {...part} /></Section>
      <Section title="Taking one out of its turn" help="Leads may always."><RadioGroup label="Taking one out of its turn" options={picking} value={data.picking} onChange={(to) => set({ picking: to })} /><p className="mt-2 text-meta text-muted">{below('picking', picking.find((one) => one.id === workspace.picking)!.label.toLowerCase())}</p></Section>
      <Section title="While somebody works on one" help="It stays in its place in the queue, and nobody else gets it."><Lease {...part} /></Section>
    </>
  )
}

function Order({ now, workspace, set, below }: Part) {
  const { order } = now
  const left = (Object.keys(criteria) as Criterion[]).filter((one) => !order.includes(one))
  const move = (at: number, by: number) => {
    const next = [...order]
    next.splice(at + by, 0, next.splice(at, 1)[0]!)
    set({ order: next })
  }
  return (
    <div className="flex max-w-[560px] flex-col gap-5">
      <div>
        <ol aria-label="What decides, in order" className="border-y border-line">
          {order.map((one, at) => (
            <li key={one} draggable onDragStart={(event) => event.dataTransfer.setData('text/plain', String(at))} onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); const from = Number(event.dataTransfer.getData('text/plain')); if (from !== at) move(from, at - from) }} className="flex min-h-12 items-center gap-2 border-b border-line py-1 last:border-b-0">
              <GripVertical aria-hidden size={14} className="shrink-0 cursor-grab text-n-9" />
              <span className="w-4 shrink-0 text-right text-meta text-muted tabular-nums">{at + 1}</span>
              <span className="min-w-0 flex-1 pl-1"><span className="block text-ui font-medium">{criteria[one].label}</span><span className="block text-meta text-muted">{criteria[one].help}</span></span>
              <IconButton icon={ArrowUp} label={`${criteria[one].label}: earlier`} size="small" disabledReason={at === 0 ? 'It is the first' : null} onClick={() => move(at, -1)} />
              <IconButton icon={ArrowDown} label={`${criteria[one].label}: later`} size="small" disabledReason={at === order.length - 1 ? 'It is the last' : null} onClick={() => move(at, 1)} />
              <IconButton icon={X} label={`${criteria[one].label}: leave it out`} size="small" disabledReason={order.length === 1 ? 'One has to decide' : null} onClick={() => set({ order: order.filter((other) => other !== one) })} />
            </li>
          ))}
        </ol>
        {left.length > 0 && <p className="mt-2 flex flex-wrap items-center gap-1.5 text-meta text-muted">Does not count: {left.map((one) => <Button key={one} size="small" variant="ghost" icon={Plus} onClick={() => set({ order: [...order, one] })}>{criteria[one].label}</Button>)}</p>}
        <p className="mt-2 text-meta text-muted">{below('order', 'an order of its own')}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Late soon means within" help={below('riskMinutes', times(60 * workspace.riskMinutes))}><Select options={spanOptions([15, 30, 60, 120, 240, 480], now.riskMinutes, (n) => times(n * 60))} value={String(now.riskMinutes)} onChange={(n) => set({ riskMinutes: Number(n) })} /></Field>
        <Field label="Bands of waiting time" help={below('ageHours', hours(workspace.ageHours))}><Select options={bandOptions(now.ageHours)} value={now.ageHours.join()} onChange={(text) => set({ ageHours: text.split(',').map(Number) })} /></Field>
        <Field label="Tags of complaints" help={below('complaintTags', workspace.complaintTags.join(', ') || 'none')}><Words key={now.complaintTags.join()} value={now.complaintTags} onChange={(complaintTags) => set({ complaintTags })} /></Field>
      </div>
    </div>
  )
}

const bands = [[1, 4, 8, 24], [0.5, 1, 2, 4], [4, 24, 72], [24, 72]]
const hours = (all: readonly number[]): string => all.map((h) => (h < 1 ? `${h * 60} min` : h % 24 ? `${h} h` : `${h / 24} d`)).join(' · ')
const bandOptions = (now: readonly number[]) => [...new Set([...bands.map((b) => b.join()), now.join()])].map((text) => ({ id: text, label: hours(text.split(',').map(Number)) }))

/** Tags with commas between them; saved when one leaves the field. */
function Words({ value, onChange }: { value: readonly string[]; onChange: (all: string[]) => void }) {
  const [text, setText] = useState(value.join(', '))
  const save = () => {
    const all = [...new Set(text.split(',').map((one) => one.trim().toLowerCase()).filter(Boolean))].slice(0, 10)
    if (all.join() !== value.join()) onChange(all)
  }
  return <TextInput value={text} onChange={setText} onBlur={save} placeholder="complaint, damage" />
}

function Lease({ now, workspace, set, below }: Part) {
  return (
    <div className="grid max-w-[560px] gap-4 sm:grid-cols-2">
      <Field label="At a time, one person works on" help={below('claimsAtOnce', String(workspace.claimsAtOnce))}><Select options={[1, 2, 3, 4, 5].map((n) => ({ id: String(n), label: n === 1 ? '1 ticket' : `${n} tickets` }))} value={String(now.claimsAtOnce)} onChange={(n) => set({ claimsAtOnce: Number(n) })} /></Field>
      <span aria-hidden className="max-sm:hidden" />
      <Field label="Asked whether they go on after" help={below('idleSeconds', times(workspace.idleSeconds))}><Select options={spanOptions([60, 120, 300, 600, 1800], now.idleSeconds, times)} value={String(now.idleSeconds)} onChange={(n) => set({ idleSeconds: Number(n) })} /></Field>
      <Field label="Back in its place after another" help={below('warnSeconds', times(workspace.warnSeconds))}><Select options={spanOptions([15, 30, 60, 120], now.warnSeconds, times)} value={String(now.warnSeconds)} onChange={(n) => set({ warnSeconds: Number(n) })} /></Field>
    </div>
  )
}
