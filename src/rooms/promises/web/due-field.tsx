import { use, useState } from 'react'
import { atHour } from '../../../ui/at-hour.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { exactTime } from '../../../ui/time-text.ts'
import { ReaderContext } from '../../../ui/time.tsx'

const minute = 60_000

/** An instant as an input for local times wants it. */
export const localInput = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * minute).toISOString().slice(0, 16)

/** Until when: some usual times, or any other. The zone is said, for a customer may live in another. */
export function DueField({ label, value, onChange, error, zone }: { label: string; value: number; onChange: (at: number) => void; error?: string | null; zone?: string | null }) {
  const reader = use(ReaderContext)
  const [now] = useState(() => Date.now())
  const here = reader.zone ?? 'UTC'
  const usual = [{ label: 'In an hour', at: now + 60 * minute }, { label: 'Today 17:00', at: atHour(now, 0, 17, here) }, { label: 'Tomorrow 12:00', at: atHour(now, 1, 12, here) }, { label: 'Tomorrow 17:00', at: atHour(now, 1, 17, here) }].filter((one) => one.at > now)
  return (
    <Field label={label} error={error} help={zone && zone !== here && !Number.isNaN(value) ? `For the customer that is ${exactTime(value, { ...reader, zone })}.` : undefined}>
      <div className="flex flex-wrap items-center gap-1.5">
        <input type="datetime-local" aria-label={label} value={Number.isNaN(value) ? '' : localInput(value)} onChange={(event) => onChange(Date.parse(event.target.value))} className="h-8 w-52 rounded-md border border-control-line/60 bg-paper px-2 text-ui max-sm:h-10" />
        {usual.map((one) => <Button key={one.label} size="small" variant="ghost" onClick={() => onChange(one.at)}>{one.label}</Button>)}
      </div>
    </Field>
  )
}
