import { useNavigate, useSearch } from '@tanstack/react-router'
import { UsersRound } from 'lucide-react'
import { useTitle } from '../../core/web/title.ts'
import { useDirectory, useMe } from '../../rooms/people/web/directory.ts'
import { RotaWeek } from '../../rooms/rota/web/rota-week.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Select } from '../../ui/select.tsx'
import { readRotaSearch, type RotaSearch } from './rota-search.ts'
import { TeamFrame } from './team-frame.tsx'

/** Who works when, a week at a time. */
export function Page() {
  useTitle('Rota')
  const navigate = useNavigate()
  const me = useMe()
  const { teams } = useDirectory()
  const { team, week } = readRotaSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const teamId = teams.find((one) => one.id === team)?.id ?? me.teams.find((one) => teams.some((other) => other.id === one.id))?.id ?? teams[0]?.id ?? null
  const go = (search: RotaSearch) => void navigate({ to: '/team/rota', search, replace: true })
  return (
    <TeamFrame tab="rota" width={1240} lead="Who works when, beside what usually comes in." actions={teams.length > 1 && teamId && <Select label="Team" options={teams.map((one) => ({ id: one.id, label: one.name }))} value={teamId} onChange={(id) => go({ team: id, ...(week ? { week } : {}) })} className="w-48" />}>
      {teamId ? <RotaWeek key={teamId} teamId={teamId} week={week ?? null} onWeek={(monday) => go({ ...(team ? { team } : {}), ...(monday ? { week: monday } : {}) })} /> : <EmptyState icon={UsersRound}>There is no team whose rota you may see.</EmptyState>}
    </TeamFrame>
  )
}
