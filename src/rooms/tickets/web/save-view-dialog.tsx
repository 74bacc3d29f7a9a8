import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { fieldErrors, wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { useMe } from '../../people/web/directory.ts'
import { filterOf, narrowed } from '../rules.ts'
import { savedViewsQuery } from './ticket-queries.ts'
import { call, type Filter, type Order, type SavedView } from './tickets-call.ts'
import { viewerOf } from './viewer.ts'

export type SaveViewProps = { base: string; filter: Filter; order: Order; change?: SavedView; onDone: () => void; onSaved?: (view: string) => void }

/** Keeps a filter under a name, for oneself, a team or everybody; or changes one that is kept. */
export default function SaveViewDialog({ base, filter, order, change, onDone, onSaved }: SaveViewProps) {
  const me = useMe()
  const [id] = useState(() => change?.id ?? newId())
  const [name, setName] = useState(change?.name ?? '')
  const [scope, setScope] = useState(change?.scope ?? 'own')
  const [teamId, setTeamId] = useState(change?.teamId ?? me.teams[0]?.id ?? null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (!name.trim()) return setError('Give the view a name.')
    setBusy(true)
    const own = base.startsWith('saved:') ? cache.getQueryData(savedViewsQuery.queryKey)?.find((one) => `saved:${one.id}` === base)?.filter ?? {} : filterOf(base, viewerOf(cache))
    const kept = change ? change.filter : narrowed(own, filter)
    const body = { name: name.trim(), scope, teamId: scope === 'team' ? teamId : null, filter: kept, order, position: change?.position ?? 0 }
    try {
      await (change ? call('PUT /views/:id', { params: { id }, body }) : call('POST /views', { body: { ...body, id } }))
      await cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
      onDone()
      onSaved?.(`saved:${id}`)
    } catch (failure) {
      setError(fieldErrors(failure)['name'] ?? wordsFor(failure))
      setBusy(false)
    }
  }
  const mayShare = me.role === 'admin' || me.role === 'lead'
  return (
    <Dialog
      open onOpenChange={(open) => !open && onDone()} width="small" title={change ? 'Change the view' : 'Save as a view'} description={change ? undefined : 'It stands in the column of views, with everything the list is narrowed by.'}
      footer={<><Button variant="ghost" onClick={onDone}>Cancel</Button><Button variant="primary" loading={busy} onClick={() => void submit()}>Save view</Button></>}
    >
      <form className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <Field label="Name" error={error}><TextInput value={name} onChange={setName} maxLength={80} autoFocus placeholder="Waiting over a week" /></Field>
        <RadioGroup
          label="Who sees it" value={scope} onChange={setScope}
          options={[
            { id: 'own', label: 'Only me' },
            { id: 'team', label: 'A team', ...(me.teams.length === 0 ? { disabledReason: 'You are in no team' } : {}) },
            { id: 'everybody', label: 'Everybody', ...(mayShare ? {} : { disabledReason: 'Leads and admins share views with everybody' }) },
          ]}
        />
        {scope === 'team' && <Field label="Team"><Select options={me.teams.map((one) => ({ id: one.id, label: one.name }))} value={teamId} onChange={setTeamId} /></Field>}
      </form>
    </Dialog>
  )
}
