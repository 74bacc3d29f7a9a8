import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import { controlLook, optionLook, popupLook } from './control-look.ts'
import type { Option } from './option.ts'

export type SelectProps<Id extends string> = {
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  /** Names it where no Field does. */
  label?: string
  placeholder?: string
  name?: string
  size?: 'small' | 'medium'
  className?: string
}

/** One choice out of a few. */
export function Select<Id extends string>({ options, value, onChange, label, placeholder = 'Choose', name, size = 'medium', className }: SelectProps<Id>) {
  const chosen = options.find((option) => option.id === value)
  return (
    <Base.Root value={value} onValueChange={(id) => id !== null && onChange(id as Id)} name={name} modal={false}>
      <Base.Trigger aria-label={label} className={classNames(controlLook, 'flex items-center gap-2 text-left', size === 'small' ? 'h-7' : 'h-8', 'max-sm:h-10', className)}>
        {chosen?.sign}
        <Base.Value className={classNames('min-w-0 flex-1 truncate', !chosen && 'text-muted')}>{chosen?.label ?? placeholder}</Base.Value>
        <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} collisionPadding={8} className="z-50">
          <Base.Popup data-blocks-keys className={classNames(popupLook, 'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto')}>
            {options.map((option) => (
              <Base.Item key={option.id} value={option.id} label={option.label} disabled={Boolean(option.disabledReason)} className={optionLook}>
                {option.sign}
                <span className="min-w-0 flex-1">
                  <Base.ItemText className="block truncate">{option.label}</Base.ItemText>
                  {(option.disabledReason ?? option.detail) && <span className="block text-meta text-muted">{option.disabledReason ?? option.detail}</span>}
                </span>
                <Base.ItemIndicator className="shrink-0"><Check aria-hidden size={14} /></Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
