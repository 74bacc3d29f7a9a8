import { Switch as Base } from '@base-ui/react/switch'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type SwitchProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
  help?: ReactNode
  name?: string
  disabled?: boolean
  className?: string
}

/** A setting that takes effect the moment it is turned. Words left, switch right. */
export function Switch({ checked, onChange, children, help, name, disabled, className }: SwitchProps) {
  const id = useId()
  return (
    <span className={classNames('flex items-start gap-4 max-sm:py-1.5', className)}>
      <label htmlFor={id} className="min-w-0 flex-1 text-ui text-ink">
        {children}
        {help && <span className="block text-meta text-muted">{help}</span>}
      </label>
      <Base.Root
        id={id} name={name} checked={checked} disabled={disabled} onCheckedChange={onChange}
        className="mt-px flex h-[18px] w-8 shrink-0 items-center rounded-full bg-n-8 p-[2px] transition-colors data-[checked]:bg-own-solid data-[disabled]:opacity-50"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-white transition-transform data-[checked]:translate-x-3.5" />
      </Base.Root>
    </span>
  )
}
