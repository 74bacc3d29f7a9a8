import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'children'> & {
  icon: LucideIcon
  /** What it does, in words: read aloud and shown on hover. */
  label: string
  shortcut?: string
  size?: 'small' | 'medium'
  /** Whether a toggle is on. */
  pressed?: boolean
  loading?: boolean
  disabledReason?: string | null | false
  side?: 'top' | 'bottom' | 'left' | 'right'
}

/** A sign to press; its words appear on hover. */
export function IconButton({ icon: Icon, label, shortcut, size = 'medium', pressed, loading, disabledReason, side = 'bottom', className, onClick, type = 'button', ...rest }: IconButtonProps) {
  const inert = loading || Boolean(disabledReason)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (inert) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Tooltip text={disabledReason ? `${label}: ${disabledReason}` : label} shortcut={shortcut} side={side}>
      <button
        {...rest}
        type={type}
        onClick={press}
        aria-label={disabledReason ? `${label}: ${disabledReason}` : label}
        aria-pressed={pressed}
        aria-disabled={inert || undefined}
        className={classNames(
          'inline-grid shrink-0 place-items-center rounded-md text-muted transition-colors select-none hover:bg-hover hover:text-ink active:bg-pressed data-[popup-open]:bg-pressed data-[popup-open]:text-ink',
          size === 'small' ? 'size-6 max-sm:size-9' : 'size-8 max-sm:size-10',
          pressed && 'bg-pressed text-ink', disabledReason && 'opacity-45', className,
        )}
      >
        {loading ? <Spinner /> : <Icon aria-hidden size={size === 'small' ? 14 : 16} strokeWidth={1.75} />}
      </button>
    </Tooltip>
  )
}
