import { queryOptions, useQuery } from '@tanstack/react-query'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { Section } from '../../people/web/section.tsx'
import { callCustomers } from './customers.ts'

const rulesQuery = queryOptions({ queryKey: ['customers', 'rules'] as const, queryFn: () => callCustomers('GET /customer-settings') })
const days = (n: number): string => `For ${n === 1 ? '1 day' : `${n} days`}`

/** For how long a customer counts as verified, in the workspace. */
export function CustomerRules() {
  const { data } = useQuery(rulesQuery)
  if (!data) return null
  const change = async (verifiedDays: number) => {
    cache.setQueryData(rulesQuery.queryKey, { verifiedDays })
    try {
      cache.setQueryData(rulesQuery.queryKey, await callCustomers('PUT /customer-settings', { body: { verifiedDays } }))
    } catch (problem) {
      cache.setQueryData(rulesQuery.queryKey, data)
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  return (
    <Section title="Identity of customers" help={`Verified on Monday, a customer counts as verified ${days(data.verifiedDays).toLowerCase()}. Notes written in that time say how.`}>
      <Field label="A customer counts as verified" className="max-w-[420px]"><Select options={[...new Set([1, 7, 14, 30, 90, 180, 365, data.verifiedDays])].sort((a, b) => a - b).map((n) => ({ id: String(n), label: days(n) }))} value={String(data.verifiedDays)} onChange={(n) => void change(Number(n))} /></Field>
    </Section>
  )
}
