import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Out } from '../../../core/contract.ts'
import { room, type Asked } from '../../../core/web/call.ts'
import type { Option } from '../../../ui/option.ts'
import type { companyBrief, customerAddress, customerBrief, customerDetail, customers } from '../contract.ts'

export type CustomerBrief = Out<typeof customerBrief>
export type CustomerDetail = Out<typeof customerDetail>
export type CustomerAddress = Out<typeof customerAddress>
export type CompanyBrief = Out<typeof companyBrief>
export type CustomerChange = Omit<Asked<(typeof customers)['edit']['spec']>['body'], 'version'>

export const callCustomers = room<typeof customers>()

export const customerQuery = (id: string) => queryOptions({ queryKey: ['customers', 'one', id], queryFn: () => callCustomers('GET /customers/:id', { params: { id } }) })
export const companyQuery = (id: string) => queryOptions({ queryKey: ['customers', 'company', id], queryFn: () => callCustomers('GET /companies/:id', { params: { id } }) })

export interface CustomerFilter { readonly q?: string; readonly company?: string; readonly critical?: boolean }
export const customerListQuery = ({ q, company, critical }: CustomerFilter) => infiniteQueryOptions({
  queryKey: ['customers', 'list', { q: q ?? '', company: company ?? '', critical: Boolean(critical) }],
  queryFn: ({ pageParam, signal }) => callCustomers('GET /customers', { query: { q, company, ...(critical ? { critical: 'true' as const } : {}), ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
  initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined,
})

/** What to call a customer: the name, else the address. */
export const nameOf = (one: Pick<CustomerBrief, 'name' | 'address'>): string => one.name || one.address || 'Somebody without a name'

/** Customers that fit what is typed, to choose from. */
export async function findCustomers(q: string, signal: AbortSignal): Promise<(Option & { customer: CustomerBrief })[]> {
  const { items } = await callCustomers('GET /customers', { query: { q, limit: 8 } }, { signal })
  return items.map((one) => ({ id: one.id, label: nameOf(one), detail: [one.name ? one.address : '', one.company?.name].filter(Boolean).join(' · '), customer: one }))
}

export async function findCompanies(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = await callCustomers('GET /companies', { query: { q, limit: 20 } }, { signal })
  return items.map((one) => ({ id: one.id, label: one.name, ...(one.plan ? { detail: one.plan } : {}) }))
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' })
/** "German" for `de`; the code itself where it has no name. */
export function languageName(code: string): string {
  try { return languages.of(code) ?? code } catch { return code }
}

export const contactWords: Record<CustomerBrief['preferredContact'], string> = { unknown: 'Not known', email: 'Email', phone: 'Phone', text: 'Text message', chat: 'Chat' }
