import { BellOff, Ellipsis, Mail, Phone, Plus, Star, Trash2, TriangleAlert } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { callCustomers, customerQuery, type CustomerAddress, type CustomerDetail } from './customers.ts'

/** Every way to reach a customer, with what is wrong with it; changed in place. */
export function AddressList({ customer }: { customer: CustomerDetail }) {
  const [adding, setAdding] = useState(false)
  const keep = (fresh: CustomerDetail) => cache.setQueryData(customerQuery(customer.id).queryKey, fresh)
  return (
    <div className="flex flex-col gap-0.5">
      <ul>
        {customer.addresses.map((one) => <AddressLine key={one.id} customer={customer} address={one} keep={keep} />)}
      </ul>
      {customer.may.edit && (adding
        ? <AddAddress customer={customer} onDone={(fresh) => { if (fresh) keep(fresh); setAdding(false) }} />
        : <Button variant="ghost" size="small" icon={Plus} onClick={() => setAdding(true)} className="-ml-2 self-start">Add address</Button>)}
    </div>
  )
}

function AddressLine({ customer, address, keep }: { customer: CustomerDetail; address: CustomerAddress; keep: (fresh: CustomerDetail) => void }) {
  const params = { id: customer.id, addressId: address.id }
  const act = async (run: () => Promise<CustomerDetail>, said?: string, undo?: () => void) => {
    try {
      keep(await run())
      if (said) toasts.show({ text: said, undo })
    } catch (error) {
      toasts.show({ text: wordsFor(error), tone: 'bad' })
    }
  }
  const mark = (body: { main?: true; trouble?: string | null; quiet?: boolean }) => void act(() => callCustomers('PATCH /customers/:id/addresses/:addressId', { params, body }))
  const add = () => callCustomers('POST /customers/:id/addresses', { params: { id: customer.id }, body: { id: newId(), kind: address.kind, value: address.value } })
  const remove = () => void act(() => callCustomers('DELETE /customers/:id/addresses/:addressId', { params }), `Removed ${address.value}`, () => void act(add))
  const Sign = address.kind === 'email' ? Mail : Phone
  const several = customer.addresses.filter((one) => one.kind === address.kind).length > 1
  return (
    <li className="group flex min-h-8 items-center gap-2 text-ui">
      <Sign aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-muted" />
      <a href={`${address.kind === 'email' ? 'mailto' : 'tel'}:${encodeURI(address.value)}`} className="min-w-0 truncate hover:underline">{address.value}</a>
      {address.main && several && <Tooltip text="Used first"><Star role="img" aria-label="Used first" size={12} className="shrink-0 text-muted" /></Tooltip>}
      {address.trouble && <Tooltip text={`Mail does not arrive: ${address.trouble}`}><span className="flex shrink-0 items-center gap-1 text-meta text-late"><TriangleAlert aria-hidden size={12} />fails</span></Tooltip>}
      {address.quietAt && <Tooltip text="No automatic mail goes here"><span className="flex shrink-0 items-center gap-1 text-meta text-muted"><BellOff aria-hidden size={12} />quiet</span></Tooltip>}
      {customer.may.edit && (
        <span className="ml-auto opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-popup-open:opacity-100 max-sm:opacity-100">
          <Menu align="end" trigger={<IconButton icon={Ellipsis} size="small" label={`Change ${address.value}`} />} groups={[{ actions: [
            ...(address.main ? [] : [{ id: 'main', label: 'Use first', icon: Star, onSelect: () => mark({ main: true }) }]),
            { id: 'trouble', label: address.trouble ? 'It works again' : 'Mail does not arrive', icon: TriangleAlert, onSelect: () => mark({ trouble: address.trouble ? null : 'Marked by hand' }) },
            { id: 'quiet', label: address.quietAt ? 'Allow automatic mail' : 'No automatic mail', icon: BellOff, onSelect: () => mark({ quiet: !address.quietAt }) },
          ] }, { actions: [{ id: 'remove', label: 'Remove', icon: Trash2, danger: true, disabledReason: customer.addresses.length === 1 && 'The only way to reach them', onSelect: remove }] }]} />
        </span>
      )}
    </li>
  )
}

function AddAddress({ customer, onDone }: { customer: CustomerDetail; onDone: (fresh: CustomerDetail | null) => void }) {
  const [value, setValue] = useState('')
  const [error, setError] = useState('')
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!value.trim()) return onDone(null)
    try {
      onDone(await callCustomers('POST /customers/:id/addresses', { params: { id: customer.id }, body: { id: newId(), kind: value.includes('@') ? 'email' : 'phone', value } }))
    } catch (problem) {
      const taken = callCustomers.refused('POST /customers/:id/addresses', problem)
      setError(taken?.code === 'customers.address-taken' ? `${taken.data.name || 'Another customer'} has this address. Merge the two, or remove it there first.` : wordsFor(problem))
    }
  }
  return (
    <form onSubmit={(event) => void add(event)} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onDone(null) } }} className="flex items-start gap-1.5 pt-1">
      <Field label="Email address or phone number" quietLabel error={error} className="flex-1"><TextInput value={value} onChange={setValue} placeholder="anna@example.com or +49 30 …" autoFocus /></Field>
      <Button type="submit">Add</Button>
    </form>
  )
}
