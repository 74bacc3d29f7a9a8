import { use } from 'react'
import { useNow } from '../now.ts'
import { dayText } from '../time-text.ts'
import { ReaderContext } from '../time.tsx'

/** The name of a day over what was written on it. */
export function DayDivider({ at }: { at: number }) {
  return (
    <h2 className="flex justify-center py-2 text-meta font-medium text-muted">
      {dayText(at, useNow(60_000), use(ReaderContext))}
    </h2>
  )
}
