import { queryOptions, useQuery } from '@tanstack/react-query'
import type { In } from '../../../core/contract.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { Section } from '../../people/web/section.tsx'
import type { tickets } from '../contract.ts'
import { Ruled } from './ruled.tsx'
import { spanOptions, spanWords } from './spans.ts'
import { changeRules } from './change-rules.ts'
import { call, type WaitingFor } from './tickets-call.ts'

type Change = Omit<In<typeof tickets.changeSettings.spec.body>, 'teamId'>

export const ticketRulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['tickets', 'rules', teamId], queryFn: () => call('GET /ticket-settings', { query: { teamId: teamId ?? undefined } }) })

const seconds = (n: number): string => (n === 0 ? 'No time' : n === 60 ? '1 minute' : `${n} seconds`)
const reasons: readonly [WaitingFor, string][] = [['customer', 'The customer'], ['teammate', 'A teammate'], ['team', 'Another team'], ['vendor', 'A vendor'], ['date', 'A date']]

/** How tickets behave in the workspace (`teamId` null) or in one team. Every change takes effect at once. */
export function TicketRules({ teamId }: { teamId: string | null }) {
  const query = ticketRulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(ticketRulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={6} label="Loading the rules" />
  const change = async (part: Change) => {
    const now = Object.fromEntries(Object.entries(part).map(([field, value]) => [field, value ?? workspace[field as keyof Change]]))
    if (await changeRules<typeof data>(query.queryKey, now, () => call('PUT /ticket-settings', { body: { teamId, ...part } })) && teamId === null) await cache.invalidateQueries({ queryKey: ['tickets', 'rules'] })
  }
  const below = (field: keyof Change, say: string) => <Ruled teamId={teamId} own={data.own.includes(field)} workspace={say} onLetGo={() => void change({ [field]: null })} />
  const wake = data.wakeAfterHours
  return (
    <>
      <Section title="Replies" help="A reply leaves when the time to take it back has passed.">
        <Field label="A reply can be taken back for" help={below('undoSeconds', seconds(workspace.undoSeconds).toLowerCase())} className="max-w-[420px]">
          <Select options={spanOptions([0, 5, 10, 20, 30, 60], data.undoSeconds, seconds)} value={String(data.undoSeconds)} onChange={(n) => void change({ undoSeconds: Number(n) })} />
        </Field>
      </Section>
      <Section title="Closed tickets" help="Any other answer of the customer opens the ticket again.">
        <div className="flex max-w-[420px] flex-col gap-1">
          <Switch checked={data.thanksReopens} onChange={(thanksReopens) => void change({ thanksReopens })} help="When off, it is kept on the ticket and nobody is called back for it.">A bare “thank you” opens it again</Switch>
          <p className="text-meta text-muted">{below('thanksReopens', workspace.thanksReopens ? 'this on' : 'this off')}</p>
        </div>
      </Section>
      <Section title="Waiting" help="When a waiting ticket wakes up, unless one says another time.">
        <div className="grid gap-4 sm:grid-cols-2">
          {reasons.map(([reason, label]) => (
            <Field key={reason} label={label}>
              <Select options={spanOptions([4, 8, 24, 48, 72, 120, 168, 336], wake[reason], (n) => `After ${spanWords(n * 60)}`)} value={String(wake[reason])} onChange={(n) => void change({ wakeAfterHours: { ...wake, [reason]: Number(n) } })} />
            </Field>
          ))}
        </div>
        <p className="mt-2 text-meta text-muted">{below('wakeAfterHours', 'its own times')}</p>
      </Section>
    </>
  )
}
