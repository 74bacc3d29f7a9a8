import { queryOptions, useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../tickets/web/spans.ts'
import { changeRules } from '../../tickets/web/change-rules.ts'
import { callPromises } from './promises.ts'

const rulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['promises', 'rules', teamId], queryFn: () => callPromises('GET /promise-settings', { query: { teamId: teamId ?? undefined } }) })
const say = (minutes: number): string => (minutes === 0 ? 'Never' : `${spanWords(minutes)} before`)

/** When promises remind their owner, in the workspace (`teamId` null) or in one team. */
export function PromiseRules({ teamId }: { teamId: string | null }) {
  const query = rulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(rulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={1} label="Loading the rules" />
  const change = async (warnMinutes: number | null) => {
    if (await changeRules<typeof data>(query.queryKey, { warnMinutes: warnMinutes ?? workspace.warnMinutes }, () => callPromises('PUT /promise-settings', { body: { teamId, warnMinutes } })) && teamId === null) await cache.invalidateQueries({ queryKey: ['promises', 'rules'] })
  }
  return (
    <Section title="Promises" help="A promise that is not kept in time tells its owner and the leads of the team, once.">
      <Field label="Its owner is reminded" help={<Ruled teamId={teamId} own={data.own.includes('warnMinutes')} workspace={`“${say(workspace.warnMinutes).toLowerCase()}”`} onLetGo={() => void change(null)} />} className="max-w-[420px]">
        <Select options={spanOptions([0, 15, 30, 60, 120, 240, 1440], data.warnMinutes, say)} value={String(data.warnMinutes)} onChange={(n) => void change(Number(n))} />
      </Field>
    </Section>
  )
}
