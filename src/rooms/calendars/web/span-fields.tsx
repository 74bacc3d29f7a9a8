import { Plus, X } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import type { Span } from './calendars.ts'

/** A day ends at midnight: browsers write that as the beginning of the next. */
const shown = (time: string): string => (time === '24:00' ? '00:00' : time)

/** The spans of one day; without any it is closed. */
export function SpanFields({ of, spans, onChange }: { of: string; spans: readonly Span[]; onChange: (spans: Span[]) => void }) {
  const put = (at: number, part: Partial<Span>) => onChange(spans.map((one, n) => (n === at ? { ...one, ...part } : one)))
  const add = () => onChange([...spans, spans.length ? { from: shown(spans.at(-1)!.to), to: '24:00' } : { from: '09:00', to: '17:00' }])
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {spans.length === 0 && <span className="flex h-8 items-center text-ui text-muted">Closed</span>}
      {spans.map((one, at) => (
        <span key={at} className="flex items-center gap-1.5">
          <TextInput type="time" aria-label={`${of} opens`} value={one.from} onChange={(from) => from && put(at, { from })} className="w-32" />
          <span aria-hidden className="text-muted">–</span>
          <TextInput type="time" aria-label={`${of} closes`} value={shown(one.to)} onChange={(to) => to && put(at, { to: to === '00:00' ? '24:00' : to })} className="w-32" />
          {one.to <= one.from && <span className="text-meta text-muted">next day</span>}
          <IconButton icon={X} size="small" label={`Remove ${of} ${one.from}`} onClick={() => onChange(spans.filter((_, n) => n !== at))} />
        </span>
      ))}
      {spans.length < 6 && <IconButton icon={Plus} size="small" label={spans.length ? `Open ${of} once more` : `Open on ${of}`} onClick={add} />}
    </div>
  )
}
