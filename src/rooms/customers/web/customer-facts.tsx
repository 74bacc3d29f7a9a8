import { Link } from '@tanstack/react-router'
import { Facts } from '../../../ui/panel.tsx'
import { useNow } from '../../../ui/now.ts'
import { localClock } from '../../../ui/time-text.ts'
import { contactWords, languageName, type CustomerDetail } from './customers.ts'

/** Company, plan, local time, language and the way they like to be reached; what nobody knows is left out. */
export function CustomerFacts({ customer }: { customer: CustomerDetail }) {
  const { company, plan, zone, language, preferredContact } = customer
  return (
    <Facts facts={[
      ...(company ? [{ name: 'Company', value: <Link to="/customers" search={{ company: company.id }} className="hover:underline">{company.name}</Link> }] : []),
      ...(plan ? [{ name: 'Plan', value: plan }] : []),
      ...(zone ? [{ name: 'Local time', value: <LocalTime zone={zone} /> }] : []),
      ...(preferredContact !== 'unknown' ? [{ name: 'Prefers', value: contactWords[preferredContact] }] : []),
      ...(language ? [{ name: 'Language', value: languageName(language) }] : []),
    ]} />
  )
}

/** "13:05 · Berlin", going on as one looks. */
function LocalTime({ zone }: { zone: string }) {
  const now = useNow(15_000)
  return <span className="tabular-nums">{localClock(now, zone)} <span className="text-muted">· {zone.split('/').at(-1)!.replaceAll('_', ' ')}</span></span>
}
