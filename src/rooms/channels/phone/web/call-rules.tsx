import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { In } from '../../../../core/contract.ts'
import { cache } from '../../../../core/web/cache.ts'
import { wordsFor } from '../../../../core/web/call.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorState } from '../../../../ui/error-state.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/select.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { TextArea } from '../../../../ui/text-area.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Section } from '../../../people/web/section.tsx'
import { Ruled } from '../../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../../tickets/web/spans.ts'
import type { phone } from '../contract.ts'
import { callPhone } from './phone.ts'
import { QuotableLines } from './quotable-lines.tsx'

type Change = Omit<In<typeof phone.changeSettings.spec.body>, 'teamId'>
type Name = keyof Change & string
const rulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['phone', 'rules', teamId] as const, queryFn: () => callPhone('GET /call-settings', { query: { teamId: teamId ?? undefined } }) })
const quotablesQuery = (teamId: string | null) => queryOptions({ queryKey: ['phone', 'quotables', teamId] as const, queryFn: async () => (await callPhone('GET /quotables', { query: { teamId: teamId ?? undefined } })).items })
const hours = Array.from({ length: 24 }, (_, n) => ({ id: `${String(n).padStart(2, '0')}:00`, label: `${String(n).padStart(2, '0')}:00` }))

/** Quiet hours, how long calls and callbacks have, what to ask and read back, and what may be quoted. */
export function CallRules({ teamId }: { teamId: string | null }) {
  const query = rulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(rulesQuery(null)).data
  const quotables = useQuery(quotablesQuery(teamId)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={4} label="Loading the rules" />
  const change = async (part: Change) => {
    cache.setQueryData(query.queryKey, { ...data, ...(Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value ?? workspace[name as Name]])) as object) })
    try {
      cache.setQueryData(query.queryKey, await callPhone('PUT /call-settings', { body: { teamId, ...part } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['phone', 'rules'] })
    } catch (problem) {
      void cache.invalidateQueries({ queryKey: query.queryKey })
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const help = (names: readonly Name[], say: string, otherwise?: string) => { const own = names.some((name) => data.own.includes(name)); return <>{otherwise}{otherwise && teamId !== null && ' '}<Ruled teamId={teamId} own={own} workspace={say} onLetGo={() => void change(Object.fromEntries(names.map((name) => [name, null])))} /></> }
  const span = (name: 'maxCallMinutes' | 'graceMinutes' | 'offerMinutes', label: string, usual: readonly number[], words: string) => (
    <Field label={label} help={help([name], spanWords(workspace[name]), words)} className="max-w-[420px]"><Select options={spanOptions(usual, data[name], spanWords)} value={String(data[name])} onChange={(n) => void change({ [name]: Number(n) })} /></Field>
  )
  return (
    <Section title="Calls" help="Customers are called when it suits them. Callbacks are promises: reminded of ten and two minutes before, and offered to others when their owner is on a call.">
      <div className="flex flex-col gap-5">
        <Field label="Quiet hours" help={help(['quietFrom', 'quietTo'], `${workspace.quietFrom} to ${workspace.quietTo}`, 'In the customer’s own time zone. Whoever calls then is warned; nobody is stopped.')}>
          <div className="flex items-center gap-2"><span className="w-28"><Select label="Quiet from" options={hours} value={data.quietFrom} onChange={(quietFrom) => void change({ quietFrom })} /></span><span className="text-ui text-muted">to</span><span className="w-28"><Select label="Quiet to" options={hours} value={data.quietTo} onChange={(quietTo) => void change({ quietTo })} /></span></div>
        </Field>
        {span('maxCallMinutes', 'A call ends by itself after', [30, 60, 120, 240, 480], 'For calls that somebody forgot to end.')}
        {span('graceMinutes', 'A callback is on time until', [2, 5, 10, 15, 30], 'So long after its time. Later it counts as broken.')}
        {span('offerMinutes', 'Leads are told when nobody takes a callback for', [2, 3, 5, 10, 15], 'From when it is offered to those who are there.')}
        <ListField key={`asks ${data.asks.join()}`} label="What to ask" value={data.asks} onSave={(asks) => void change({ asks })} help={help(['asks'], `${workspace.asks.length} lines`, 'One line each, on the card before a call.')} most={20} />
        <ListField key={`read ${data.readBack.join()}`} label="What to read back" value={data.readBack} onSave={(readBack) => void change({ readBack })} help={help(['readBack'], `${workspace.readBack.length} lines`, 'One line each. Date, address and amount are filled in from what was said.')} most={10} />
        <div><h3 className="mb-1 text-ui font-medium">What may be quoted</h3><p className="mb-2 text-meta text-muted">Prices and free times with where they are from and as of when.</p>{quotables && <QuotableLines items={quotables} teamId={teamId} mayAdd />}</div>
      </div>
    </Section>
  )
}

/** Lines of words, one each; kept when the field is left. */
function ListField({ label, value, help, most, onSave }: { label: string; value: readonly string[]; help: React.ReactNode; most: number; onSave: (lines: string[]) => void }) {
  const [text, setText] = useState(value.join('\n'))
  const lines = text.split('\n').map((one) => one.trim()).filter(Boolean)
  const changed = lines.join('\n') !== value.join('\n')
  return (
    <Field label={label} help={help} error={lines.length > most ? `At most ${most} lines` : null} className="max-w-[420px]">
      <TextArea value={text} onChange={setText} rows={3} />
      {changed && lines.length <= most && <div className="mt-1 flex gap-2"><Button size="small" onClick={() => onSave(lines)}>Save</Button><Button size="small" variant="ghost" onClick={() => setText(value.join('\n'))}>Discard</Button></div>}
    </Field>
  )
}
