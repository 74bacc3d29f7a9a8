import { useQuery } from '@tanstack/react-query'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { placesQuery, type Place } from './calendars.ts'

const optionOf = (id: string | null, all: readonly { id: string; name: string }[]) => { const one = all.find((o) => o.id === id); return one ? { id: one.id, label: one.name } : null }
const options = (all: readonly { id: string; name: string }[]) => all.map((one) => ({ id: one.id, label: one.name }))

/** Whose public holidays it keeps: a country's, a state's, a region's, or nobody's. */
export function HolidayFields({ place, onChange }: { place: Place | null; onChange: (place: Place | null) => void }) {
  const { data } = useQuery({ ...placesQuery(place?.country, place?.state ?? undefined), placeholderData: (before) => before })
  const { countries = [], states = [], regions = [] } = data ?? {}
  return (
    <fieldset className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Public holidays of"><Combobox options={options(countries)} value={optionOf(place?.country ?? null, countries)} placeholder="No country" onChange={(one) => onChange(one && { country: one.id, state: null, region: null, bank: place?.bank ?? false })} /></Field>
        {place && states.length > 0 && <Field label="State" optional><Combobox options={options(states)} value={optionOf(place.state, states)} placeholder="All of it" onChange={(one) => onChange({ ...place, state: one?.id ?? null, region: null })} /></Field>}
        {place?.state && regions.length > 0 && <Field label="Region" optional><Combobox options={options(regions)} value={optionOf(place.region, regions)} placeholder="All of it" onChange={(one) => onChange({ ...place, region: one?.id ?? null })} /></Field>}
      </div>
      {place && <Switch checked={place.bank} onChange={(bank) => onChange({ ...place, bank })}>Bank holidays too</Switch>}
    </fieldset>
  )
}
