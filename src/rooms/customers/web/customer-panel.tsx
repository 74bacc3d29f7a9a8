import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Panel, PanelSection } from '../../../ui/panel.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { AddressList } from './address-list.tsx'
import { CustomerFacts } from './customer-facts.tsx'
import { CustomerForm } from './customer-form.tsx'
import { customerQuery, nameOf } from './customers.ts'

/** The customer beside their ticket: who they are, how to reach them, what is known. `children` are further sections, such as earlier tickets. */
export function CustomerPanel({ id, children }: { id: string; children?: ReactNode }) {
  const { data: customer, error, refetch } = useQuery(customerQuery(id))
  const [editing, setEditing] = useState(false)
  if (error && !customer) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!customer) return <div role="status" aria-label="Loading the customer" className="flex flex-col gap-3 p-4"><Skeleton className="h-5 w-2/3" /><Skeleton className="h-3.5 w-1/2" /><Skeleton className="h-3.5 w-3/5" /></div>
  return (
    <Panel>
      <PanelSection>
        <header className="flex items-center gap-3">
          <Avatar person={{ id: customer.id, name: nameOf(customer) }} size={32} decorative />
          <div className="min-w-0 flex-1">
            <h2 className="text-ui font-semibold text-ink"><Link to="/customers/$customerId" params={{ customerId: customer.id }} className="block truncate hover:underline">{nameOf(customer)}</Link></h2>
            {customer.name && customer.address && <p className="truncate text-meta text-muted">{customer.address}</p>}
          </div>
          {customer.may.edit && <IconButton icon={Pencil} size="small" label="Edit customer" onClick={() => setEditing(true)} />}
        </header>
        {customer.critical && <Badge tone="late" className="mt-2">Critical customer</Badge>}
        <div className="mt-3"><CustomerFacts customer={customer} /></div>
      </PanelSection>
      <PanelSection title="Addresses" place="addresses" count={customer.addresses.length}><AddressList customer={customer} /></PanelSection>
      {customer.notes && <PanelSection title="About them" place="customer-notes"><p className="text-ui break-words whitespace-pre-wrap">{customer.notes}</p></PanelSection>}
      {children}
      <CustomerForm open={editing} onOpenChange={setEditing} customer={customer} />
    </Panel>
  )
}
