import { createContext, use } from 'react'
import { useNow } from './now.ts'
import { agoText, exactTime, shortTime, type Reader } from './time-text.ts'
import { Tooltip } from './tooltip.tsx'

/** The zone and language times are read in; set once at the root of the page. */
export const ReaderContext = createContext<Reader>({})

/** A moment: "14:30" or "3 min", exact with its zone on hover. */
export function Time({ at, as = 'short', className }: { at: number | string; as?: 'short' | 'ago'; className?: string }) {
  const reader = use(ReaderContext)
  const now = useNow()
  const when = typeof at === 'number' ? at : Date.parse(at)
  return (
    <Tooltip text={exactTime(when, reader)}>
      <time dateTime={new Date(when).toISOString()} className={className ?? 'text-meta text-muted tabular-nums'}>
        {as === 'short' ? shortTime(when, now, reader) : agoText(when, now, reader)}
      </time>
    </Tooltip>
  )
}
