import { useState, type FormEvent } from 'react'
import { newId } from '../../../core/ids.ts'
import { fieldErrors, wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { callCustomers, contactWords, customerQuery, findCompanies, languageName, type CustomerChange, type CustomerDetail } from './customers.ts'

/** What is written in the form; kept in this browser until it is saved, so closing loses nothing. */
export interface Written {
  name: string; company: Option | null; plan: string; critical: boolean; language: string | null; zone: string | null
  preferredContact: CustomerDetail['preferredContact']; notes: string; email: string; phone: string
}

const blank: Written = { name: '', company: null, plan: '', critical: false, language: null, zone: null, preferredContact: 'unknown', notes: '', email: '', phone: '' }
const writtenFrom = (one: CustomerDetail): Written => ({
  ...blank, name: one.name, company: one.company && { id: one.company.id, label: one.company.name }, plan: one.ownPlan, critical: one.ownCritical,
  language: one.language, zone: one.zone, preferredContact: one.preferredContact, notes: one.notes,
})

const changeOf = (w: Written): Required<CustomerChange> => ({
  name: w.name, companyId: w.company?.id ?? null, plan: w.plan, critical: w.critical, language: w.language, zone: w.zone, preferredContact: w.preferredContact, notes: w.notes,
})

/** Only what differs is sent, so that two people who change different fields both get their way. */
function differences(base: Written, now: Written): CustomerChange {
  const [before, after] = [changeOf(base), changeOf(now)]
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => before[field as keyof CustomerChange] !== value))
}

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ id: zone, label: zone.replaceAll('_', ' ') }))
const languages = ['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh', 'zh-TW']
  .map((code) => ({ id: code, label: languageName(code) })).sort((a, b) => a.label.localeCompare(b.label))
const contacts = (Object.keys(contactWords) as CustomerDetail['preferredContact'][]).map((id) => ({ id, label: contactWords[id] }))
const chosen = (id: string | null, options: readonly Option[]): Option | null => (id === null ? null : options.find((one) => one.id === id) ?? { id, label: id })

const fieldNames: Record<keyof CustomerChange, string> = { name: 'The name', companyId: 'The company', plan: 'The plan', critical: 'Critical', language: 'The language', zone: 'The time zone', preferredContact: 'The preferred way', notes: 'The note about them' }
function shownValue(field: keyof CustomerChange, w: Written): string {
  if (field === 'companyId') return w.company ? `“${w.company.label}”` : 'empty'
  if (field === 'preferredContact') return contactWords[w.preferredContact].toLowerCase()
  if (field === 'critical') return w.critical ? 'on' : 'off'
  const value = w[field]
  return value ? `“${value.length > 80 ? `${value.slice(0, 80)}…` : value}”` : 'empty'
}

/** Adds a customer, or changes one. */
export function CustomerForm({ open, onOpenChange, customer, onSaved }: { open: boolean; onOpenChange: (open: boolean) => void; customer?: CustomerDetail; onSaved?: (saved: CustomerDetail) => void }) {
  return open ? <Form key={customer?.id ?? 'new'} customer={customer} onOpenChange={onOpenChange} onSaved={onSaved} /> : null
}

function Form({ customer, onOpenChange, onSaved }: { customer?: CustomerDetail; onOpenChange: (open: boolean) => void; onSaved?: (saved: CustomerDetail) => void }) {
  const place = `form.customer.${customer?.id ?? 'new'}`
  const [base, setBase] = useState({ written: customer ? writtenFrom(customer) : blank, version: customer?.version ?? 0 })
  const [written, setWritten] = useState<Written>(() => kept<Written>(place) ?? base.written)
  const [error, setError] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const [ids] = useState(() => ({ customer: newId(), email: newId(), phone: newId() }))
  const [clashes, setClashes] = useState<string[]>([])
  const change = (part: Partial<Written>) => setWritten((now) => { keep(place, { ...now, ...part }); return { ...now, ...part } })
  const save = async (event?: FormEvent) => {
    event?.preventDefault()
    if (saving) return
    setSaving(true)
    try {
      const saved = customer ? await edit(customer.id, base, written) : await add(ids, written)
      keep(place, null)
      cache.setQueryData(customerQuery(saved.id).queryKey, saved)
      onOpenChange(false)
      onSaved?.(saved)
    } catch (problem) {
      setError(problem)
      if (customer && callCustomers.refused('PATCH /customers/:id', problem)?.code === 'customers.changed-meanwhile') {
        const fresh = await cache.fetchQuery({ ...customerQuery(customer.id), staleTime: 0 })
        // What they changed and we did not is taken over; where both wrote, ours stands and will win when saved again.
        const ours = differences(base.written, written)
        const theirs = writtenFrom(fresh)
        setWritten({ ...theirs, ...Object.fromEntries(Object.keys(ours).map((f) => (f === 'companyId' ? ['company', written.company] : [f, written[f as keyof Written]]))) })
        const [before, now] = [changeOf(base.written), changeOf(theirs)]
        setClashes(Object.keys(ours).filter((f) => before[f as keyof CustomerChange] !== now[f as keyof CustomerChange]).map((f) => `${fieldNames[f as keyof CustomerChange]} is now ${shownValue(f as keyof CustomerChange, theirs)}`))
        setBase({ written: theirs, version: fresh.version })
      }
    } finally {
      setSaving(false)
    }
  }
  const fields = fieldErrors(error)
  return (
    <Dialog
      open onOpenChange={onOpenChange} title={customer ? 'Edit customer' : 'Add customer'}
      footer={<><Button onClick={() => { keep(place, null); onOpenChange(false) }}>Discard</Button><Button variant="primary" loading={saving} shortcut="⌘↵" onClick={() => void save()}>{customer ? 'Save' : 'Add customer'}</Button></>}
    >
      <form onSubmit={(event) => void save(event)} onKeyDown={(event) => { if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save() }} className="flex flex-col gap-4">
        {error !== null && !Object.keys(fields).length && <div role="alert"><Banner tone="late">{wordsFor(error)}{clashes.length > 0 && <span className="mt-1 block">{clashes.join('. ')}. Yours stands below.</span>}</Banner></div>}
        <Field label="Name" error={fields['name']}><TextInput value={written.name} onChange={(name) => change({ name })} autoComplete="off" data-autofocus /></Field>
        {!customer && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Email" error={fields['addresses.0.value']}><TextInput type="text" inputMode="email" value={written.email} onChange={(email) => change({ email })} autoComplete="off" /></Field>
            <Field label="Phone"><TextInput type="tel" value={written.phone} onChange={(phone) => change({ phone })} autoComplete="off" /></Field>
          </div>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Company" help={customer ? undefined : 'Found by the address when left empty.'}><Combobox load={findCompanies} value={written.company} onChange={(company) => change({ company })} placeholder="Search companies" /></Field>
          <Field label="Plan" error={fields['plan']}><TextInput value={written.plan} onChange={(plan) => change({ plan })} placeholder={customer?.company?.plan} /></Field>
          <Field label="Language" error={fields['language']}><Combobox options={languages} value={chosen(written.language, languages)} onChange={(one) => change({ language: one?.id ?? null })} placeholder="Not known" /></Field>
          <Field label="Time zone" error={fields['zone']}><Combobox options={zones} value={chosen(written.zone, zones)} onChange={(one) => change({ zone: one?.id ?? null })} placeholder="Not known" /></Field>
          <Field label="Preferred way to reach them"><Select options={contacts} value={written.preferredContact} onChange={(preferredContact) => change({ preferredContact })} /></Field>
        </div>
        <Switch checked={written.critical} onChange={(critical) => change({ critical })} help="Their tickets are marked everywhere.">Critical customer</Switch>
        <Field label="Notes" help="For teammates only. Never sent to the customer." error={fields['notes']}><TextArea value={written.notes} onChange={(notes) => change({ notes })} rows={4} /></Field>
      </form>
    </Dialog>
  )
}

const edit = async (id: string, base: { written: Written; version: number }, written: Written) =>
  await callCustomers('PATCH /customers/:id', { params: { id }, body: { ...differences(base.written, written), version: base.version } })

/** By the same ids each time: sent again after a line that broke it is added once. */
async function add(ids: { customer: string; email: string; phone: string }, written: Written): Promise<CustomerDetail> {
  const { companyId, ...rest } = changeOf(written)
  const addresses = ([['email', written.email], ['phone', written.phone]] as const).filter(([, value]) => value.trim()).map(([kind, value]) => ({ id: ids[kind], kind, value }))
  return await callCustomers('POST /customers', { body: { id: ids.customer, ...rest, ...(companyId ? { companyId } : {}), addresses } })
}
