import { Menu as MenuSign } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useTitle } from '../../core/web/title.ts'
import { DraftList, type ListedDraft } from '../../rooms/tickets/web/draft-list.tsx'
import type { Mode } from '../../rooms/tickets/web/draft-keeper.ts'
import { draftsQuery } from '../../rooms/tickets/web/ticket-queries.ts'
import { PageHead } from '../../ui/frame/page-head.tsx'
import { useFrameWidth } from '../../ui/frame/use-width.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { openViews } from '../shell/shell-state.ts'

/** The inbox's list of what one began to write. */
export function InboxDrafts({ number, mode, onOpen }: { number: number | null; mode: Mode | null; onOpen: (draft: ListedDraft) => void }) {
  const width = useFrameWidth()
  const count = useQuery(draftsQuery).data?.length
  const alone = number === null
  useTitle(alone ? 'Drafts' : '')
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <PageHead title={<span className="flex items-center gap-1">{(width === 'phone' || width === 'narrow') && <IconButton icon={MenuSign} label="Views" onClick={openViews} className="-ml-2" />}Drafts</span>} detail={count} level={alone ? 1 : 2} />
      <div className="min-h-0 flex-1"><DraftList open={number} mode={mode} onOpen={onOpen} /></div>
    </div>
  )
}
