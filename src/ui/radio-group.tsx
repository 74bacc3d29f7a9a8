import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { classNames } from './class-names.ts'
import type { Option } from './option.ts'

export type RadioGroupProps<Id extends string> = {
  options: readonly Option<Id>[]
  value: Id | null
  onChange: (id: Id) => void
  label: string
  name?: string
  /** Side by side as one bar, for two to four short words. */
  asBar?: boolean
  className?: string
}

/** Keys with ⌘ or Ctrl are the page's: a radio would keep Enter for itself. */
const leaveChords = (event: { ctrlKey: boolean; metaKey: boolean; preventBaseUIHandler: () => void }) => { if (event.ctrlKey || event.metaKey) event.preventBaseUIHandler() }

/** One choice out of a few that should all be seen. */
export function RadioGroup<Id extends string>({ options, value, onChange, label, name, asBar, className }: RadioGroupProps<Id>) {
  // In a field its label would name each of them: they are called by their own words.
  const own = useId()
  return (
    <Base
      value={value} onValueChange={(id) => onChange(id as Id)} name={name} aria-label={label}
      className={classNames(asBar ? 'inline-flex rounded-md bg-n-4 p-0.5' : 'flex flex-col gap-1.5', className)}
    >
      {options.map((option) =>
        asBar ? (
          <Radio.Root key={option.id} value={option.id} aria-labelledby={`${own}${option.id}`} onKeyDown={leaveChords} className="flex h-7 items-center justify-center gap-1.5 rounded-[5px] px-2.5 text-ui text-muted transition-colors select-none hover:text-ink data-[checked]:bg-raised data-[checked]:font-medium data-[checked]:text-ink max-sm:h-9">
            {option.sign}<span id={`${own}${option.id}`}>{option.label}</span>
          </Radio.Root>
        ) : (
          <label key={option.id} className="flex items-start gap-2 text-ui max-sm:py-1.5">
            <Radio.Root value={option.id} aria-labelledby={`${own}${option.id}`} aria-describedby={option.disabledReason ?? option.detail ? `${own}${option.id}-more` : undefined} disabled={Boolean(option.disabledReason)} onKeyDown={leaveChords} className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control-line bg-paper transition-colors data-[checked]:border-[5px] data-[checked]:border-ink data-[disabled]:opacity-50" />
            {option.sign}
            <span className="min-w-0">
              <span id={`${own}${option.id}`}>{option.label}</span>
              {(option.disabledReason ?? option.detail) && <span id={`${own}${option.id}-more`} className="block text-meta text-muted">{option.disabledReason ?? option.detail}</span>}
            </span>
          </label>
        ),
      )}
    </Base>
  )
}
