import { CircleCheckBig, Clock, Eye, Inbox, Layers, SlidersHorizontal, UserRound, UserRoundX, Users, type LucideIcon } from 'lucide-react'
import type { Counts, Order, SavedView } from './tickets-call.ts'

/** One view of the inbox as it stands in the column: its name, its sign, and how many tickets it holds where that is known. */
export interface ViewLine { readonly view: string; readonly label: string; readonly icon: LucideIcon; readonly count: (counts: Counts) => number | undefined; readonly keys?: string; readonly empty: string }

export const standardViews: readonly ViewLine[] = [
  { view: 'mine', label: 'Mine', icon: UserRound, keys: 'g m', count: (n) => n.mine.open + n.mine.waiting, empty: 'Tickets you own appear here. Take one from a queue with t.' },
  { view: 'my-teams', label: 'My teams’ queues', icon: Inbox, keys: 'g t', count: (n) => n.myTeams, empty: 'Nobody waits in the queues of your teams.' },
  { view: 'unowned', label: 'Unowned', icon: UserRoundX, keys: 'g u', count: (n) => n.unowned, empty: 'Every open ticket has an owner.' },
  { view: 'following', label: 'Following', icon: Eye, keys: 'g w', count: () => undefined, empty: 'Tickets you follow appear here. Follow one with f.' },
  { view: 'waiting', label: 'Waiting', icon: Clock, count: (n) => n.waiting, empty: 'No ticket waits for anybody.' },
  { view: 'all', label: 'All open', icon: Layers, keys: 'g a', count: (n) => n.all, empty: 'There are no open tickets. New mail appears here by itself.' },
  { view: 'closed', label: 'Closed', icon: CircleCheckBig, count: () => undefined, empty: 'No ticket has been closed yet.' },
]

export const orderNames: Record<Order, string> = { due: 'Due first', priority: 'Priority', newest: 'Newest first', oldest: 'Oldest first', updated: 'Last message first' }

/** A view's name, wherever it is from. */
export function viewName(view: string, teamName: (id: string) => string, saved: readonly SavedView[]): string {
  const [kind, id] = view.split(':') as [string, string?]
  if (kind === 'team') return teamName(id!)
  if (kind === 'saved') return saved.find((one) => one.id === id)?.name ?? 'Saved view'
  return standardViews.find((one) => one.view === view)?.label ?? 'Inbox'
}

export const emptyWords = (view: string, filtered: boolean): string =>
  filtered ? 'Nothing here fits the filter.' : standardViews.find((one) => one.view === view)?.empty ?? (view.startsWith('team:') ? 'This team has no open tickets.' : 'No ticket fits this view now.')

export { SlidersHorizontal as savedIcon, Users as teamIcon }
