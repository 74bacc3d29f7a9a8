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
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { callLeave, rulesQuery, type Rules } from './leave.ts'

const hours = [0, 1, 2, 4, 8, 24]
const counts = [0, 1, 2, 3, 5, 8, 12]
const plain = (n: number, one: string, many: string): string => (n === 1 ? `one ${one}` : `${n} ${many}`)
const options = (usual: readonly number[], now: number, say: (n: number) => string) => [...new Set([...usual, now])].sort((a, b) => a - b).map((n) => ({ id: String(n), label: say(n) }))

/** Kinds of leave, half days, and how coming back is eased: one set for the workspace, and in plain words what will happen. */
export function LeaveRules() {
  const { data, error, refetch } = useQuery(rulesQuery)
  const [fresh, setFresh] = useState('')
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={3} label="Loading the rules of leave" />
  const change = async (set: Partial<Rules>) => {
    cache.setQueryData(rulesQuery.queryKey, { ...data, ...set })
    try {
      cache.setQueryData(rulesQuery.queryKey, await callLeave('PUT /leave-settings', { body: set }))
    } catch (problem) {
      cache.setQueryData(rulesQuery.queryKey, data)
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const add = () => {
    const say = fresh.trim()
    if (!say || data.types.some((one) => one.say === say)) return
    const key = say.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '').slice(0, 36) || 'leave'
    void change({ types: [...data.types, { key: data.types.some((one) => one.key === key) ? `${key}-${data.types.length}` : key, say }] })
    setFresh('')
  }
  const eased = data.backHours > 0 ? `Whoever comes back takes on ${data.backTickets === 0 ? 'no new ticket' : `at most ${plain(data.backTickets, 'new ticket', 'new tickets')}`} in the first ${plain(data.backHours, 'hour', 'hours')}.` : 'Whoever comes back takes on new tickets at once.'
  return (
    <Section title="Leave" help={`A lead approves leave once everything is clear${data.calls ? ', calls too' : ''}. Half days begin and end at ${data.midday}. ${eased}`}>
      <div className="flex max-w-[420px] flex-col gap-4">
        <div>
          <p className="mb-1 text-ui font-medium">Kinds to choose from</p>
          <ul className="border-y border-line">{data.types.map((one) => <li key={one.key} className="flex min-h-8 items-center border-b border-line text-ui last:border-b-0"><span className="flex-1">{one.say}</span>{data.types.length > 1 && <IconButton icon={X} size="small" label={`Take off “${one.say}”`} onClick={() => void change({ types: data.types.filter((other) => other.key !== one.key) })} />}</li>)}</ul>
          <form className="mt-2 flex gap-2" onSubmit={(event) => { event.preventDefault(); add() }}><TextInput aria-label="Another kind" value={fresh} onChange={setFresh} maxLength={60} placeholder="Another kind" className="flex-1" /><Button icon={Plus} type="submit" disabledReason={fresh.trim() ? null : 'Write what it is called'}>Add</Button></form>
        </div>
        <Field label="Half days begin and end at"><Select options={['11:30', '12:00', '12:30', '13:00', '13:30', '14:00'].concat(['11:30', '12:00', '12:30', '13:00', '13:30', '14:00'].includes(data.midday) ? [] : [data.midday]).map((time) => ({ id: time, label: time }))} value={data.midday} onChange={(midday) => void change({ midday })} /></Field>
        <Switch checked={data.calls} onChange={(calls) => void change({ calls })}>Who goes says where their calls go</Switch>
        <Field label="Coming back is eased for"><Select options={options(hours, data.backHours, (n) => (n === 0 ? 'Not at all' : plain(n, 'hour', 'hours')))} value={String(data.backHours)} onChange={(n) => void change({ backHours: Number(n) })} /></Field>
        {data.backHours > 0 && <Field label="New tickets in that time"><Select options={options(counts, data.backTickets, (n) => (n === 0 ? 'None' : plain(n, 'ticket', 'tickets')))} value={String(data.backTickets)} onChange={(n) => void change({ backTickets: Number(n) })} /></Field>}
      </div>
    </Section>
  )
}
