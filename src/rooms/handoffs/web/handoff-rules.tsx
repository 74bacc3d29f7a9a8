import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../tickets/web/spans.ts'
import type { Urgency } from '../rules.ts'
import { callHandoffs, rulesQuery, type Rules } from './handoffs.ts'

type Change = { [K in keyof Rules]?: Rules[K] | null }
const urgencies: readonly { readonly id: Urgency; readonly label: string; readonly usual: readonly number[] }[] = [
  { id: 'urgent', label: 'Urgent', usual: [2, 5, 10, 15, 30, 60] }, { id: 'normal', label: 'Normal', usual: [15, 30, 60, 120, 240, 480] }, { id: 'low', label: 'Low', usual: [60, 240, 480, 1440, 2880] },
]

/** How handoffs behave in the workspace (`teamId` null) or in one team, and in plain words what will happen. */
export function HandoffRules({ teamId }: { teamId: string | null }) {
  const query = rulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(rulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={3} label="Loading the rules" />
  const change = async (set: Change) => {
    const before = data
    cache.setQueryData(query.queryKey, { ...data, ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? workspace[name as keyof Rules]])) })
    try {
      cache.setQueryData(query.queryKey, await callHandoffs('PUT /handoff-settings', { body: { teamId, ...set } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['handoffs', 'rules'] })
    } catch (problem) {
      cache.setQueryData(query.queryKey, before)
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const ruled = (name: keyof Rules, said: string) => <Ruled teamId={teamId} own={data.own.includes(name)} workspace={said} onLetGo={() => void change({ [name]: null })} />
  const { normal, urgent } = data.minutesToAccept
  return (
    <Section title="Handoffs" help={`A normal handoff shows in the product at once, is mailed after ${spanWords(normal)} of business time and told to the leads after ${spanWords(normal * 2)}. An urgent one is mailed and told to the leads at once, and again after ${spanWords(urgent)}.`}>
      <div className="flex flex-col gap-4">
        <div className="grid max-w-[560px] gap-3 sm:grid-cols-3">
          {urgencies.map(({ id, label, usual }) => <Field key={id} label={`${label}: to accept within`}><Select options={spanOptions(usual, data.minutesToAccept[id], spanWords)} value={String(data.minutesToAccept[id])} onChange={(n) => void change({ minutesToAccept: { ...data.minutesToAccept, [id]: Number(n) } })} /></Field>)}
        </div>
        <p className="text-meta text-muted">{ruled('minutesToAccept', `${spanWords(workspace.minutesToAccept.urgent)}, ${spanWords(workspace.minutesToAccept.normal)} and ${spanWords(workspace.minutesToAccept.low)}`)}</p>
        <Field label="Passed on within this time counts as bounced" help={ruled('bounceMinutes', spanWords(workspace.bounceMinutes))} className="max-w-[420px]"><Select options={spanOptions([30, 60, 120, 240, 480, 1440], data.bounceMinutes, spanWords)} value={String(data.bounceMinutes)} onChange={(n) => void change({ bounceMinutes: Number(n) })} /></Field>
        <Field label="A ticket is stuck when nothing happened for" help={ruled('stuckDays', spanWords(workspace.stuckDays * 1440))} className="max-w-[420px]"><Select options={spanOptions([1, 2, 3, 5, 7, 14], data.stuckDays, (n) => spanWords(n * 1440))} value={String(data.stuckDays)} onChange={(n) => void change({ stuckDays: Number(n) })} /></Field>
        <Reasons reasons={data.reasons} onChange={(reasons) => void change({ reasons })} below={ruled('reasons', `${workspace.reasons.length} reasons`)} />
      </div>
    </Section>
  )
}

const keyOf = (say: string): string => say.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 36) || 'reason'

function Reasons({ reasons, onChange, below }: { reasons: Rules['reasons']; onChange: (next: Rules['reasons']) => void; below: React.ReactNode }) {
  const [fresh, setFresh] = useState('')
  const add = () => {
    const say = fresh.trim()
    if (!say || reasons.some((one) => one.say === say)) return
    const key = keyOf(say)
    onChange([...reasons, { key: reasons.some((one) => one.key === key) ? `${key}-${reasons.length}` : key, say }])
    setFresh('')
  }
  return (
    <div className="max-w-[420px]">
      <p className="mb-1 text-ui font-medium">Reasons to choose from</p>
      <ul className="border-y border-line">{reasons.map((one) => <li key={one.key} className="flex min-h-8 items-center border-b border-line text-ui last:border-b-0"><span className="flex-1">{one.say}</span>{reasons.length > 1 && <IconButton icon={X} size="small" label={`Take off “${one.say}”`} onClick={() => onChange(reasons.filter((other) => other.key !== one.key))} />}</li>)}</ul>
      <form className="mt-2 flex gap-2" onSubmit={(event) => { event.preventDefault(); add() }}><TextInput aria-label="Another reason" value={fresh} onChange={setFresh} maxLength={80} placeholder="Another reason" className="flex-1" /><Button icon={Plus} type="submit" disabledReason={fresh.trim() ? null : 'Write the reason first'}>Add</Button></form>
      <p className="mt-1 text-meta text-muted">{below}</p>
    </div>
  )
}
