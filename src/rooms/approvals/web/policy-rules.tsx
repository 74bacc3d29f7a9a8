import { useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Combobox } from '../../../ui/combobox.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../tickets/web/spans.ts'
import { callApprovals, policyQuery, type Policy, type PolicyTable } from './approvals.ts'
import { policyWords, timeWords } from './policy-words.ts'

const whoAsks = [{ id: 'nobody' as const, label: 'Nobody asks' }, { id: 'agents' as const, label: 'Agents ask' }, { id: 'everybody' as const, label: 'Everybody asks' }]

/** What is reserved for leads, in the workspace (`teamId` null) or in one team. */
export function PolicyRules({ teamId }: { teamId: string | null }) {
  const query = policyQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(policyQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={4} label="Loading what is reserved" />
  const change = async (acts: Record<string, Policy | null>, answerMinutes?: number | null) => {
    try {
      cache.setQueryData(query.queryKey, await callApprovals('PUT /approval-policy', { body: { teamId, acts, ...(answerMinutes === undefined ? {} : { answerMinutes }) } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['approvals', 'policy'] })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
      await cache.invalidateQueries({ queryKey: query.queryKey })
    }
  }
  return (
    <>
      {data.acts.map((act) => <ActRule key={act.name} act={act} own={data.own.includes(act.name)} teamId={teamId} above={workspace.acts.find((one) => one.name === act.name)?.policy ?? act.standard} onChange={(policy) => void change({ [act.name]: policy })} />)}
      <Section title="Time to decide" help="How long a request waits for one lead before the next is asked.">
        <Field label="A request goes up the line after" className="max-w-[420px]" help={<>{timeWords(spanWords(data.answerMinutes))} <Ruled teamId={teamId} own={data.own.includes('answerMinutes')} workspace={`“${spanWords(workspace.answerMinutes)}”`} onLetGo={() => void change({}, null)} /></>}>
          <Select options={spanOptions([15, 30, 60, 120, 240, 480, 1440], data.answerMinutes, spanWords)} value={String(data.answerMinutes)} onChange={(n) => void change({}, Number(n))} />
        </Field>
      </Section>
    </>
  )
}

type Act = PolicyTable['acts'][number]

function ActRule({ act, own, teamId, above, onChange }: { act: Act; own: boolean; teamId: string | null; above: Policy; onChange: (policy: Policy | null) => void }) {
  const { face, active } = useDirectory()
  const { policy } = act
  const names = (id: string) => face(id).name
  const excepted = policy.except.map((id) => ({ id, label: names(id) }))
  return (
    <Section title={act.say} help={act.help}>
      <div className="flex max-w-[420px] flex-col gap-3">
        <Field label="Who asks first" quietLabel><Select options={whoAsks} value={policy.asks} onChange={(asks) => onChange({ ...policy, asks })} /></Field>
        {policy.asks !== 'nobody' && act.unit !== null && (
          <Field label={`Only above (${act.unit})`} optional>
            <TextInput defaultValue={policy.above === null ? '' : String(policy.above)} inputMode="decimal" onBlur={(event) => { const text = event.currentTarget.value.trim(); const n = text === '' ? null : Number(text); if (n === null || (Number.isFinite(n) && n >= 0)) onChange({ ...policy, above: n }) }} trailing={act.unit} />
          </Field>
        )}
        {policy.asks !== 'nobody' && (
          <Field label="Who need not ask" optional>
            <Combobox multiple options={active.filter((one) => one.role !== 'collaborator').map((one) => ({ id: one.id, label: one.name }))} value={excepted} onChange={(except) => onChange({ ...policy, except: except.map((one) => one.id) })} placeholder="Nobody" />
          </Field>
        )}
        <p className="text-meta text-muted" data-preview>{policyWords(act, policy, names)}</p>
        <p className="text-meta text-muted"><Ruled teamId={teamId} own={own} workspace={`“${policyWords(act, above, names)}”`} onLetGo={() => onChange(null)} /></p>
      </div>
    </Section>
  )
}
