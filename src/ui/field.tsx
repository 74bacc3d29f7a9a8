import { Field as Base } from '@base-ui/react/field'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type FieldProps = {
  label: string
  /** One sentence below, before anything went wrong. */
  help?: ReactNode
  /** What is wrong, in words; marks the control as invalid. */
  error?: ReactNode
  optional?: boolean
  name?: string
  /** Hides the label from sight, not from screen readers. */
  quietLabel?: boolean
  className?: string
  children: ReactNode
}

/** A control with its label above, help below and error in words. Wrap TextInput, TextArea, Select, Combobox … */
export function Field({ label, help, error, optional, name, quietLabel, className, children }: FieldProps) {
  return (
    <Base.Root name={name} invalid={Boolean(error)} className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <Base.Label className={quietLabel ? 'sr-only' : 'text-ui font-medium text-ink'}>
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </Base.Label>
      {children}
      {error && (
        <Base.Error match className="flex items-start gap-1.5 text-meta text-danger">
          <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />
          <span>{error}</span>
        </Base.Error>
      )}
      {help && !error && <Base.Description className="text-meta text-muted">{help}</Base.Description>}
    </Base.Root>
  )
}
