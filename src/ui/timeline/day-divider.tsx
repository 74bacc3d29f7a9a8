import { use } from 'react'
import { useNow } from '../now.ts'
import { dayText } from '../time-text.ts'
import { ReaderContext } from '../time.tsx'

/** The name of a day over what was written on it. */
export function DayDivider({ at }: { at: number }) {
  return (
    <h2 className="sticky top-0 z-10 flex justify-center py-1 text-meta font-medium text-muted">
      <span className="rounded-full bg-paper px-2.5 py-0.5">{dayText(at, useNow(60_000), use(ReaderContext))}</span>
    </h2>
  )
}
