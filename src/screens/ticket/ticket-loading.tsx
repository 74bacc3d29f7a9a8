import { PageHead } from '../../ui/frame/page-head.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** A ticket that is on its way, in its final shape. */
export function TicketLoading({ onBack }: { onBack?: () => void }) {
  return (
    <>
      <PageHead onBack={onBack} title={<Skeleton className="h-4 w-64 max-sm:w-40" />} />
      <div role="status" aria-label="Loading the ticket" className="flex h-10 items-center gap-3 border-b border-line px-4"><Skeleton className="h-5 w-24" /><Skeleton className="h-4 w-32" /></div>
    </>
  )
}
