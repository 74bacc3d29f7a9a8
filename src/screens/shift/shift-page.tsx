import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTitle } from '../../core/web/title.ts'
import { EndOfShift } from '../../rooms/handovers/web/end-of-shift.tsx'
import { HandoverList } from '../../rooms/handovers/web/handover-list.tsx'
import { StartOfShift } from '../../rooms/handovers/web/start-of-shift.tsx'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { Chooser } from '../../rooms/tickets/web/chooser.tsx'
import { useActs } from '../../ui/acts.ts'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'
import { Select } from '../../ui/select.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { readShiftSearch, type ShiftSearch } from './shift-search.ts'

const all = 'all'

/** One's shift: how it begins, how it ends, and what was handed over before. */
export function Page() {
  useTitle('Shift')
  const navigate = useNavigate()
  const { role } = useMe()
  const { teams } = useDirectory()
  const { view, team } = readShiftSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const go = (search: ShiftSearch) => void navigate({ to: '/shift', search, replace: true })
  const step = (by: 1 | -1) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')]
    rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement as HTMLElement) + by))]?.focus()
  }
  const tabs = [{ id: 'start' as const, label: 'Start' }, ...(role === 'collaborator' ? [] : [{ id: 'end' as const, label: 'End' }]), { id: 'handovers' as const, label: 'Handovers' }]
  useActs('Shift', [
    { id: 'next', label: 'Next', keys: 'j', keyOnly: true, run: () => step(1) }, { id: 'previous', label: 'Previous', keys: 'k', keyOnly: true, run: () => step(-1) },
    ...tabs.filter((tab) => tab.id !== (view ?? 'start')).map((tab) => ({ id: `shift-${tab.id}`, label: tab.id === 'handovers' ? 'See earlier handovers' : `Go to the ${tab.label.toLowerCase()} of my shift`, run: () => go(tab.id === 'start' ? {} : { view: tab.id }) })),
  ])
  return (
    <PageBody
      title="Shift" lead="What you take over, and what you leave."
      actions={view === 'handovers' && teams.length > 1 && <Select label="Team" options={[{ id: all, label: 'All teams' }, ...teams.map((one) => ({ id: one.id, label: one.name }))]} value={team ?? all} onChange={(id) => go({ view, ...(id === all ? {} : { team: id }) })} className="w-44" />}
    >
      <div data-chrome><Tabs label="Sides of a shift" tabs={tabs} value={view ?? 'start'} onChange={(id) => go(id === 'start' ? {} : { view: id })} className="mb-6" /></div>
      <Chooser onOpenTicket={(number) => void navigate({ to: '/tickets/$number', params: { number: String(number) } })} />
      {view === 'end' && role !== 'collaborator' ? <EndOfShift team={team ?? null} onTeam={(id) => go({ view: 'end', team: id })} /> : view === 'handovers' ? <HandoverList teamId={team ?? null} /> : <StartOfShift />}
    </PageBody>
  )
}
