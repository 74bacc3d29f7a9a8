import { useRender } from '@base-ui/react/use-render'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from '../class-names.ts'
import { shortCount } from '../count.tsx'
import { Tooltip } from '../tooltip.tsx'

/** The narrow strip of places at the left; `foot` stays at the bottom. */
export function Rail({ head, foot, children }: { head?: ReactNode; foot?: ReactNode; children: ReactNode }) {
  return (
    <nav aria-label="Places" className="flex h-full flex-col items-center gap-1 bg-ground py-2">
      {head}
      {children}
      {foot && <div className="mt-auto flex flex-col items-center gap-1">{foot}</div>}
    </nav>
  )
}

export type RailItemProps = {
  icon: LucideIcon
  label: string
  shortcut?: string
  current?: boolean
  /** A dot says something wants attention here; the number is read aloud. */
  count?: number
  /** The element to be: `<Link to="/inbox" />`, or a button. */
  render?: ReactElement<Record<string, unknown>>
  onClick?: () => void
}

/** One place on the rail. */
export function RailItem({ icon: Icon, label, shortcut, current, count, render, onClick }: RailItemProps) {
  const item = useRender({
    defaultTagName: 'button',
    render,
    props: {
      ...(render ? {} : { type: 'button' as const }),
      onClick,
      'aria-label': count ? `${label}, ${count}` : label,
      'aria-current': current ? 'page' : undefined,
      className: classNames('relative grid size-9 place-items-center rounded-md transition-colors', current ? 'bg-pressed text-ink' : 'text-muted hover:bg-hover hover:text-ink'),
      children: (
        <>
          <Icon aria-hidden size={18} strokeWidth={current ? 2 : 1.75} />
          {Boolean(count) && <span aria-hidden className="absolute top-1.5 right-1.5 size-[7px] rounded-full bg-own-solid ring-2 ring-ground" />}
        </>
      ),
    },
  })
  return <Tooltip text={label} shortcut={shortcut} side="right">{item}</Tooltip>
}

export type BottomBarProps = { items: readonly (RailItemProps & { id: string })[] }

/** The same places within reach of one thumb. */
export function BottomBar({ items }: BottomBarProps) {
  return (
    <nav aria-label="Places" className="flex h-14">
      {items.map(({ id, ...item }) => <BottomItem key={id} {...item} />)}
    </nav>
  )
}

function BottomItem({ icon: Icon, label, current, count, render, onClick }: RailItemProps) {
  return useRender({
    defaultTagName: 'button',
    render,
    props: {
      onClick,
      'aria-current': current ? 'page' : undefined,
      className: classNames('relative flex flex-1 flex-col items-center justify-center gap-0.5 text-[11px]/4 font-medium', current ? 'text-ink' : 'text-muted'),
      children: (
        <>
          <Icon aria-hidden size={20} strokeWidth={current ? 2 : 1.75} />
          {label}
          {Boolean(count) && <span className="absolute top-1.5 left-[calc(50%+6px)] min-w-4 rounded-full bg-own-solid px-1 text-center text-[10px]/4 font-semibold text-paper">{shortCount(count!)}</span>}
        </>
      ),
    },
  })
}
