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
  /** First line, right: the clock. */
  time?: ReactNode
  /** Second line, right: who owns it. */
  owner?: ReactNode
}

/** A row of 60 pixels in a VirtualList: two lines, time and owner always in the same place. */
export function ListRow({ active, selected, unread, sign, title, corner, detail, time, owner }: ListRowProps) {
  return (
    <div
      className={classNames(
        'relative grid h-full grid-cols-[14px_minmax(0,1fr)_auto] content-center gap-x-2.5 gap-y-0.5 border-b border-line pr-4 pl-4 select-none',
        selected ? 'bg-focus-soft' : active ? 'bg-n-3' : 'hover:bg-hover',
      )}
    >
      {active && <span aria-hidden className="absolute inset-y-0 left-0 w-[3px] bg-ink" />}
      {unread && !active && <span aria-hidden className="absolute top-[18px] left-[5px] size-[6px] rounded-full bg-focus" />}
      <span className="flex items-center">{selected ? <span className="grid size-3.5 place-items-center rounded-[3px] bg-focus text-paper"><Check aria-label="Selected" size={11} strokeWidth={3} /></span> : sign}</span>
      <span className="flex min-w-0 items-center gap-1.5">
        <span className={classNames('truncate text-ui text-ink', unread && 'font-semibold')}>{title}</span>
        {corner}
        {unread && <span className="sr-only">unread</span>}
      </span>
      <span className="flex max-w-44 items-center justify-end text-meta text-muted">{time}</span>
      <span className="col-start-2 flex min-w-0 items-center gap-1.5 text-meta text-muted">{detail}</span>
      <span className="flex h-5 items-center justify-end">{owner}</span>
    </div>
  )
}
