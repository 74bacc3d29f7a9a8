import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

/** What happened, what was kept, what to do. */
export function ErrorState({ what, kept, onRetry, action }: { what: string; kept?: string; onRetry?: () => void; action?: ReactNode }) {
  return (
    <div role="alert" className="flex flex-col items-center justify-center gap-3 px-6 py-12 text-center">
      <CircleAlert aria-hidden size={22} strokeWidth={1.5} className="text-late" />
      <div className="max-w-[44ch] text-ui text-balance">
        <p className="font-medium text-ink">{what}</p>
        {kept && <p className="text-muted">{kept}</p>}
      </div>
      {action ?? (onRetry && <Button onClick={onRetry}>Try again</Button>)}
    </div>
  )
}
