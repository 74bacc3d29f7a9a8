import { useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Section } from '../../people/web/section.tsx'
import { Ruled } from '../../tickets/web/ruled.tsx'
import { spanOptions, spanWords } from '../../tickets/web/spans.ts'
import { callHandovers, rulesQuery, type Rules } from './handovers.ts'

type Change = { [K in keyof Rules]?: Rules[K] | null }
const before = (minutes: number): string => (minutes === 0 ? 'Never' : `${spanWords(minutes)} before`)
const ease = (minutes: number): string => (minutes === 0 ? 'As at any time' : `Gently for ${spanWords(minutes)}`)
const same = 'same'

/** How shifts hand over in the workspace (`teamId` null) or in one team. */
export function HandoverRules({ teamId }: { teamId: string | null }) {
  const query = rulesQuery(teamId)
  const { data, error, refetch } = useQuery(query)
  const workspace = useQuery(rulesQuery(null)).data
  const { teams, teamName } = useDirectory()
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data || !workspace) return <SkeletonRows rows={3} label="Loading the rules" />
  const change = async (set: Change) => {
    const was = data
    cache.setQueryData(query.queryKey, { ...data, ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value ?? workspace[name as keyof Rules]])) })
    try {
      cache.setQueryData(query.queryKey, await callHandovers('PUT /handover-settings', { body: { teamId, ...set } }))
      if (teamId === null) await cache.invalidateQueries({ queryKey: ['handovers', 'rules'] })
    } catch (problem) {
      cache.setQueryData(query.queryKey, was)
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  const ruled = (name: keyof Rules, said: string) => <Ruled teamId={teamId} own={data.own.includes(name)} workspace={said} onLetGo={() => void change({ [name]: null })} />
  return (
    <Section title="Shifts and handovers" help={`Urgent items are to be acknowledged within ${spanWords(data.acknowledgeMinutes)} of the next shift. At half of that those whose name is missing are reminded by mail, then the leads.`}>
      <div className="flex max-w-[420px] flex-col gap-4">
        <Field label="Acknowledge within" help={ruled('acknowledgeMinutes', spanWords(workspace.acknowledgeMinutes))}><Select options={spanOptions([10, 15, 30, 60, 120], data.acknowledgeMinutes, spanWords)} value={String(data.acknowledgeMinutes)} onChange={(n) => void change({ acknowledgeMinutes: Number(n) })} /></Field>
        <div><Switch checked={data.everyone} onChange={(everyone) => void change({ everyone })} help={ruled('everyone', workspace.everyone ? 'everybody' : 'one of them')}>Everybody of the next shift acknowledges each item</Switch></div>
        <Field label="Due within this time of the next shift is urgent" help={ruled('dueSoonHours', spanWords(workspace.dueSoonHours * 60))}><Select options={spanOptions([1, 2, 4, 8], data.dueSoonHours, (n) => spanWords(n * 60))} value={String(data.dueSoonHours)} onChange={(n) => void change({ dueSoonHours: Number(n) })} /></Field>
        {teamId !== null && <Field label="Who takes over" help="Another team where work follows the sun."><Select options={[{ id: same, label: 'The next shift of this team' }, ...teams.filter((team) => team.id !== teamId).map((team) => ({ id: team.id, label: team.name }))]} value={data.toTeamId && teamName(data.toTeamId) ? data.toTeamId : same} onChange={(id) => void change({ toTeamId: id === same ? null : id })} /></Field>}
        <Field label="People are asked to hand over" help={ruled('signMinutes', `“${before(workspace.signMinutes).toLowerCase()}”`)}><Select options={spanOptions([0, 10, 15, 30, 45, 60], data.signMinutes, before)} value={String(data.signMinutes)} onChange={(n) => void change({ signMinutes: Number(n) })} /></Field>
        <Field label="At the beginning of a shift new work is given" help={ruled('easeInMinutes', `“${ease(workspace.easeInMinutes).toLowerCase()}”`)}><Select options={spanOptions([0, 30, 60, 120], data.easeInMinutes, ease)} value={String(data.easeInMinutes)} onChange={(n) => void change({ easeInMinutes: Number(n) })} /></Field>
        {data.easeInMinutes > 0 && <Field label="At most so many new tickets then" help={ruled('easeInTickets', String(workspace.easeInTickets))}><Select options={spanOptions([1, 2, 3, 5, 8], data.easeInTickets, String)} value={String(data.easeInTickets)} onChange={(n) => void change({ easeInTickets: Number(n) })} /></Field>}
        <div><Switch checked={data.sweep} onChange={(sweep) => void change({ sweep })} help={ruled('sweep', workspace.sweep ? 'on' : 'off')}>At closing time, list what is left open without a next step</Switch></div>
      </div>
    </Section>
  )
}
