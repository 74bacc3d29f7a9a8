import { Pencil, Trash2 } from 'lucide-react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import type { MenuGroups } from '../../../ui/menu.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { savedViewsQuery } from './ticket-queries.ts'
import { call, type SavedView } from './tickets-call.ts'

const readViews = () => cache.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
const failed = (error: unknown) => toasts.show({ text: wordsFor(error), tone: 'bad' })

async function remove({ id, may: _, ...view }: SavedView, onGone: () => void): Promise<void> {
  try {
    await call('DELETE /views/:id', { params: { id } })
    onGone()
    await readViews()
    const back = () => call('POST /views', { body: { ...view, id: newId() } }).then(readViews)
    toasts.show({ text: `Removed the view ${view.name}`, undo: () => void back().catch(failed) })
  } catch (error) {
    failed(error)
  }
}

/** What can be done with a view one may change: behind the button over its list, and where it stands in the column. */
export const savedViewActs = (one: SavedView, onChange: () => void, onGone: () => void): MenuGroups => [{ actions: [
  { id: 'change', label: 'Change name and who sees it', icon: Pencil, onSelect: onChange },
  { id: 'remove', label: 'Remove view', icon: Trash2, onSelect: () => void remove(one, onGone) },
] }]
