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
import type { Out } from '../../../core/contract.ts'
import type { notes } from '../contract.ts'
import { changeRules } from '../../tickets/web/change-rules.ts'
import { callNotes } from './notes.ts'

const noteRulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['notes', 'rules', teamId], queryFn: () => callNotes('GET /note-settings', { query: { teamId: teamId ?? undefined } }) })
const say = (minutes: number): string => (minutes === 0 ? 'Never' : minutes === 525_600 ? 'For a year' : `For ${spanWords(minutes)}`)

type Rules = Out<(typeof notes)['settings']['spec']['output']>
type RuleName = Exclude<keyof Rules, 'own'>
const within = (minutes: number): string => `Within ${spanWords(minutes)}`
const many = (count: number): string => `At most ${count}`
/** Each rule, its choices, and how a choice reads. */
const lines: readonly { readonly field: RuleName; readonly label: string; readonly choices: readonly number[]; readonly say: (n: number) => string }[] = [
  { field: 'removeMinutes', label: 'Who wrote a note can remove it', choices: [0, 5, 15, 60, 480, 1440, 10_080, 525_600], say },
  { field: 'questionMinutes', label: 'A question to a teammate is answered', choices: [30, 60, 120, 240, 480, 960, 1440], say: within },
  { field: 'actionMinutes', label: 'What a teammate is asked to do is done', choices: [60, 120, 240, 480, 960, 1440, 2400], say: within },
  { field: 'mentionsPerNote', label: 'People and teams mentioned in one note', choices: [3, 5, 10, 20, 50], say: many },
  { field: 'mentionsPerHour', label: 'Mentioned by one person within an hour', choices: [20, 40, 60, 120, 500], say: many },
]

/** How notes and what they ask behave in the workspace (`teamId` null) or in one team. */
export function NoteRules({ teamId }: { teamId: string | null }) {
  const query = noteRulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(noteRulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={1} label="Loading the rules" />
  const change = async (field: RuleName, value: number | null) => {
    if (await changeRules<Rules>(query.queryKey, { [field]: value ?? workspace[field] }, () => callNotes('PUT /note-settings', { body: { teamId, [field]: value } })) && teamId === null) await cache.invalidateQueries({ queryKey: ['notes', 'rules'] })
  }
  return (
    <Section title="Notes and mentions" help={`A note can always be changed by the one who wrote it; what it said before stays visible. A question put to @Ben stays on Ben’s list; unanswered after ${spanWords(data.questionMinutes)} of business time, Ben and whoever asked are told once. A request: after ${spanWords(data.actionMinutes)}.`}>
      <div className="flex flex-col gap-4">
        {lines.map(({ field, label, choices, say: words }) => (
          <Field key={field} label={label} help={<Ruled teamId={teamId} own={data.own.includes(field)} workspace={`“${words(workspace[field]).toLowerCase()}”`} onLetGo={() => void change(field, null)} />} className="max-w-[420px]">
            <Select options={spanOptions(choices, data[field], words)} value={String(data[field])} onChange={(n) => void change(field, Number(n))} />
          </Field>
        ))}
      </div>
    </Section>
  )
}
