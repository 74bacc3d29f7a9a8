import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent } from 'react'
import { newId } from '../../../core/ids.ts'
import { fieldErrors, wordsFor } from '../../../core/web/call.ts'
import { cache } from '../../../core/web/cache.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { callCustomers, companyQuery } from './customers.ts'

type Company = Awaited<ReturnType<typeof load>>
const load = (id: string) => callCustomers('GET /companies/:id', { params: { id } })

/** Adds a company, or changes the one with this id. */
export function CompanyForm({ open, onOpenChange, id, onSaved }: { open: boolean; onOpenChange: (open: boolean) => void; id?: string; onSaved?: (company: Company) => void }) {
  const { data } = useQuery({ ...companyQuery(id ?? ''), enabled: open && id !== undefined })
  if (!open) return null
  return (
    <Dialog open onOpenChange={onOpenChange} title={id ? 'Edit company' : 'Add company'} description="Customers whose address is at one of its domains belong to it by themselves.">
      {id && !data ? <Skeleton className="h-40 w-full" /> : <Form key={data?.version ?? 'new'} company={data} onDone={(saved) => { onOpenChange(false); if (saved) onSaved?.(saved) }} />}
    </Dialog>
  )
}

function Form({ company, onDone }: { company?: Company; onDone: (saved?: Company) => void }) {
  const [name, setName] = useState(company?.name ?? '')
  const [domains, setDomains] = useState(company?.domains.join(', ') ?? '')
  const [plan, setPlan] = useState(company?.plan ?? '')
  const [critical, setCritical] = useState(company?.critical ?? false)
  const [notes, setNotes] = useState(company?.notes ?? '')
  const [error, setError] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const [newOne] = useState(newId)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (saving) return
    setSaving(true)
    const body = { name, plan, critical, notes, domains: domains.split(/[\s,;]+/).filter(Boolean) }
    try {
      const saved = company ? await callCustomers('PATCH /companies/:id', { params: { id: company.id }, body: { ...body, version: company.version } }) : await callCustomers('POST /companies', { body: { id: newOne, ...body } })
      cache.setQueryData(companyQuery(saved.id).queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['customers', 'one'] })
      void cache.invalidateQueries({ queryKey: ['customers', 'list'] })
      onDone(saved)
    } catch (problem) {
      setError(problem)
    } finally {
      setSaving(false)
    }
  }
  const fields = fieldErrors(error)
  const refused = callCustomers.refused(company ? 'PATCH /companies/:id' : 'POST /companies', error)
  const domainError = refused && 'domain' in (refused.data ?? {}) ? `${(refused.data as { domain: string }).domain}: ${refused.message}` : undefined
  useEffect(() => { if (refused?.code === 'customers.changed-meanwhile' && company) void cache.prefetchQuery({ ...companyQuery(company.id), staleTime: 0 }) }, [refused?.code, company])
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
      {error !== null && !domainError && !Object.keys(fields).length && <div role="alert"><Banner tone="late">{wordsFor(error)}</Banner></div>}
      <Field label="Name" error={fields['name']}><TextInput value={name} onChange={setName} autoComplete="off" /></Field>
      <Field label="Domains" help="As in their addresses, such as acme.example; several with commas." error={domainError}><TextInput value={domains} onChange={setDomains} autoComplete="off" /></Field>
      <Field label="Plan"><TextInput value={plan} onChange={setPlan} /></Field>
      <Switch checked={critical} onChange={setCritical} help="Tickets of all its people are marked everywhere.">Critical company</Switch>
      <Field label="Notes" help="For teammates only."><TextArea value={notes} onChange={setNotes} /></Field>
      <div className="flex justify-end"><Button type="submit" variant="primary" loading={saving}>{company ? 'Save' : 'Add company'}</Button></div>
    </form>
  )
}
