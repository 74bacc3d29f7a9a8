import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Search as SearchSign } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { wordsFor } from '../../core/web/call.ts'
import { useTitle } from '../../core/web/title.ts'
import { prefetchTicket } from '../../rooms/tickets/web/ticket-queries.ts'
import { searchQuery } from '../../rooms/tickets/web/search-query.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { SearchHit } from './search-hit.tsx'

/** Everything by its words: subjects, messages, notes, customers, numbers. */
export function Page() {
  useTitle('Search')
  const navigate = useNavigate()
  const { q = '' } = useSearch({ from: '/shell/search' })
  const [typed, setTyped] = useState(q)
  const [closed, setClosed] = useState(true)
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const wait = setTimeout(() => { if (typed.trim() !== q) void navigate({ to: '/search', search: typed.trim() ? { q: typed.trim() } : {}, replace: true }) }, 140)
    return () => clearTimeout(wait)
  }, [typed, q, navigate])
  useEffect(() => setActive(0), [q])
  const { data, error, isFetching, refetch } = useQuery(searchQuery(q, closed))
  const hits = q ? data?.tickets ?? [] : []
  const open = (at: number) => {
    const hit = hits[at]
    if (hit) void navigate({ to: '/tickets/$number', params: { number: String(hit.ticket.number) }, hash: hit.entryId ? `entry-${hit.entryId}` : undefined })
  }
  return (
    <div ref={box} className="flex min-h-0 flex-1 flex-col">
      <header className="mx-auto flex w-full max-w-[760px] shrink-0 flex-col gap-3 px-6 pt-8 pb-3 max-sm:px-4 max-sm:pt-4">
        <h1 className="text-title font-semibold">Search</h1>
        <div role="search" className="flex items-center gap-4">
          <TextInput
            icon={SearchSign} value={typed} onChange={setTyped} autoFocus aria-label="Search everything" placeholder="Words, a name, an address or #1042" className="flex-1"
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') { event.preventDefault(); box.current?.querySelector<HTMLElement>('[role=listbox]')?.focus() }
              if (event.key === 'Enter') open(active)
            }}
          />
          <Checkbox checked={closed} onChange={setClosed} className="shrink-0">Closed ones too</Checkbox>
        </div>
        {q && data && <Found tickets={hits.length} more={data.more} customers={data.customers} />}
      </header>
      <div className="mx-auto min-h-0 w-full max-w-[760px] flex-1 px-2 max-sm:px-0">
        {!q ? <EmptyState icon={SearchSign}>Type a word from a message, a note or a subject, a customer’s name or address, or a number.</EmptyState>
          : error && !data ? <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
          : !data ? <SkeletonRows rows={6} label="Searching" />
          : hits.length === 0 ? <EmptyState icon={SearchSign}>{isFetching ? 'Searching…' : data.customers.length ? 'No ticket holds these words.' : 'Nothing found. Try fewer words, or the beginning of one.'}</EmptyState>
          : <VirtualList
              label="Tickets found" count={hits.length} keyOf={(at) => hits[at]!.ticket.id} rowHeight={68} pageKeys active={active} onActive={setActive} onOpen={open}
              onPrefetch={(at) => hits[at] && prefetchTicket(hits[at].ticket)} row={(at, state) => <SearchHit hit={hits[at]!} active={state.active} />}
            />}
      </div>
    </div>
  )
}

function Found({ tickets, more, customers }: { tickets: number; more: boolean; customers: readonly { id: string; name: string; address: string | null }[] }) {
  return (
    <>
      <p role="status" className="text-meta text-muted">{tickets === 0 ? 'No tickets' : `${tickets}${more ? ' or more' : ''} ${tickets === 1 ? 'ticket' : 'tickets'}, best first`}</p>
      {customers.length > 0 && (
        <ul aria-label="Customers found" className="flex flex-wrap gap-1.5">
          {customers.map((one) => (
            <li key={one.id}>
              <Link to="/customers/$customerId" params={{ customerId: one.id }} className="flex h-8 max-w-64 items-center gap-2 rounded-full border border-line-strong pr-3 pl-1 text-ui hover:bg-hover" data-tip={one.address ?? undefined}>
                <Avatar person={{ id: one.id, name: one.name || one.address || '?' }} size={24} decorative /><span className="truncate">{one.name || one.address}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
