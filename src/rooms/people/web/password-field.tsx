import { useState } from 'react'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'

export type PasswordFieldProps = { label?: string; value: string; onChange: (value: string) => void; error?: string; fresh?: boolean; autoFocus?: boolean; help?: string }

/** A password, which one may look at. `fresh`: a new one, for which the browser may make one up. */
export function PasswordField({ label = 'Password', value, onChange, error, fresh, autoFocus, help }: PasswordFieldProps) {
  const [seen, setSeen] = useState(false)
  return (
    <Field label={label} error={error} help={help ?? (fresh ? 'At least 10 characters. Four words that do not belong together are easy to keep.' : undefined)}>
      <TextInput
        type={seen ? 'text' : 'password'} value={value} onChange={onChange} autoFocus={autoFocus} required autoComplete={fresh ? 'new-password' : 'current-password'} spellCheck={false} autoCapitalize="none"
        trailing={value && <button type="button" onClick={() => setSeen(!seen)} aria-label={seen ? 'Hide the password' : 'Show the password'} className="-mr-1.5 h-6 rounded-sm px-1.5 hover:text-ink">{seen ? 'Hide' : 'Show'}</button>}
      />
    </Field>
  )
}
