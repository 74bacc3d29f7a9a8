import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { faceOf, useDirectory } from '../../rooms/people/web/directory.ts'
import { plainSnippet } from '../../rooms/tickets/web/marked-words.tsx'
import { searchQuery } from '../../rooms/tickets/web/search-query.ts'
import { statusOf } from '../../rooms/tickets/web/ticket-words.ts'
import { useListedActs } from '../../ui/acts.ts'
import { Avatar } from '../../ui/avatar.tsx'
import type { CommandGroup } from '../../ui/command-list.tsx'
import { CommandPalette } from '../../ui/command-palette.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'

/** Everything that can be gone to, done and found, in one box. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => { if (!open) setTyped('') }, [open])
  useEffect(() => {
    const wait = setTimeout(() => setWords(typed.trim()), 120)
    return () => clearTimeout(wait)
  }, [typed])
  const { found, searching } = useFound(open ? words : '')
  const groups = useListedActs().map(({ label, acts }) => ({ label, actions: acts.map(({ keys, ...act }) => ({ ...act, shortcut: keys })) }))
  return <CommandPalette open={open} onOpenChange={onOpenChange} groups={groups} found={found} searching={searching || (typed.trim() !== words && typed !== '')} onQuery={setTyped} />
}

const few = 6

function useFound(words: string): { found: readonly CommandGroup[]; searching: boolean } {
  const navigate = useNavigate()
  const { active } = useDirectory()
  const enough = words.length > 1 || /^#?\d/.test(words)
  const { data, isFetching } = useQuery({ ...searchQuery(words), enabled: enough })
  if (!enough) return { found: [], searching: false }
  const tickets = (data?.tickets ?? []).slice(0, few).map(({ ticket, entryId, snippet, in: place }) => ({
    id: ticket.id, label: ticket.subject, detail: `#${ticket.number} · ${ticket.customerName}${place === 'message' || place === 'note' ? ` · ${plainSnippet(snippet)}` : ''}`, sign: <StatusDot status={statusOf(ticket)} />,
    run: () => void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) }, hash: entryId ? `entry-${entryId}` : undefined }),
  }))
  const customers = (data?.customers ?? []).slice(0, few).map((one) => ({
    id: one.id, label: one.name || one.address || 'A customer', detail: one.company ?? one.address ?? '', sign: <Avatar person={{ id: one.id, name: one.name || '?' }} size={20} decorative />,
    run: () => void navigate({ to: '/customers/$customerId', params: { customerId: one.id } }),
  }))
  const typed = words.toLowerCase()
  const people = active.filter((one) => one.name.toLowerCase().split(/\s+/).some((word) => word.startsWith(typed)) || one.name.toLowerCase().startsWith(typed)).slice(0, few).map((one) => ({
    id: one.id, label: one.name, detail: 'their tickets', sign: <Avatar person={faceOf(one)} size={20} showPresence decorative />,
    run: () => void navigate({ to: '/inbox/$view', params: { view: 'all' }, search: { ownerId: [one.id] } }),
  }))
  const all = { id: 'search-all', label: `Search everywhere for “${words}”`, icon: Search, run: () => void navigate({ to: '/search', search: { q: words } }) }
  return { found: [{ label: 'Tickets', actions: tickets }, { label: 'Customers', actions: customers }, { label: 'Teammates', actions: people }, { label: 'More', actions: [all] }], searching: isFetching }
}
