import { useQuery } from '@tanstack/react-query'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { Facts } from '../../../ui/panel.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { callCustomers, contactWords, customerQuery, findCustomers, languageName, nameOf, type CustomerDetail } from './customers.ts'

/** Makes two customers one: who stays, what they become, and one undo. */
export function MergeDialog({ open, onOpenChange, customer, onMerged }: { open: boolean; onOpenChange: (open: boolean) => void; customer: CustomerDetail; onMerged: (keptId: string) => void }) {
  const [choice, setChoice] = useState<Option | null>(null)
  const [turned, setTurned] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const other = useQuery({ ...customerQuery(choice?.id ?? ''), enabled: choice !== null }).data
  const [kept, gone] = turned && other ? [other, customer] : [customer, other]
  const load = async (query: string, signal: AbortSignal) => (await findCustomers(query, signal)).filter((one) => one.id !== customer.id)
  const merge = async () => {
    if (!gone) return
    setBusy(true)
    try {
      const id = newId()
      const fresh = await callCustomers('POST /customers/:id/merges', { params: { id: kept.id }, body: { id, otherId: gone.id } })
      cache.setQueryData(customerQuery(kept.id).queryKey, fresh)
      onOpenChange(false)
      onMerged(kept.id)
      toasts.show({ text: `Merged ${nameOf(gone)} into ${nameOf(kept)}`, undo: () => void undoMerge(id) })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open} onOpenChange={onOpenChange} title={`Merge ${nameOf(customer)} with another customer`} description="For one person who wrote from two addresses. Their tickets come together under one customer."
      footer={<Button variant="primary" loading={busy} disabledReason={!gone && 'Choose the other customer first'} onClick={() => void merge()}>{gone ? `Merge into ${nameOf(kept)}` : 'Merge'}</Button>}
    >
      <div className="flex flex-col gap-4">
        {error !== null && <div role="alert"><Banner tone="late">{wordsFor(error)}</Banner></div>}
        <Field label="The other customer"><Combobox load={load} value={choice} onChange={(one) => { setChoice(one); setError(null) }} placeholder="Name or address" /></Field>
        {gone && <Preview kept={kept} gone={gone} onTurn={() => setTurned(!turned)} />}
      </div>
    </Dialog>
  )
}

/** What the one who stays will be afterwards. */
function Preview({ kept, gone, onTurn }: { kept: CustomerDetail; gone: CustomerDetail; onTurn: () => void }) {
  const either = <T,>(a: T, b: T): T => a || b
  const contact = kept.preferredContact === 'unknown' ? gone.preferredContact : kept.preferredContact
  const language = either(kept.language, gone.language)
  const rows: [string, string][] = [
    ['Name', either(kept.name, gone.name)], ['Addresses', [...kept.addresses, ...gone.addresses].map((one) => one.value).join(', ')], ['Company', either(kept.company, gone.company)?.name ?? ''],
    ['Plan', either(kept.ownPlan, gone.ownPlan)], ['Critical', kept.ownCritical || gone.ownCritical ? 'Yes' : ''], ['Prefers', contact === 'unknown' ? '' : contactWords[contact]],
    ['Language', language ? languageName(language) : ''], ['Time zone', either(kept.zone, gone.zone) ?? ''], ['Notes', kept.notes && gone.notes ? 'of both, one below the other' : either(kept.notes, gone.notes)],
  ]
  return (
    <section aria-label="After merging" className="rounded-md border border-line p-3">
      <header className="mb-2 flex items-center gap-2">
        <h3 className="min-w-0 flex-1 text-ui"><span className="text-muted">{nameOf(gone)} becomes part of </span><span className="font-medium">{nameOf(kept)}</span></h3>
        <Button size="small" variant="ghost" icon={ArrowRightLeft} onClick={onTurn}>Swap</Button>
      </header>
      <Facts facts={rows.filter(([, value]) => value).map(([name, value]) => ({ name, value: <span className="line-clamp-3">{value}</span> }))} />
    </section>
  )
}

export async function undoMerge(id: string): Promise<void> {
  try {
    await callCustomers('POST /customer-merges/:id/undo', { params: { id } })
    void cache.invalidateQueries({ queryKey: ['customers'] })
    toasts.show({ text: 'The merge was taken back' })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}
