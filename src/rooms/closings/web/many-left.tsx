import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { LeftOut, Row } from '../../tickets/web/tickets-call.ts'
import { checklistQuery, type Need } from './closings.ts'
import { NeedList } from './need-list.tsx'

/** A ticket that did not close with the others: what it lacks as of now, and whether it would close by now. */
export interface Stuck { readonly row: Row; readonly needs: readonly Need[] | null; /** What stops it that is no need of closing, such as somebody who works on it. */ readonly said: string | null; readonly ready: boolean; readonly noteMissing: boolean }

/** What each of them lacks, read again as it is settled. */
export function useStuck(rows: readonly Row[], left: readonly LeftOut[], reasonId: string | null, noted: boolean): Stuck[] {
  const lists = useQueries({ queries: left.map((one) => checklistQuery(one.ticketId, reasonId)) })
  return left.flatMap((one, at): Stuck[] => {
    const row = rows.find((other) => other.id === one.ticketId)
    const needs = lists[at]?.data?.needs ?? null
    const said = one.code === 'closings.not-yet' ? null : one.say
    const noteMissing = !noted && (needs?.some((need) => need.kind === 'note') ?? false)
    return row ? [{ row, needs, said, noteMissing, ready: said !== null || (needs !== null && !noteMissing && !needs.some((need) => need.required && need.kind !== 'note')) }] : []
  })
}

/** The tickets that are not ready, each with what is open and what settles it. */
export function ManyLeft({ stuck, reasonId, onLeave }: { stuck: readonly Stuck[]; reasonId: string | null; onLeave: () => void }) {
  return (
    <ul data-left className="flex flex-col gap-4">
      {stuck.map(({ row, needs, said, ready, noteMissing }) => (
        <li key={row.id}>
          <h3 className="mb-1 flex min-w-0 items-baseline gap-1.5 text-ui font-medium">
            <Link to="/tickets/$number" params={{ number: String(row.number) }} preload={false} onClick={onLeave} className="shrink-0 text-own tabular-nums hover:underline">#{row.number}</Link><span className="truncate">{row.subject}</span>
          </h3>
          {said && <p className="text-ui text-muted">{said}</p>}
          {!said && ready && <p className="flex items-center gap-1.5 text-ui text-good"><Check aria-hidden size={15} />Ready to be closed</p>}
          {noteMissing && <p className="mb-1 text-ui text-muted">A last note is missing: write it below.</p>}
          {needs && <NeedList key={reasonId ?? ''} row={row} needs={needs} onLeave={onLeave} plain />}
        </li>
      ))}
    </ul>
  )
}
