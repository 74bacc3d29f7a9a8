import { Search } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Table, type Column } from '../../../ui/table.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Time } from '../../../ui/time.tsx'
import { faceOf, useDirectory, useMe, type Teammate } from './directory.ts'
import { roleName } from './staff.ts'

const fits = (one: Teammate, words: string) => words.toLowerCase().split(/\s+/).every((word) => `${one.name} ${one.email} ${one.title} ${one.teams.map((t) => t.name).join(' ')}`.toLowerCase().includes(word))

/** Everybody who works here, found while typing; `state` shows those who left instead. */
export function PeopleList({ state, onOpen }: { state: 'active' | 'deactivated'; onOpen: (id: string) => void }) {
  const me = useMe()
  const [search, setSearch] = useState('')
  const { everyone } = useDirectory()
  const rows = everyone.filter((one) => one.kind === 'person' && Boolean(one.deactivatedAt) === (state === 'deactivated') && fits(one, search.trim()))
  if (!everyone.length) return <SkeletonRows rows={5} label="Loading teammates" />
  return (
    <>
      <TextInput icon={Search} value={search} onChange={setSearch} aria-label="Search teammates" placeholder="Name, address, team" className="mb-3 max-w-[320px]" />
      {!rows.length && <EmptyState>{search ? 'Nobody here fits these words.' : 'Nobody has left.'}</EmptyState>}
      {rows.length > 0 && <div className="max-sm:hidden"><Table caption="Teammates" columns={columns(me.id, onOpen)} rows={rows} keyOf={(one) => one.id} /></div>}
      <ul aria-label="Teammates" className="flex flex-col divide-y divide-line sm:hidden">{rows.map((one) => <li key={one.id}><PersonButton one={one} mine={one.id === me.id} onOpen={onOpen} withRole /></li>)}</ul>
    </>
  )
}

/** Face, name and where to reach them; opens the teammate. */
function PersonButton({ one, mine, onOpen, withRole }: { one: Teammate; mine: boolean; onOpen: (id: string) => void; withRole?: boolean }) {
  return (
    <button type="button" onClick={() => onOpen(one.id)} className="flex w-full min-w-0 items-center gap-2.5 rounded-sm py-1 text-left max-sm:py-2.5">
      <Avatar person={faceOf(one)} size={32} showPresence decorative />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5 text-ui font-medium text-ink"><span className="truncate">{one.name}</span>{mine && <span className="font-normal text-muted">you</span>}</span>
        <span className="block truncate text-meta text-muted">{[one.title, one.email].filter(Boolean).join(' · ')}</span>
      </span>
      {withRole && <Badge tone={one.role === 'admin' ? 'own' : 'plain'}>{roleName(one.role)}</Badge>}
    </button>
  )
}

const columns = (me: string, onOpen: (id: string) => void): Column<Teammate>[] => [
  {
    id: 'name', head: 'Name', width: '45%', cell: (one) => <PersonButton one={one} mine={one.id === me} onOpen={onOpen} />,
  },
  { id: 'role', head: 'Role', cell: (one) => <Badge tone={one.role === 'admin' ? 'own' : 'plain'}>{roleName(one.role)}</Badge> },
  { id: 'teams', head: 'Teams', cell: (one) => <span className="text-muted">{one.teams.map((team) => (team.lead ? `${team.name} (lead)` : team.name)).join(', ') || 'none'}</span> },
  { id: 'seen', head: 'Last here', figures: true, cell: (one) => (one.seenAt ? <Time at={one.seenAt} /> : <span className="text-meta text-muted">never</span>) },
]
