/** What the list of customers is narrowed to, as it stands in the address. */
export interface CustomersSearch {
  readonly q?: string
  readonly company?: string
  readonly critical?: boolean
}
export const readCustomersSearch = (raw: Record<string, unknown>): CustomersSearch => ({
  ...(typeof raw['q'] === 'string' && raw['q'] ? { q: raw['q'].slice(0, 200) } : {}),
  ...(typeof raw['company'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['company']) ? { company: raw['company'] } : {}),
  ...(raw['critical'] === true ? { critical: true } : {}),
})
