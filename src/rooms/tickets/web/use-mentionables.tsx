import { Users } from 'lucide-react'
import { useCallback } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import type { Mentionable } from '../../../ui/rich-text.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'

const most = 8

/** Who fits after an @: teammates by any word of their name, then teams. */
export function useMentionables(): (query: string) => Promise<readonly Mentionable[]> {
  const me = useMe()
  const { active, teams, face } = useDirectory()
  return useCallback(async (query: string) => {
    const typed = query.trim().toLowerCase()
    const fits = (name: string) => name.toLowerCase().split(/\s+/).some((word) => word.startsWith(typed)) || name.toLowerCase().startsWith(typed)
    const people = active.filter((one) => one.id !== me.id && fits(one.name)).map((one): Mentionable => ({ id: one.id, kind: 'person', label: one.name, detail: face(one.id).status ?? (one.title || undefined), sign: <Avatar person={face(one.id)} size={20} showPresence decorative /> }))
    const groups = teams.filter((one) => fits(one.name)).map((one): Mentionable => ({ id: one.id, kind: 'team', label: one.name, detail: `${one.members.length} people`, sign: <Users aria-hidden size={16} className="text-muted" /> }))
    return [...people, ...groups].slice(0, most)
  }, [active, teams, face, me.id])
}
