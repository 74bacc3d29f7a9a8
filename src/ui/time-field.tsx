import { use } from 'react'
import { ReaderContext } from './time.tsx'
import { instantOf, wallAt } from '../core/wall-time.ts'

const two = (n: number): string => String(n).padStart(2, '0')

/** A day and a time, as clocks show them where the reader is: not where the browser thinks it is. Milliseconds since 1970; NaN while it is not whole. */
export function TimeField({ label, value, onChange, className }: { label: string; value: number; onChange: (at: number) => void; className?: string }) {
  const { zone = 'UTC' } = use(ReaderContext)
  const at = Number.isNaN(value) ? null : wallAt(value, zone)
  const read = (text: string) => {
    const [, year, month, day, hour, minute] = (/^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text) ?? []).map(Number)
    onChange(year === undefined ? Number.NaN : instantOf({ year, month: month!, day: day!, hour: hour!, minute: minute! }, zone))
  }
  return (
    <input
      type="datetime-local" aria-label={label} value={at ? `${String(at.year).padStart(4, '0')}-${two(at.month)}-${two(at.day)}T${two(at.hour)}:${two(at.minute)}` : undefined} onChange={(event) => read(event.target.value)}
      className={`h-8 w-56 rounded-md border border-control-line/60 bg-paper px-2 text-ui max-sm:h-10 ${className ?? ''}`}
    />
  )
}
