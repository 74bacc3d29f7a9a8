import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Tag } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useMe } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { changeRules } from '../../tickets/web/change-rules.ts'
import { callEscalations, pathsQuery, settingsQuery, type EscalationSettings } from './escalations.ts'

/** When an escalation is suggested, and which tags force one. */
export function SuggestionRules() {
  const settings = useQuery(settingsQuery).data
  const paths = useQuery(pathsQuery).data ?? []
  const admin = useMe().role === 'admin'
  const [tag, setTag] = useState('')
  const [pathId, setPathId] = useState<string | null>(null)
  if (!settings) return null
  const save = (change: Partial<EscalationSettings>) => changeRules<EscalationSettings>(settingsQuery.queryKey, change, () => callEscalations('PUT /escalation-settings', { body: change }))
  const pathName = (id: string | null) => paths.find((one) => one.id === id)?.name ?? paths[0]?.name ?? 'any path'
  const add = () => {
    const name = tag.trim().toLowerCase()
    if (name && !settings.forced.some((one) => one.tag === name)) void save({ forced: [...settings.forced, { tag: name, pathId }] })
    setTag('')
  }
  return (
    <Section title="Suggestions" help="By the customer’s words in several languages, service levels at risk, and contacts that repeat. Plain rules, read on this server.">
      <div className="flex flex-col gap-5">
        {admin ? <Switch checked={settings.suggest} onChange={(suggest) => void save({ suggest })}>Suggest escalations, with the reason</Switch> : <p className="text-ui">Escalations are {settings.suggest ? 'suggested, with the reason' : 'not suggested'}.</p>}
        <div>
          <h3 className="text-ui font-medium">Tags that force one</h3>
          <p className="mt-0.5 text-meta text-muted">A ticket with such a tag cannot be closed before it was escalated and the customer was told. Leads may override with a reason.</p>
          <ul className="mt-2 flex flex-wrap gap-1.5">
            {settings.forced.map((one) => <li key={one.tag} data-tip={`To ${pathName(one.pathId)}`}><Tag onRemove={admin ? () => void save({ forced: settings.forced.filter((other) => other.tag !== one.tag) }) : undefined}>{`${one.tag} → ${pathName(one.pathId)}`}</Tag></li>)}
            {settings.forced.length === 0 && <li className="text-ui text-muted">None: nothing is forced.</li>}
          </ul>
          {admin && (
            <form className="mt-3 flex flex-wrap items-end gap-2" onSubmit={(event) => { event.preventDefault(); add() }}>
              <Field label="Tag" className="w-44"><TextInput value={tag} onChange={setTag} maxLength={40} placeholder="complaint" /></Field>
              <Field label="Path it is meant for" className="w-52"><Select options={paths.map((one) => ({ id: one.id, label: one.name }))} value={pathId ?? paths[0]?.id ?? null} onChange={setPathId} /></Field>
              <Button type="submit" disabledReason={!tag.trim() && 'Type a tag first'}>Add</Button>
            </form>
          )}
        </div>
      </div>
    </Section>
  )
}
