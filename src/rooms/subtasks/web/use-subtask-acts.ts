import { useQuery } from '@tanstack/react-query'
import { ListChecks, ListPlus } from 'lucide-react'
import type { Head } from '../../tickets/web/tickets-call.ts'
import type { TicketAct } from '../../tickets/web/use-ticket-acts.ts'
import { adding, apply, templatesQuery } from './subtasks.ts'

/** `b` adds a sub-task; templates are put on from the palette. */
export function useSubtaskActs(head: Head): readonly TicketAct[] {
  const { ticket, may } = head
  const templates = useQuery({ ...templatesQuery, enabled: may.change }).data ?? []
  if (!may.change) return []
  return [
    { id: 'subtask', label: 'Add a sub-task', icon: ListChecks, keys: 'b', words: ['checklist', 'to do', 'task'], run: () => adding.set(ticket.id) },
    ...templates.filter((one) => one.teamId === null || one.teamId === ticket.teamId).map((one) => ({ id: `subtasks-${one.id}`, label: `Checklist: ${one.name}`, icon: ListPlus, words: ['template', 'sub-tasks', 'checklist'], run: () => void apply(ticket.id, one) })),
  ]
}
