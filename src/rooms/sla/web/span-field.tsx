import { useState } from 'react'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'

const units = [{ id: '1', label: 'minutes' }, { id: '60', label: 'hours' }, { id: '1440', label: 'days' }] as const
type Unit = (typeof units)[number]['id']
const unitOf = (minutes: number | null): Unit => (minutes && minutes % 1440 === 0 ? '1440' : minutes && minutes % 60 === 0 ? '60' : minutes ? '1' : '60')

/** A stretch of time, in minutes; empty for none. */
export function SpanField({ label, help, value, onChange, error }: { label: string; help?: string; value: number | null; onChange: (minutes: number | null) => void; error?: string }) {
  const [unit, setUnit] = useState<Unit>(() => unitOf(value))
  const [typed, setTyped] = useState(() => (value === null ? '' : String(value / Number(unitOf(value)))))
  const put = (text: string, by: Unit) => {
    setTyped(text)
    setUnit(by)
    const n = Math.round(Number(text.replace(',', '.')) * Number(by))
    onChange(text.trim() === '' || !(n > 0) ? null : n)
  }
  return (
    <Field label={label} help={help} error={error}>
      <div className="flex gap-2">
        <TextInput value={typed} onChange={(text) => put(text, unit)} inputMode="decimal" placeholder="none" aria-label={label} className="w-20" />
        <Select label={`Unit of ${label.toLowerCase()}`} options={units} value={unit} onChange={(by) => put(typed, by)} className="w-28" />
      </div>
    </Field>
  )
}
