import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../tickets/web/spans.ts'
import { callLooks, lookSettingsQuery, type LookChange, type LookSettings } from './looks.ts'

const checks = [{ id: 'advise', label: 'Point it out' }, { id: 'say-why', label: 'Point it out, and ask why before it leaves' }, { id: 'off', label: 'Say nothing' }] as const
const spans = [{ id: '14', label: 'for two weeks' }, { id: '30', label: 'for a month' }, { id: '90', label: 'for three months' }, { id: 'always', label: 'until changed' }] as const
const dayMs = 24 * 3600_000

/** What is looked at before it leaves, in the workspace (`teamId` null) or in one team. */
export function LookRules({ teamId }: { teamId: string | null }) {
  const query = lookSettingsQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(lookSettingsQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={3} label="Loading the rules" />
  const change = async (part: LookChange) => {
    try {
      cache.setQueryData(query.queryKey, await callLooks('PUT /look-settings', { body: { teamId, ...part } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['looks', 'settings'] })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const ruled = (field: keyof LookChange, said: string) => <Ruled teamId={teamId} own={data.own.includes(field)} workspace={said} onLetGo={() => void change({ [field]: null })} />
  return (
    <Section title="Before a reply leaves" help="Prices, days and commitments that nothing on the ticket supports, or that are above what the writer may decide. And whose replies, or which topics, a colleague looks at first.">
      <div className="flex flex-col gap-5">
        <Field label="What has no source" help={ruled('check', `“${checks.find((one) => one.id === workspace.check)!.label.toLowerCase()}”`)} className="max-w-[420px]"><Select options={checks} value={data.check} onChange={(check) => void change({ check })} /></Field>
        <People all={data.people} onChange={(people) => void change({ people })} ruled={ruled('people', workspace.people.length === 1 ? 'one person' : `${workspace.people.length} people`)} />
        <Topics all={data.tags} onChange={(tags) => void change({ tags })} ruled={ruled('tags', workspace.tags.join(', ') || 'no topics')} />
        <Field label="A look is late after" help={ruled('minutes', spanWords(workspace.minutes))} className="max-w-[420px]"><Select options={spanOptions([15, 30, 60, 120, 240, 480], data.minutes, spanWords)} value={String(data.minutes)} onChange={(n) => void change({ minutes: Number(n) })} /></Field>
      </div>
    </Section>
  )
}

type PeopleProps = { all: LookSettings['people']; onChange: (all: LookSettings['people']) => void; ruled: React.ReactNode }
function People({ all, onChange, ruled }: PeopleProps) {
  const { active, face } = useDirectory()
  const [span, setSpan] = useState<(typeof spans)[number]['id']>('30')
  const free = active.filter((one) => one.role !== 'collaborator' && !all.some((held) => held.personId === one.id))
  const add = (personId: string) => onChange([...all, { personId, until: span === 'always' ? null : new Date(Date.now() + Number(span) * dayMs).toISOString() }])
  return (
    <div className="flex max-w-[560px] flex-col gap-1.5 text-ui">
      <h3 className="font-medium">Whose replies need a look</h3>
      {all.map((one) => <p key={one.personId} className="flex items-center gap-2">{face(one.personId).name} <span className="text-muted">{one.until ? <>until <Time at={one.until} /></> : 'until changed'}</span><IconButton icon={X} size="small" label={`${face(one.personId).name} needs no look`} onClick={() => onChange(all.filter((held) => held.personId !== one.personId))} /></p>)}
      <div className="flex flex-wrap items-start gap-2"><Combobox label="Add a teammate" options={free.map((one) => ({ id: one.id, label: one.name }))} value={null} onChange={(who) => who && add(who.id)} placeholder="Add a teammate" className="w-56" /><span className="w-44"><Select label="How long" options={spans} value={span} onChange={setSpan} /></span></div>
      <p className="text-meta text-muted">{ruled}</p>
    </div>
  )
}

function Topics({ all, onChange, ruled }: { all: readonly string[]; onChange: (all: string[]) => void; ruled: React.ReactNode }) {
  const [typed, setTyped] = useState('')
  const tag = typed.trim().toLowerCase()
  const add = () => { if (tag && !all.includes(tag)) onChange([...all, tag]); setTyped('') }
  return (
    <div className="flex max-w-[560px] flex-col gap-1.5 text-ui">
      <h3 className="font-medium">Topics on which replies need a look</h3>
      {all.length > 0 && <p className="flex flex-wrap gap-x-3 gap-y-1">{all.map((one) => <span key={one} className="inline-flex items-center gap-1">{one}<IconButton icon={X} size="small" label={`${one} needs no look`} onClick={() => onChange(all.filter((held) => held !== one))} /></span>)}</p>}
      <form className="flex items-center gap-2" onSubmit={(event) => { event.preventDefault(); add() }}><TextInput aria-label="A tag" placeholder="legal" value={typed} onChange={setTyped} maxLength={40} className="w-56" /><Button icon={Plus} type="submit" disabledReason={!tag && 'Type a tag'}>Add the tag</Button></form>
      <p className="text-meta text-muted">Those who lead the team are free of it. {ruled}</p>
    </div>
  )
}
