import type { LucideIcon } from 'lucide-react'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import { cloneElement } from 'react'
import { Button } from './button.tsx'
import { chordOf } from './key-chords.ts'

/** Something to do with a row: a small button, and its key while the row has the focus. */
export type TaskAct = { id: string; label: string; keys?: string; icon?: LucideIcon; /** The one that is mostly meant. */ main?: boolean; run: () => void }

export type TaskRowProps = {
  /** A face, a ring or a mark. */
  sign: ReactNode
  title: ReactNode
  /** Who, why, since when: a quieter line. */
  detail?: ReactNode
  /** The quieter line may take several: where one decides by what it says. */
  wrap?: boolean
  /** The clock, at the right. */
  time?: ReactNode
  acts?: readonly TaskAct[]
  /** A link without content: the whole row leads there. */
  link: ReactElement<{ className?: string; children?: ReactNode; onKeyDown?: (event: KeyboardEvent) => void; 'data-task'?: boolean }>
}

/** One thing that wants somebody: what it is, from whom, until when; acts within reach of a thumb and a key. */
export function TaskRow({ sign, title, detail, wrap, time, acts = [], link }: TaskRowProps) {
  const press = (event: KeyboardEvent) => {
    const act = acts.find((one) => one.keys && chordOf(one.keys, event))
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act.run()
  }
  return (
    <li className="group relative flex min-h-11 items-center gap-3 border-b border-line py-1.5 pr-1 pl-2 last:border-b-0 focus-within:bg-hover hover:bg-hover max-sm:flex-wrap max-sm:gap-y-0 max-sm:py-2">
      <span className="flex w-6 shrink-0 justify-center">{sign}</span>
      <span className="min-w-0 flex-1">
        {cloneElement(link, { 'data-task': true, onKeyDown: press, className: 'block truncate text-ui font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus', children: title })}
        {detail && <span className={wrap ? 'line-clamp-2 text-meta text-muted max-sm:line-clamp-5' : 'block truncate text-meta text-muted'}>{detail}</span>}
      </span>
      {time && <span className="shrink-0 text-meta text-muted">{time}</span>}
      {acts.length > 0 && (
        <span className="relative z-10 flex shrink-0 items-center gap-1 max-sm:w-full max-sm:pt-1 max-sm:pl-9">
          {acts.map((act) => <Button key={act.id} size="small" variant={act.main ? 'secondary' : 'ghost'} icon={act.icon} shortcut={act.keys} onClick={act.run}>{act.label}</Button>)}
        </span>
      )}
    </li>
  )
}

/** Rows of one kind under their name; nothing at all while there are none. */
export function TaskSection({ title, count, tone = 'plain', children }: { title: string; count: number; tone?: 'plain' | 'own' | 'late'; children: ReactNode }) {
  if (count === 0) return null
  return (
    <section className="mb-7">
      <h2 className="mb-1.5 flex items-baseline gap-2 text-ui font-semibold text-ink">{title}<span className={tone === 'late' ? 'text-late' : tone === 'own' ? 'text-own' : 'text-muted'}><span className="text-meta font-medium tabular-nums">{count}</span></span></h2>
      <ul className="border-y border-line">{children}</ul>
    </section>
  )
}
