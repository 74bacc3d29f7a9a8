import { use, useState } from 'react'
import { atHour } from '../../../ui/at-hour.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { exactTime } from '../../../ui/time-text.ts'
import { TimeField } from '../../../ui/time-field.tsx'
import { ReaderContext } from '../../../ui/time.tsx'

const minute = 60_000

/** Until when: some usual times, or any other. The zone is said, for a customer may live in another. */
export function DueField({ label, value, onChange, error, zone }: { label: string; value: number; onChange: (at: number) => void; error?: string | null; zone?: string | null }) {
  const reader = use(ReaderContext)
  const [now] = useState(() => Date.now())
  const here = reader.zone ?? 'UTC'
  const usual = [{ label: 'In an hour', at: now + 60 * minute }, { label: 'Today 17:00', at: atHour(now, 0, 17, here) }, { label: 'Tomorrow 12:00', at: atHour(now, 1, 12, here) }, { label: 'Tomorrow 17:00', at: atHour(now, 1, 17, here) }].filter((one) => one.at > now)
  return (
    <Field label={label} error={error} help={zone && zone !== here && !Number.isNaN(value) ? `For the customer that is ${exactTime(value, { ...reader, zone })}.` : undefined}>
      <div className="flex flex-wrap items-center gap-1.5">
        <TimeField label={label} value={value} onChange={onChange} />
        {usual.map((one) => <Button key={one.label} size="small" variant="ghost" onClick={() => onChange(one.at)}>{one.label}</Button>)}
      </div>
    </Field>
  )
}
