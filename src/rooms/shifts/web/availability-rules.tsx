import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { PresenceDot } from '../../../ui/presence-dot.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { Line, Lines, Section } from '../../people/web/section.tsx'
import { presences, stateWords, type State } from './availability.ts'
import { callShifts, shiftRulesQuery, statesQuery, type OwnState } from './own-states.ts'

const span = (minutes: number): string => (minutes < 60 ? `${minutes} minutes` : minutes % 60 === 0 ? (minutes === 60 ? 'an hour' : `${minutes / 60} hours`) : `${Math.floor(minutes / 60)} h ${minutes % 60} min`)
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const options = (all: readonly number[], now: number, say: (n: number) => string) => [...new Set([...all, now])].sort((a, b) => a - b).map((n) => ({ id: String(n), label: capital(say(n)) }))

/** How long somebody may be off the queue by their own word, and who counts as gone: in the workspace (`teamId` null) or in one team. */
export function AvailabilityRules({ teamId, admin }: { teamId: string | null; admin: boolean }) {
  const query = shiftRulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(shiftRulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={2} label="Loading the rules" />
  const change = async (what: { offQueueMinutes?: number | null; idleMinutes?: number | null }) => {
    try {
      cache.setQueryData(query.queryKey, await callShifts('PUT /shift-settings', { body: { teamId, ...what } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['shifts', 'rules'] })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const own = data.own.includes('offQueueMinutes')
  return (
    <Section title="Time off the queue" help="Focusing, meetings, breaks and training, by one’s own word. Longer needs a lead’s yes, where the approvals say so; without an end it ends by itself.">
      <div className="flex max-w-[420px] flex-col gap-4">
        <Field label="For as long as" help={teamId !== null && (own ? <>The workspace’s is {span(workspace.offQueueMinutes)}. <Button size="small" variant="ghost" onClick={() => void change({ offQueueMinutes: null })}>Use that</Button></> : 'As in the workspace.')}>
          <Select options={options([10, 15, 20, 30, 45, 60, 90, 120, 240], data.offQueueMinutes, span)} value={String(data.offQueueMinutes)} onChange={(n) => void change({ offQueueMinutes: Number(n) })} />
        </Field>
        {teamId === null && admin && (
          <Field label="Counts as offline when not seen for" help="They are back with the first thing they do. Everybody may choose otherwise for themselves.">
            <Select options={options([0, 15, 30, 60, 120, 240], data.idleMinutes, (n) => (n === 0 ? 'Never' : span(n)))} value={String(data.idleMinutes)} onChange={(n) => void change({ idleMinutes: Number(n) })} />
          </Field>
        )}
      </div>
    </Section>
  )
}

const product = Object.entries(stateWords).map(([id, label]) => ({ id: id as State, label: capital(label) }))

/** The workspace's own states, such as "Lunch". */
export function OwnStates() {
  const { data, error, refetch } = useQuery(statesQuery)
  const [open, setOpen] = useState<OwnState | 'new' | null>(null)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={3} label="Loading states" />
  const drop = async (one: OwnState) => {
    try {
      await callShifts('DELETE /availability-states/:id', { params: { id: one.id } })
      cache.setQueryData(statesQuery.queryKey, (all) => all?.filter((other) => other.id !== one.id))
      toasts.show({ text: `“${one.name}” is no longer offered`, undo: () => void callShifts('POST /availability-states', { body: { ...one, id: newId() } }).catch((problem: unknown) => toasts.show({ text: wordsFor(problem), tone: 'bad' })) })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  return (
    <Section title="Your own states" help="Each counts as one of the product’s states, which says whether work may come.">
      {data.length === 0
        ? <EmptyState action={<Button icon={Plus} onClick={() => setOpen('new')}>Add a state</Button>}>None yet. Add what your team says, such as “Lunch” or “Email only”.</EmptyState>
        : (
          <div className="max-w-[520px]">
            <Lines label="Own states">
              {data.map((one) => (
                <Line key={one.id} sign={<PresenceDot presence={presences[one.state]} />} title={one.name} detail={`Counts as ${stateWords[one.state]}`}>
                  <IconButton icon={Pencil} label={`Change “${one.name}”`} onClick={() => setOpen(one)} />
                  <IconButton icon={Trash2} label={`No longer offer “${one.name}”`} onClick={() => void drop(one)} />
                </Line>
              ))}
            </Lines>
            <Button icon={Plus} onClick={() => setOpen('new')} className="mt-3">Add a state</Button>
          </div>
        )}
      {open && <StateDialog state={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function StateDialog({ state, onClose }: { state: OwnState | null; onClose: () => void }) {
  const [id] = useState(() => state?.id ?? newId())
  const [name, setName] = useState(state?.name ?? '')
  const [counts, setCounts] = useState<State>(state?.state ?? 'on-a-break')
  const { busy, error, fields, submit } = useSending(async () => {
    const body = { name: name.trim(), state: counts }
    const now = state ? await callShifts('PUT /availability-states/:id', { params: { id }, body }) : await callShifts('POST /availability-states', { body: { id, ...body } })
    cache.setQueryData(statesQuery.queryKey, (all) => all && [...all.filter((one) => one.id !== id), now].sort((a, b) => a.name.localeCompare(b.name)))
    onClose()
  }, { 'shifts.state-name-taken': 'name' })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="small" title={state ? `Change “${state.name}”` : 'Add a state'}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={fields['name']}><TextInput value={name} onChange={setName} maxLength={40} required placeholder="Lunch" /></Field>
        <Field label="Counts as" help="Available ones are given work, those offline or on leave get nothing new."><Select options={product} value={counts} onChange={setCounts} /></Field>
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={!name.trim() && 'Give it a name'} className="self-end">{state ? 'Save' : 'Add state'}</Button>
      </form>
    </Dialog>
  )
}
