import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { Building2, Pencil, Plus, Search, SquarePen, Users } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { CompanyForm } from '../../rooms/customers/web/company-form.tsx'
import { CustomerForm } from '../../rooms/customers/web/customer-form.tsx'
import { CustomerList } from '../../rooms/customers/web/customer-list.tsx'
import { CustomerPage } from '../../rooms/customers/web/customer-page.tsx'
import { companyQuery, customerQuery, nameOf } from '../../rooms/customers/web/customers.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { CustomerTickets } from '../../rooms/tickets/web/customer-tickets.tsx'
import { openNewTicket, type Whom } from '../../rooms/tickets/web/new-ticket-state.ts'
import { useActs } from '../../ui/acts.ts'
import { Tag } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListAndContent } from '../../ui/frame/list-and-content.tsx'
import { useFrameWidth } from '../../ui/frame/use-width.ts'
import { PageHead } from '../../ui/frame/page-head.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { atLeast } from '../settings/role.ts'
import { readCustomersSearch, type CustomersSearch } from './customers-search.ts'

/** All customers at the left, the open one beside them. */
export function Page() {
  const navigate = useNavigate()
  const { customerId } = useParams({ strict: false }) as { customerId?: string }
  const filter = readCustomersSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const width = useFrameWidth()
  const narrow = width === 'phone' || width === 'narrow'
  const [adding, setAdding] = useState(false)
  const open = (id: string) => void navigate({ to: '/customers/$customerId', params: { customerId: id }, search: filter })
  const mayAdd = atLeast(useMe().role, 'agent')
  const add = mayAdd && <Button size="small" icon={Plus} onClick={() => setAdding(true)}>Add customer</Button>
  const shown = useQuery({ ...customerQuery(customerId ?? ''), enabled: Boolean(customerId) }).data
  useTitle(customerId && shown ? nameOf(shown) : 'Customers')
  const [company, setCompany] = useState<{ id?: string } | null>(null)
  useActs('Customers', mayAdd ? [{ id: 'add-customer', label: 'Add customer', icon: Plus, run: () => setAdding(true) }, { id: 'add-company', label: 'Add company', icon: Building2, run: () => setCompany({}) }] : [])
  return (
    <>
      <ListAndContent
        showing={customerId ? 'content' : 'list'}
        list={
          <>
            <PageHead title="Customers" level={customerId ? 2 : 1}>{add}</PageHead>
            <Narrow filter={filter} onCompany={mayAdd ? (id) => setCompany({ id }) : undefined} onChange={(search) => void navigate({ to: customerId ? '/customers/$customerId' : '/customers', params: customerId ? { customerId } : {}, search, replace: true } as never)} />
            <div className="min-h-0 flex-1"><CustomerList filter={filter} current={customerId} onOpen={open} addAction={add} /></div>
          </>
        }
        content={customerId
          ? <CustomerPage key={customerId} id={customerId} onOpen={open} onBack={narrow ? () => void navigate({ to: '/customers', search: filter }) : undefined} tickets={<CustomerTickets customerId={customerId} />} acts={(one) => mayAdd && !one.mergedInto && <NewTicketFor whom={{ customerId: one.id, name: nameOf(one), address: one.address }} />} />
          : <div className="m-auto"><EmptyState icon={Users}>Choose a customer to see how to reach them and all their tickets.</EmptyState></div>}
      />
      <CompanyForm open={company !== null} onOpenChange={() => setCompany(null)} id={company?.id} onSaved={(saved) => void navigate({ to: '/customers', search: { company: saved.id } })} />
      <CustomerForm open={adding} onOpenChange={setAdding} onSaved={(saved) => open(saved.id)} />
    </>
  )
}

function NewTicketFor({ whom }: { whom: Whom }) {
  useActs('Customer', [{ id: 'new-ticket-for', label: `New ticket for ${whom.name}`, icon: SquarePen, keys: '⇧n', run: () => openNewTicket(whom) }])
  return <Button size="small" icon={SquarePen} onClick={() => openNewTicket(whom)}>New ticket</Button>
}

/** The line over the list: words to search, and what it is narrowed to. */
function Narrow({ filter, onCompany, onChange }: { filter: CustomersSearch; onCompany?: (id: string) => void; onChange: (filter: CustomersSearch) => void }) {
  const [q, setQ] = useState(filter.q ?? '')
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => setQ(filter.q ?? ''), [filter.q])
  const company = useQuery({ ...companyQuery(filter.company ?? ''), enabled: Boolean(filter.company) }).data
  const type = (text: string) => {
    setQ(text)
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => onChange({ ...filter, q: text.trim() || undefined }), 120)
  }
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-2">
      <TextInput icon={Search} value={q} onChange={type} placeholder="Name, address or company" aria-label="Search customers" type="search" />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Checkbox className="whitespace-nowrap" checked={Boolean(filter.critical)} onChange={(critical) => onChange({ ...filter, critical: critical || undefined })}>Critical only</Checkbox>
        {filter.company && (
          <span className="flex min-w-0 items-center gap-1">
            <Tag onRemove={() => onChange({ ...filter, company: undefined })}>{company?.name ?? 'One company'}</Tag>
            {onCompany && <IconButton icon={Pencil} size="small" label="Edit company" onClick={() => onCompany(filter.company!)} />}
          </span>
        )}
      </div>
    </div>
  )
}
