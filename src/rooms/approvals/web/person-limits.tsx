import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Combobox } from '../../../ui/combobox.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Button } from '../../../ui/button.tsx'
import type { Option } from '../../../ui/option.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { money } from './amounts.ts'
import type { TopicRule } from './approvals.ts'
import { Limit } from './limit-field.tsx'

/** People for whom another limit holds than for their role. */
export function PersonLimits({ rule, onChange }: { rule: TopicRule; onChange: (rule: TopicRule) => void }) {
  const { face, active } = useDirectory()
  const me = useMe()
  const [adding, setAdding] = useState<{ who: Option | null } | null>(null)
  const set = (id: string, limit: number | null) => { onChange({ ...rule, people: { ...rule.people, [id]: limit } }); setAdding(null) }
  const drop = (id: string) => onChange({ ...rule, people: Object.fromEntries(Object.entries(rule.people).filter(([one]) => one !== id)) })
  const free = active.filter((one) => one.role !== 'collaborator' && !(one.id in rule.people) && (me.role === 'admin' || one.id !== me.id))
  return (
    <div className="flex flex-col gap-2 text-ui">
      {Object.entries(rule.people).map(([id, limit]) => (
        <p key={id} className="flex items-center gap-2">{face(id).name} <span className="text-muted">{limit === null ? 'any amount' : `up to ${money(limit, rule.currency)}`}</span><IconButton icon={X} size="small" label={`Drop the limit of ${face(id).name}`} onClick={() => drop(id)} /></p>
      ))}
      {adding ? (
        <div className="grid grid-cols-2 items-start gap-3 max-sm:grid-cols-1">
          <label className="flex flex-col gap-1 text-ui font-medium">Who<Combobox options={free.map((one) => ({ id: one.id, label: one.name }))} value={adding.who} onChange={(who) => setAdding({ who })} label="Who" /></label>
          {adding.who && <Limit label="Up to" currency={rule.currency} value={-1} onChange={(limit) => set(adding.who!.id, limit)} />}
        </div>
      ) : <Button size="small" variant="ghost" icon={Plus} className="-ml-2 self-start" onClick={() => setAdding({ who: null })}>A limit for one person</Button>}
    </div>
  )
}
