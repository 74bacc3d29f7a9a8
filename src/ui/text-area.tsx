import { Field } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlLook } from './control-look.ts'

export type TextAreaProps = Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> & {
  value?: string
  onChange?: (value: string) => void
}

/** Several lines to write in; grows with what is written. */
export function TextArea({ onChange, className, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field.Control
      render={<textarea {...rest} rows={rows} onChange={(event) => onChange?.(event.currentTarget.value)} />}
      className={classNames(controlLook, 'field-sizing-content max-h-80 min-h-16 resize-none py-1.5', className)}
    />
  )
}
