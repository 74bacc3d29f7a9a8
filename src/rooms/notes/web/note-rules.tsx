import { queryOptions, useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../tickets/web/spans.ts'
import { callNotes } from './notes.ts'

const noteRulesQuery = (teamId: string | null) => queryOptions({ queryKey: ['notes', 'rules', teamId], queryFn: () => callNotes('GET /note-settings', { query: { teamId: teamId ?? undefined } }) })
const say = (minutes: number): string => (minutes === 0 ? 'Never' : minutes === 525_600 ? 'For a year' : `For ${spanWords(minutes)}`)

/** How notes behave in the workspace (`teamId` null) or in one team. */
export function NoteRules({ teamId }: { teamId: string | null }) {
  const query = noteRulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(noteRulesQuery(null)).data
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={1} label="Loading the rules" />
  const change = async (removeMinutes: number | null) => {
    const before = data
    cache.setQueryData(query.queryKey, { ...data, removeMinutes: removeMinutes ?? workspace.removeMinutes })
    try {
      cache.setQueryData(query.queryKey, await callNotes('PUT /note-settings', { body: { teamId, removeMinutes } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['notes', 'rules'] })
    } catch (problem) {
      cache.setQueryData(query.queryKey, before)
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  return (
    <Section title="Notes" help="A note can always be changed by the one who wrote it; what it said before stays visible.">
      <Field label="Who wrote a note can remove it" help={<Ruled teamId={teamId} own={data.own.includes('removeMinutes')} workspace={`“${say(workspace.removeMinutes).toLowerCase()}”`} onLetGo={() => void change(null)} />} className="max-w-[420px]">
        <Select options={spanOptions([0, 5, 15, 60, 480, 1440, 10_080, 525_600], data.removeMinutes, say)} value={String(data.removeMinutes)} onChange={(n) => void change(Number(n))} />
      </Field>
    </Section>
  )
}
