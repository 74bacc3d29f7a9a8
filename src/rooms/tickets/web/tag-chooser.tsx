import { useQuery } from '@tanstack/react-query'
import { Check, Plus, Tag } from 'lucide-react'
import { useState } from 'react'
import { CommandPalette } from '../../../ui/command-palette.tsx'
import { tagsQuery } from './ticket-queries.ts'
import type { ChooserProps } from './chooser.tsx'
import { toggleTag } from './ticket-verbs.ts'

/** Tags to put on or take off; a word that is none yet becomes one. */
export default function TagChooser({ rows, onDone }: ChooserProps) {
  const [query, setQuery] = useState('')
  const known = useQuery(tagsQuery('')).data ?? []
  const found = useQuery({ ...tagsQuery(query.trim()), enabled: query.trim() !== '', placeholderData: (before) => before }).data ?? []
  const on = [...new Set(rows.flatMap((row) => row.tags))].sort()
  const rest = [...new Set([...found, ...known])].filter((tag) => !on.includes(tag))
  const fresh = query.trim().toLowerCase()
  const action = (tag: string, label: string, icon: typeof Tag) => ({ id: `tag-${tag}`, label, icon, run: () => void toggleTag(rows, tag) })
  return (
    <CommandPalette
      open onOpenChange={(open) => !open && onDone()} placeholder="Tag" onQuery={setQuery}
      groups={[
        { label: 'On it: choose to take off', actions: on.map((tag) => action(tag, tag, Check)) },
        { label: 'Used here', actions: rest.map((tag) => action(tag, tag, Tag)) },
      ]}
      found={fresh && !on.includes(fresh) && !rest.includes(fresh) ? [{ label: 'New', actions: [action(fresh, `Make the tag ${fresh}`, Plus)] }] : []}
    />
  )
}
