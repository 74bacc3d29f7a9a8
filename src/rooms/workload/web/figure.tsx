import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { lateBy, ownedBy, type Counted } from './wall-links.ts'
import type { PersonLoad } from './workload.ts'

/** A number that leads to what it counts; nothing is a quiet zero. */
export function Figure({ value, of, list, tone, className, children }: { value: number | string; /** What is counted, read aloud. */ of: string; list: Counted; tone?: 'late' | 'time' | undefined; className?: string; children?: ReactNode }) {
  const none = value === 0
  return (
    <Link
      to="/inbox/$view" params={{ view: 'all' }} search={list} preload={false} aria-label={`${value} ${of}`}
      className={classNames('rounded-sm tabular-nums hover:underline', none ? 'text-muted' : tone === 'late' ? 'text-late' : tone === 'time' ? 'text-time' : 'text-ink', className)}
    >
      {children ?? value}
    </Link>
  )
}

/** What one person has, each figure in its own column so that a list of people is read downwards. */
export function Figures({ one, of, at, className }: { one: Pick<PersonLoad, 'personId' | 'late' | 'open' | 'waiting'>; /** Whose, read aloud. */ of: string; at: string; className?: string }) {
  return (
    <p className={classNames('grid shrink-0 grid-cols-[3.5em_4em_5.5em] justify-items-end gap-x-2 tabular-nums max-sm:flex max-sm:gap-x-3', className)}>
      {one.late > 0 ? <Figure value={one.late} of={`late tickets of ${of}`} list={lateBy(one.personId, at)} tone="late">{one.late} late</Figure> : <span className="max-sm:hidden" />}
      <Figure value={one.open} of={`open tickets of ${of}`} list={ownedBy(one.personId, 'open')}>{one.open} open</Figure>
      <Figure value={one.waiting} of={`waiting tickets of ${of}`} list={ownedBy(one.personId, 'waiting')}>{one.waiting} waiting</Figure>
    </p>
  )
}
