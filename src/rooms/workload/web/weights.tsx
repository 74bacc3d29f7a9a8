import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { preview, type Weights as Rules } from '../rules.ts'
import { changeRules, rulesQuery } from './workload.ts'

const priorities = ['low', 'normal', 'high', 'urgent'] as const
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)

/** What tickets weigh and when somebody is swamped or ahead, in the workspace; and in plain words what that makes. */
export function Weights() {
  const { data } = useQuery(rulesQuery)
  if (!data) return null
  const change = async (set: Partial<Rules>) => {
    cache.setQueryData(rulesQuery.queryKey, { ...data, ...set })
    try {
      cache.setQueryData(rulesQuery.queryKey, await changeRules(set))
    } catch (problem) {
      cache.setQueryData(rulesQuery.queryKey, data)
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  return (
    <Section title="Load" help={<>{preview(data).map((line) => <span key={line} className="mb-1.5 block">{line}</span>)}</>}>
      <div className="flex max-w-[560px] flex-col gap-4">
        <Group title="By how the customer writes">{Object.entries(data.channels).map(([name, n]) => <Weight key={name} label={capital(name)} value={n} most={10} onChange={(next) => void change({ channels: { ...data.channels, [name]: next } })} />)}</Group>
        <Group title="By priority">{priorities.map((name) => <Weight key={name} label={capital(name)} value={data.priorities[name]} most={10} onChange={(next) => void change({ priorities: { ...data.priorities, [name]: next } })} />)}</Group>
        <Group title="By what it is">
          <Weight label="While it waits" value={data.waitingShare} most={1} onChange={(waitingShare) => void change({ waitingShare })} />
          <Weight label="Each further message" value={data.perMessage} most={1} onChange={(perMessage) => void change({ perMessage })} />
        </Group>
        <Group title="Swamped and ahead">
          <Weight label="Swamped: times the middle" value={data.swampedTimes} least={1.1} most={5} onChange={(swampedTimes) => void change({ swampedTimes })} />
          <Weight label="Swamped: points at least" value={data.swampedLeast} least={1} most={200} onChange={(swampedLeast) => void change({ swampedLeast })} />
          <Weight label="Swamped: late tickets" value={data.lateLeast} least={1} most={100} whole onChange={(lateLeast) => void change({ lateLeast })} />
          <Weight label="Ahead: times the middle" value={data.aheadTimes} least={0.1} most={0.95} onChange={(aheadTimes) => void change({ aheadTimes })} />
        </Group>
      </div>
    </Section>
  )
}

const Group = ({ title, children }: { title: string; children: React.ReactNode }) => <fieldset><legend className="mb-1.5 text-ui font-medium">{title}</legend><div className="grid grid-cols-2 gap-3 sm:grid-cols-4">{children}</div></fieldset>

/** A number that is sent when one leaves its field. */
function Weight({ label, value, least = 0, most, whole, onChange }: { label: string; value: number; least?: number; most: number; whole?: boolean; onChange: (n: number) => void }) {
  const [text, setText] = useState<string | null>(null)
  const n = Number((text ?? '').replace(',', '.'))
  const bad = text !== null && (text.trim() === '' || Number.isNaN(n) || n < least || n > most || (whole && !Number.isInteger(n))) ? `From ${least} to ${most}${whole ? ', whole' : ''}` : null
  const save = () => {
    if (text === null || bad) return
    if (n !== value) onChange(n)
    setText(null)
  }
  return <Field label={label} error={bad}><TextInput value={text ?? String(value)} inputMode="decimal" maxLength={6} onChange={setText} onBlur={save} /></Field>
}
