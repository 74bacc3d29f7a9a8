import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { controlLook, optionLook, popupLook } from './control-look.ts'
import type { Option } from './option.ts'
import { useOptions } from './use-options.ts'

type Shared = {
  /** Known options, filtered here … */
  options?: readonly Option[]
  /** … or found elsewhere as one types. */
  load?: (query: string, signal: AbortSignal) => Promise<readonly Option[]>
  /** Names it where no Field does. */
  label?: string
  placeholder?: string
  /** Said when nothing fits. */
  empty?: string
  name?: string
  className?: string
}

export type ComboboxProps = Shared &
  ({ multiple?: false; value: Option | null; onChange: (value: Option | null) => void } | { multiple: true; value: readonly Option[]; onChange: (value: Option[]) => void })

/** One or several choices out of many, found by typing. */
export function Combobox(props: ComboboxProps) {
  const { options, load, label, placeholder = 'Search', empty = 'Nothing fits', name, className } = props
  const chips = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(false)
  const { found, loading, failed } = useOptions(options, load, query)
  const change = (value: Option | Option[] | null) => {
    if (props.multiple) props.onChange((value ?? []) as Option[])
    else props.onChange(value as Option | null)
  }
  return (
    <Base.Root<Option, boolean, Option>
      multiple={Boolean(props.multiple)}
      items={found}
      filter={load ? null : undefined}
      value={props.value as never}
      onValueChange={(value) => change(value as Option | Option[] | null)}
      onInputValueChange={setQuery}
      onOpenChange={setOpen}
      itemToStringLabel={(option) => option.label}
      itemToStringValue={(option) => option.id}
      isItemEqualToValue={(a, b) => a.id === b.id}
      autoHighlight
      name={name}
    >
      {props.multiple ? (
        <Base.Chips ref={chips} className={classNames(controlLook, 'flex min-h-8 flex-wrap items-center gap-1 px-1 py-[3px] has-focus-visible:border-focus', className)}>
          {props.value.map((option) => (
            <Base.Chip key={option.id} className="flex h-6 items-center gap-1 rounded-sm bg-n-4 pl-1.5 text-meta text-ink data-[highlighted]:bg-n-6">
              {option.sign}{option.label}
              <Base.ChipRemove aria-label={`Remove ${option.label}`} className="grid size-6 place-items-center rounded-sm text-muted hover:text-ink"><X aria-hidden size={12} /></Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input aria-label={label} placeholder={props.value.length ? '' : placeholder} className="h-6 min-w-20 flex-1 bg-transparent px-1.5 text-ui outline-none max-sm:text-[16px]" />
        </Base.Chips>
      ) : (
        <span className={classNames('relative flex items-center', className)}>
          {/* Closed, Esc is for the dialog around it; it must not empty the field. */}
          <Base.Input aria-label={label} placeholder={placeholder} onKeyDown={(event) => { if (event.key === 'Escape' && !open) event.preventBaseUIHandler() }} className={classNames(controlLook, 'h-8 pr-8 max-sm:h-10')} />
          <Base.Trigger aria-label="Show all" className="absolute right-0 grid size-8 place-items-center text-muted"><ChevronsUpDown aria-hidden size={14} /></Base.Trigger>
        </span>
      )}
      <Base.Portal>
        <Base.Positioner anchor={props.multiple ? chips : undefined} align="start" sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup data-blocks-keys className={classNames(popupLook, 'max-h-[min(20rem,var(--available-height))] w-(--anchor-width) min-w-56 overflow-y-auto')}>
            <Base.Status className="text-meta text-muted">{loading ? <span className="block px-2 py-1.5">Searching…</span> : failed ? <span className="block px-2 py-1.5 text-danger">{failed}</span> : null}</Base.Status>
            <Base.Empty className="text-meta text-muted">{!loading && !failed && <span className="block px-2 py-1.5">{empty}</span>}</Base.Empty>
            <Base.List>
              {(option: Option) => (
                <Base.Item key={option.id} value={option} disabled={Boolean(option.disabledReason)} className={optionLook}>
                  {option.sign}
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{option.label}</span>
                    {(option.disabledReason ?? option.detail) && <span className="block truncate text-meta text-muted">{option.disabledReason ?? option.detail}</span>}
                  </span>
                  <Base.ItemIndicator className="shrink-0"><Check aria-hidden size={14} /></Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
