import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type CheckboxProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  children?: ReactNode
  /** Names it when there are no words beside it. */
  label?: string
  help?: ReactNode
  /** Some, not all, of what it stands for. */
  mixed?: boolean
  name?: string
  disabled?: boolean
  className?: string
}

/** A yes or no that waits for the form to be sent, or one line of a checklist. */
export function Checkbox({ checked, onChange, children, label, help, mixed, name, disabled, className }: CheckboxProps) {
  const id = useId()
  return (
    <span className={classNames('flex items-start gap-2 max-sm:py-1.5', className)}>
      <Base.Root
        id={id} name={name} checked={checked} indeterminate={mixed} disabled={disabled} onCheckedChange={onChange} aria-label={children ? undefined : label}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-sm border border-control-line bg-paper text-paper transition-colors data-[checked]:border-ink data-[checked]:bg-ink data-[indeterminate]:border-ink data-[indeterminate]:bg-ink data-[disabled]:opacity-50"
      >
        <Base.Indicator>{mixed ? <Minus aria-hidden size={12} strokeWidth={3} /> : <Check aria-hidden size={12} strokeWidth={3} />}</Base.Indicator>
      </Base.Root>
      {children && (
        <label htmlFor={id} className="min-w-0 flex-1 text-ui text-ink">
          {children}
          {help && <span className="block text-meta text-muted">{help}</span>}
        </label>
      )}
    </span>
  )
}
