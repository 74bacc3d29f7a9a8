import { useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { rotaRulesQuery } from './rota.ts'
import { callRota } from './swaps.ts'

const rate = (n: number): string => (n === 1 ? 'One ticket an hour' : `${n} tickets an hour`)

/** How much one person on shift handles, in the workspace (`teamId` null) or in one team. */
export function RotaRules({ teamId }: { teamId: string | null }) {
  const query = rotaRulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(rotaRulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={1} label="Loading the rules" />
  const change = async (ticketsPerHour: number | null) => {
    try {
      cache.setQueryData(query.queryKey, await callRota('PUT /rota-settings', { body: { teamId, ticketsPerHour } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['rota', 'rules'] })
    } catch (problem) {
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const own = data.own.includes('ticketsPerHour')
  const rates = [...new Set([0.5, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, data.ticketsPerHour])].sort((a, b) => a - b)
  return (
    <Section title="Coverage" help="The rota draws who is on shift beside what usually comes in. An hour with more than they handle is thin. Whether swaps need a lead’s yes is said under Approvals.">
      <Field label="One person handles" help={teamId !== null && (own ? <>The workspace’s is {rate(workspace.ticketsPerHour).toLowerCase()}. <Button size="small" variant="ghost" onClick={() => void change(null)}>Use that</Button></> : 'As in the workspace.')} className="max-w-[420px]">
        <Select options={rates.map((n) => ({ id: String(n), label: rate(n) }))} value={String(data.ticketsPerHour)} onChange={(n) => void change(Number(n))} />
      </Field>
    </Section>
  )
}
