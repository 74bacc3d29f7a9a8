import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { callApprovals, limitsQuery, type TopicRule } from './approvals.ts'
import { Limit } from './limit-field.tsx'
import { PersonLimits } from './person-limits.tsx'
import { ruleWords } from './policy-words.ts'

/** Who decides what, by topic, in the workspace (`teamId` null) or in one team. */
export function AuthorityRules({ teamId }: { teamId: string | null }) {
  const me = useMe()
  const query = limitsQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(limitsQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={3} label="Loading who decides what" />
  const change = async (topics: Record<string, TopicRule | null>) => {
    try {
      cache.setQueryData(query.queryKey, await callApprovals('PUT /authority', { body: { teamId, topics } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['approvals', 'limits'] })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), detail: me.role === 'admin' ? undefined : 'Leads set what agents may decide, up to their own limit.', tone: 'bad' })
      await cache.invalidateQueries({ queryKey: query.queryKey })
    }
  }
  return (
    <>
      {Object.entries(data.topics).map(([topic, rule]) => (
        <TopicSection
          key={`${topic}${JSON.stringify(rule)}`} rule={rule} admin={me.role === 'admin'} teamId={teamId} own={data.own.includes(topic)} above={workspace.topics[topic] ?? rule}
          onChange={(next) => void change({ [topic]: next })}
        />
      ))}
      {me.role === 'admin' && <NewTopic taken={Object.keys(data.topics)} onAdd={(topic, rule) => void change({ [topic]: rule })} />}
    </>
  )
}

interface SectionProps { rule: TopicRule; admin: boolean; teamId: string | null; own: boolean; above: TopicRule; onChange: (rule: TopicRule | null) => void }
const levels = [{ key: 'agents', label: 'Agents' }, { key: 'leads', label: 'Leads' }, { key: 'admins', label: 'Admins' }] as const

function TopicSection({ rule, admin, teamId, own, above, onChange }: SectionProps) {
  const { face } = useDirectory()
  const names = (id: string) => face(id).name
  return (
    <Section title={rule.name} help="What each may decide alone about it, on one ticket.">
      <div className="flex max-w-[520px] flex-col gap-3">
        {!rule.off && (
          <>
            <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
              {levels.filter(({ key }) => admin || key === 'agents').map(({ key, label }) => <Limit key={key} label={label} currency={rule.currency} value={rule[key]} onChange={(limit) => onChange({ ...rule, [key]: limit })} />)}
            </div>
            <PersonLimits rule={rule} onChange={onChange} />
          </>
        )}
        <p className="text-meta text-muted" data-preview>{ruleWords(rule, names)}</p>
        <p className="flex flex-wrap items-center gap-x-2 text-meta text-muted">
          <Ruled teamId={teamId} own={own} workspace={`“${ruleWords(above, names)}”`} onLetGo={() => onChange(null)} />
          {admin && <Button size="small" variant="ghost" className="-ml-2" onClick={() => onChange({ ...rule, off: !rule.off })}>{rule.off ? 'Use it again' : 'Stop using it'}</Button>}
        </p>
      </div>
    </Section>
  )
}

function NewTopic({ taken, onAdd }: { taken: readonly string[]; onAdd: (topic: string, rule: TopicRule) => void }) {
  const [name, setName] = useState('')
  const [currency, setCurrency] = useState('EUR')
  const [error, setError] = useState<string | null>(null)
  const add = () => {
    const topic = name.trim().toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '').slice(0, 40)
    if (topic.length < 2) return setError('Give it a name, such as “Free month”.')
    if (taken.includes(topic)) return setError('There is one of this name already.')
    if (!/^[A-Z]{3}$/.test(currency)) return setError('The currency is three letters, such as EUR.')
    onAdd(topic, { name: name.trim().slice(0, 60), currency, agents: 0, leads: 0, admins: null, people: {}, off: false })
    setName('')
  }
  return (
    <Section title="Another topic" help="Something else that is decided for customers, such as a free month or a discount.">
      <form className="flex max-w-[520px] items-start gap-2" onSubmit={(event) => { event.preventDefault(); add() }}>
        <Field label="Name of the topic" quietLabel error={error} className="flex-1"><TextInput value={name} placeholder="Free month" maxLength={60} onChange={(next) => { setName(next); setError(null) }} /></Field>
        <Field label="Currency" quietLabel className="w-20"><TextInput value={currency} maxLength={3} onChange={(next) => setCurrency(next.toUpperCase())} /></Field>
        <Button type="submit" icon={Plus}>Add</Button>
      </form>
    </Section>
  )
}
