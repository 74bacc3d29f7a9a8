import { useQuery } from '@tanstack/react-query'
import { Merge, Pencil } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { useActs } from '../../../ui/acts.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { PageHead } from '../../../ui/frame/page-head.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { AddressList } from './address-list.tsx'
import { CustomerFacts } from './customer-facts.tsx'
import { CustomerForm } from './customer-form.tsx'
import { customerQuery, nameOf, type CustomerDetail } from './customers.ts'
import { MergeDialog, undoMerge } from './merge-dialog.tsx'

/** One customer in full. `tickets` is their history, which the tickets room draws, `acts` what rooms above can do for them. */
export function CustomerPage({ id, tickets, acts, onBack, onOpen }: { id: string; tickets?: ReactNode; acts?: (customer: CustomerDetail) => ReactNode; onBack?: () => void; onOpen: (id: string) => void }) {
  const { data: customer, error, refetch } = useQuery(customerQuery(id))
  if (error && !customer) return <ErrorState what={error instanceof Refused && error.status === 404 ? 'There is no such customer.' : wordsFor(error)} onRetry={() => void refetch()} />
  return customer ? <Standing customer={customer} tickets={tickets} acts={acts?.(customer)} onBack={onBack} onOpen={onOpen} /> : <SkeletonRows rows={4} label="Loading the customer" />
}

function Standing({ customer, tickets, acts, onBack, onOpen }: { customer: CustomerDetail; tickets?: ReactNode; acts?: ReactNode; onBack?: () => void; onOpen: (id: string) => void }) {
  const [open, setOpen] = useState<'edit' | 'merge' | null>(null)
  const close = (shown: boolean) => { if (!shown) setOpen(null) }
  useActs('Customer', [
    ...(customer.may.edit ? [{ id: 'edit-customer', label: 'Edit customer', icon: Pencil, keys: 'e', run: () => setOpen('edit') }] : []),
    ...(customer.may.merge ? [{ id: 'merge-customer', label: 'Merge with another customer', icon: Merge, run: () => setOpen('merge') }] : []),
  ])
  return (
    <>
      <PageHead title={nameOf(customer)} detail={customer.company?.name} onBack={onBack} level={1}>
        {acts}
        {customer.may.edit && <Button size="small" icon={Pencil} onClick={() => setOpen('edit')}>Edit</Button>}
        {customer.may.merge && <Button size="small" icon={Merge} onClick={() => setOpen('merge')}>Merge</Button>}
      </PageHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-[760px] flex-col gap-6 px-6 py-6 max-sm:px-4">
          {customer.mergedInto && <Banner action={<Button size="small" variant="ghost" onClick={() => onOpen(customer.mergedInto!)}>Open that one</Button>}>This customer is now part of another one.</Banner>}
          {customer.critical && <Badge tone="late" className="self-start">Critical customer</Badge>}
          <div className="grid gap-6 sm:grid-cols-2">
            <Section title="What we know"><CustomerFacts customer={customer} /><p className="mt-1.5 text-meta text-muted">Known since <Time at={customer.madeAt} /></p></Section>
            <Section title="Addresses"><AddressList customer={customer} /></Section>
          </div>
          {customer.notes && <Section title="About them"><p className="max-w-[72ch] text-message break-words whitespace-pre-wrap">{customer.notes}</p></Section>}
          {customer.merges.length > 0 && (
            <Section title="Merged into this customer">
              <ul>{customer.merges.map((one) => <li key={one.id} className="flex min-h-9 items-center gap-2 text-ui"><span className="min-w-0 truncate">{one.name}</span><Time at={one.at} /><Button size="small" variant="ghost" className="ml-auto" onClick={() => void undoMerge(one.id)}>Take apart</Button></li>)}</ul>
            </Section>
          )}
          <Section title="Tickets">{tickets}</Section>
        </div>
      </div>
      <CustomerForm open={open === 'edit'} onOpenChange={close} customer={customer} />
      {open === 'merge' && <MergeDialog open onOpenChange={close} customer={customer} onMerged={onOpen} />}
    </>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => <section><h2 className="mb-2 text-meta font-medium text-muted">{title}</h2>{children}</section>

