import { Input } from '@base-ui/react/input'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { controlLook } from './control-look.ts'

export type TextInputProps = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size'> & {
  value?: string
  onChange?: (value: string) => void
  icon?: LucideIcon
  /** A unit or a sign behind the text. */
  trailing?: ReactNode
}

/** One line to write in. */
export function TextInput({ onChange, icon: Icon, trailing, className, value, defaultValue, ...rest }: TextInputProps) {
  return (
    <span className={classNames('relative flex min-w-0 items-center', className)}>
      {Icon && <Icon aria-hidden size={15} strokeWidth={1.75} className="pointer-events-none absolute left-2.5 text-muted" />}
      <Input
        {...rest}
        value={value}
        defaultValue={defaultValue}
        onValueChange={(text) => onChange?.(String(text))}
        className={classNames(controlLook, 'h-8 max-sm:h-10', Icon && 'pl-8', Boolean(trailing) && 'pr-12')}
      />
      {trailing && <span className="absolute right-2.5 flex items-center text-meta text-muted">{trailing}</span>}
    </span>
  )
}
