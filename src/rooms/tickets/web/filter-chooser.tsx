import { useQuery } from '@tanstack/react-query'
import { CircleCheckBig, CircleDashed, Clock, Tag, TextSearch, UserRound, UserRoundX, Users } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { CommandPalette } from '../../../ui/command-palette.tsx'
import { PriorityMark } from '../../../ui/priority-mark.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { faceOf, useDirectory, useMe } from '../../people/web/directory.ts'
import { priorities } from '../rules.ts'
import { toggled, withReason, type NamedReason } from './filter-words.ts'
import { tagsQuery } from './ticket-queries.ts'
import type { Filter } from './tickets-call.ts'

const week = 7 * 86_400_000
const statuses = ['open', 'waiting', 'closed'] as const

/** One box to narrow a list by anything: type a name, a tag, a team, a word of the subject. */
export default function FilterChooser({ filter, reasons, onChange, onDone }: { filter: Filter; reasons: readonly NamedReason[]; onChange: (next: Filter) => void; onDone: () => void }) {
  const [query, setQuery] = useState('')
  const me = useMe()
  const { active, teams } = useDirectory()
  const tags = useQuery(tagsQuery('')).data ?? []
  const words = query.trim()
  const by = (field: 'status' | 'teamId' | 'ownerId' | 'tag' | 'priority', value: string) => () => onChange(toggled(filter, field, value))
  const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)
  return (
    <CommandPalette
      open onOpenChange={(open) => !open && onDone()} placeholder="Filter by owner, team, tag, priority, closing reason, words" onQuery={setQuery}
      groups={[
        { label: 'Owner', actions: [
          { id: 'owner-me', label: 'Owned by me', icon: UserRound, words: ['mine'], run: by('ownerId', 'me') },
          { id: 'owner-none', label: 'Unowned', icon: UserRoundX, run: by('ownerId', 'none') },
        ] },
        { label: 'Status', actions: statuses.map((one) => ({ id: `status-${one}`, label: capital(one), sign: <StatusDot status={one} />, run: by('status', one) })) },
        { label: 'Priority', actions: priorities.toReversed().map((one) => ({ id: `priority-${one}`, label: `${capital(one)} priority`, sign: <PriorityMark priority={one} />, run: by('priority', one) })) },
        { label: 'Team', actions: teams.map((one) => ({ id: `team-${one.id}`, label: one.name, icon: Users, run: by('teamId', one.id) })) },
        { label: 'Tag', actions: tags.map((one) => ({ id: `tag-${one}`, label: one, icon: Tag, run: by('tag', one) })) },
        { label: 'Closed for', actions: reasons.map((one) => ({ id: `closed-${one.name}`, label: `Closed: ${one.name}`, icon: CircleCheckBig, words: ['reason', 'solved'], run: () => onChange(withReason(filter, one)) })) },
        { label: 'Time', actions: [{ id: 'quiet', label: 'Quiet for a week', icon: Clock, words: ['old', 'stale'], run: () => onChange({ ...filter, lastBefore: new Date(Math.floor((Date.now() - week) / 3_600_000) * 3_600_000).toISOString() }) }] },
        { label: 'Teammates', actions: active.filter((one) => one.id !== me.id).map((one) => ({ id: `owner-${one.id}`, label: `Owned by ${one.name}`, sign: <Avatar person={faceOf(one)} size={16} decorative />, run: by('ownerId', one.id) })) },
      ]}
      found={words.length > 1 ? [{ label: 'Words', actions: [
        { id: 'text', label: `Subject holds “${words}”`, icon: TextSearch, run: () => onChange({ ...filter, text: words }) },
        { id: 'tag-typed', label: `Tag ${words.toLowerCase()}`, icon: CircleDashed, run: by('tag', words.toLowerCase()) },
      ] }] : []}
    />
  )
}
