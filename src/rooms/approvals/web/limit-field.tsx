import { useState } from 'react'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { amountIn } from './amounts.ts'

/** An amount, or empty for any. Sent when one leaves the field. */
export function Limit({ label, currency, value, onChange }: { label: string; currency: string; value: number | null; onChange: (limit: number | null) => void }) {
  const [text, setText] = useState(value === null || value < 0 ? '' : String(value))
  const [error, setError] = useState<string | null>(null)
  const leave = () => {
    const limit = text.trim() === '' ? null : amountIn(text)
    if (text.trim() !== '' && limit === null) return setError('An amount, such as 80.')
    if (limit !== value) onChange(limit)
  }
  return <Field label={label} error={error}><TextInput value={text} inputMode="decimal" placeholder="Any amount" trailing={currency} onChange={(next) => { setText(next); setError(null) }} onBlur={leave} onKeyDown={(event) => { if (event.key === 'Enter') leave() }} /></Field>
}
