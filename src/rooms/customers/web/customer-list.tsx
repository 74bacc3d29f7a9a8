import { useInfiniteQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { customerListQuery, customerQuery, nameOf, type CustomerBrief, type CustomerFilter } from './customers.ts'

/** Customers without end, searched and narrowed by `filter`. */
export function CustomerList({ filter, current, onOpen, addAction }: { filter: CustomerFilter; current: string | undefined; onOpen: (id: string) => void; addAction?: ReactNode }) {
  const { data, error, isPending, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(customerListQuery(filter))
  const all = data?.pages.flatMap((page) => page.items) ?? []
  const [cursor, setCursor] = useState<string | null>(null)
  if (isPending) return <SkeletonRows label="Loading customers" />
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!all.length) {
    return filter.q || filter.company || filter.critical
      ? <EmptyState icon={Users}>Nobody fits. Search by part of a name, an address or a company.</EmptyState>
      : <EmptyState icon={Users} action={addAction}>Everybody who writes to you appears here by themselves.</EmptyState>
  }
  const active = all.findIndex((one) => one.id === (cursor ?? current))
  const prefetch = (at: number) => { const one = all[at]; if (one) void cache.prefetchQuery(customerQuery(one.id)) }
  return (
    <VirtualList
      label="Customers" count={all.length} keyOf={(at) => all[at]!.id} rowHeight={56} pageKeys place={`customers.${JSON.stringify(filter)}`}
      active={active} onActive={(at) => setCursor(all[at]!.id)} onOpen={(at) => onOpen(all[at]!.id)} onPrefetch={prefetch}
      onEnd={() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage() }}
      row={(at, state) => <CustomerLine customer={all[at]!} active={state.active} />}
    />
  )
}

function CustomerLine({ customer, active }: { customer: CustomerBrief; active: boolean }) {
  return (
    <div className={classNames('relative flex h-full items-center gap-3 border-b border-line px-4 select-none', active ? 'bg-n-3' : 'hover:bg-hover')}>
      {active && <span aria-hidden className="absolute inset-y-0 left-0 w-[3px] bg-ink" />}
      <Avatar person={{ id: customer.id, name: nameOf(customer) }} size={32} decorative />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-ui font-medium text-ink">{nameOf(customer)}</span>
        <span className="block truncate text-meta text-muted">{[customer.name ? customer.address : null, customer.company?.name, customer.plan].filter(Boolean).join(' · ')}</span>
      </span>
      {customer.critical && <Badge tone="late">Critical</Badge>}
    </div>
  )
}
