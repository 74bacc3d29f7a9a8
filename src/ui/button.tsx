import type { LucideIcon } from 'lucide-react'
import { useId, type ComponentProps, type MouseEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

const looks = {
  primary: 'bg-ink text-paper hover:bg-soft-ink active:bg-n-11 border-transparent',
  secondary: 'bg-raised text-ink border-line-strong hover:bg-n-2 active:bg-n-3',
  ghost: 'bg-transparent text-soft-ink border-transparent hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'bg-danger-solid text-white border-transparent hover:brightness-95 active:brightness-90',
  note: 'bg-note-solid text-note-soft border-transparent hover:brightness-95 active:brightness-90',
}

const sizes = {
  small: 'h-7 px-2 gap-1.5 rounded-md max-sm:h-9',
  medium: 'h-8 px-3 gap-2 rounded-md max-sm:h-10',
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  children: ReactNode
  variant?: keyof typeof looks
  size?: keyof typeof sizes
  icon?: LucideIcon
  /** Shows a turning sign and ignores presses. */
  loading?: boolean
  /** The key that does the same, shown inside: `⌘↵`. */
  shortcut?: string
  /** Why it cannot be pressed now. A button is never disabled without saying so. */
  disabledReason?: string | null | false
}

/** A verb to press. */
export function Button({ children, variant = 'secondary', size = 'medium', icon: Icon, loading, shortcut, disabledReason, className, onClick, type = 'button', ...rest }: ButtonProps) {
  const reasonId = useId()
  const inert = loading || Boolean(disabledReason)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (inert) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      {...rest}
      type={type}
      onClick={press}
      aria-disabled={inert || undefined}
      aria-busy={loading || undefined}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center border font-medium text-ui whitespace-nowrap select-none transition-colors',
        sizes[size], disabledReason ? 'border-transparent bg-pressed text-muted' : looks[variant], className,
      )}
    >
      {loading ? <Spinner /> : Icon && <Icon aria-hidden size={15} strokeWidth={1.75} className="-ml-0.5 shrink-0" />}
      <span className="truncate">{children}</span>
      {shortcut && <Kbd keys={shortcut} tone={variant === 'secondary' || variant === 'ghost' || disabledReason ? 'plain' : 'inverse'} className="-mr-1" />}
    </button>
  )
  if (!disabledReason) return button
  return (
    <>
      <Tooltip text={disabledReason}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">{disabledReason}</span>
    </>
  )
}
