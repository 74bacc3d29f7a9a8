import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type ListRowProps = {
  active: boolean
  selected?: boolean
  unread?: boolean
  /** Where it stands: before the title. */
  sign: ReactNode
  title: ReactNode
  /** Loud marks behind the title: priority. */
  corner?: ReactNode
  /** Second line, left: who, what was said last. */
  detail: ReactNode
  /** Second line, right: the clock. */
  time?: ReactNode
  /** First line, right: who owns it. */
  owner?: ReactNode
}

/** A row of 60 pixels in a VirtualList: two lines, owner and time always in the same place. */
export function ListRow({ active, selected, unread, sign, title, corner, detail, time, owner }: ListRowProps) {
  return (
    <div
      className={classNames(
        'relative flex h-full flex-col justify-center gap-0.5 border-b border-line pr-3 pl-4 select-none',
        selected ? 'bg-focus-soft' : active ? 'bg-n-3' : 'hover:bg-hover',
      )}
    >
      {active && <span aria-hidden className="absolute inset-y-0 left-0 w-[3px] bg-ink" />}
      {unread && !active && <span aria-hidden className="absolute top-[18px] left-[5px] size-[6px] rounded-full bg-focus" />}
      <div className="flex h-5 min-w-0 items-center gap-2.5">
        <span className="flex w-3.5 shrink-0 items-center">{selected ? <span className="grid size-3.5 place-items-center rounded-[3px] bg-focus text-paper"><Check aria-label="Selected" size={11} strokeWidth={3} /></span> : sign}</span>
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          <span className={classNames('truncate text-ui text-ink', unread && 'font-semibold')}>{title}</span>
          {corner}
          {unread && <span className="sr-only">unread</span>}
        </span>
        <span className="flex shrink-0 items-center">{owner}</span>
      </div>
      <div className="flex h-5 min-w-0 items-center gap-2 pl-6 text-meta text-muted">
        <span className="flex min-w-0 flex-1 items-center gap-1.5 overflow-hidden">{detail}</span>
        <span className="flex max-w-[58%] shrink-0 items-center justify-end">{time}</span>
      </div>
    </div>
  )
}
