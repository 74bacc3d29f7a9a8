import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTitle } from '../../core/web/title.ts'
import { EscalationList } from '../../rooms/escalations/web/escalation-list.tsx'
import { EscalationReport } from '../../rooms/escalations/web/escalation-report.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { atLeast } from '../settings/role.ts'
import { readEscalationsSearch, type EscalationsSearch } from './escalations-search.ts'

const all = 'all'

/** Escalations: mine, those of my teams, ended ones, and for leads how they went. */
export function Page() {
  useTitle('Escalations')
  const navigate = useNavigate()
  const { view = 'mine', team } = readEscalationsSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const { teams } = useDirectory()
  const me = useMe()
  const go = (search: EscalationsSearch) => void navigate({ to: '/escalations', search, replace: true })
  const tabs = [{ id: 'mine' as const, label: 'Mine' }, { id: 'teams' as const, label: 'Open' }, { id: 'ended' as const, label: 'Ended' }, ...(atLeast(me.role, 'lead') ? [{ id: 'report' as const, label: 'Report' }] : [])]
  return (
    <PageBody
      title="Escalations" lead="Asking somebody with more authority or expertise. Who asks stays on the ticket and tells the customer."
      actions={view !== 'mine' && teams.length > 1 && <Select label="Team" options={[{ id: all, label: 'All teams' }, ...teams.map((one) => ({ id: one.id, label: one.name }))]} value={team ?? all} onChange={(id) => go({ view, ...(id === all ? {} : { team: id }) })} className="w-44" />}
    >
      <Tabs label="Which escalations" tabs={tabs} value={view} onChange={(next) => go({ view: next, ...(team && next !== 'mine' ? { team } : {}) })} className="mb-6" />
      {view === 'report' ? <EscalationReport teamId={team ?? null} /> : <EscalationList view={view} teamId={view === 'mine' ? null : (team ?? null)} />}
    </PageBody>
  )
}
