import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import type { Counted } from './wall-links.ts'

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
