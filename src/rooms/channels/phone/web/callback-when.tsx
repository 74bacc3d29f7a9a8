import { useQuery } from '@tanstack/react-query'
import { CalendarClock, CircleAlert } from 'lucide-react'
import { use, useState } from 'react'
import { atHour } from '../../../../ui/at-hour.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNow } from '../../../../ui/now.ts'
import { Select } from '../../../../ui/select.tsx'
import { TimeField } from '../../../../ui/time-field.tsx'
import { exactTime, localClock } from '../../../../ui/time-text.ts'
import { ReaderContext } from '../../../../ui/time.tsx'
import { QuietWarning } from './call-card.tsx'
import { contactQuery, timesQuery } from './phone.ts'

const minute = 60_000
const cityOf = (zone: string) => zone.split('/').at(-1)!.replaceAll('_', ' ')

/** A time to call back: tomorrow at ten where the customer is, until another is chosen. */
export function useCallbackTime(ticketId: string): [number, (at: number) => void] {
  const { zone } = use(ReaderContext)
  const times = useQuery(timesQuery(ticketId)).data
  const [now] = useState(() => Date.now())
  const [chosen, choose] = useState<number | null>(null)
  return [chosen ?? atHour(now, 1, 10, times?.zone ?? zone ?? 'UTC'), choose]
}

/** When to call back: as the customer's clock shows it, with our business hours beside it. */
export function CallbackWhen({ ticketId, name, value, onChange, error }: { ticketId: string; name: string; value: number; onChange: (at: number) => void; error?: string | null }) {
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const times = useQuery(timesQuery(ticketId)).data
  const contact = useQuery(contactQuery(ticketId)).data
  const mine = reader.zone ?? 'UTC'
  const [chosen, setZone] = useState<'theirs' | 'mine' | null>(null)
  const theirs = times?.zone ?? null
  const inTheirs = theirs !== null && (chosen ?? 'theirs') === 'theirs'
  const zone = inTheirs ? theirs : mine
  const usual = [{ label: 'In an hour', at: Math.ceil((now + 60 * minute) / (5 * minute)) * 5 * minute }, ...[[0, 14], [0, 17], [1, 10], [1, 14]].map(([day, hour]) => ({ label: `${day === 0 ? 'Today' : 'Tomorrow'} ${hour}:00`, at: atHour(now, day!, hour!, zone) }))].filter((one) => one.at > now + 10 * minute).slice(0, 4)
  const open = times && !Number.isNaN(value) ? times.open.length > 0 && times.open.some((one) => Date.parse(one.from) <= value && value < Date.parse(one.to)) : true
  const far = times?.open.length ? value > Date.parse(times.open.at(-1)!.to) : false
  return (
    <div className="flex flex-col gap-3">
      <Field label="When" error={error} help={!Number.isNaN(value) && theirs !== null && theirs !== mine ? (inTheirs ? `For you that is ${exactTime(value, { ...reader, zone: mine })}.` : `For ${name} that is ${exactTime(value, { ...reader, zone: theirs })}.`) : undefined}>
        <div className="flex flex-wrap items-center gap-1.5">
          <ReaderContext value={{ ...reader, zone }}><TimeField label="When" value={value} onChange={onChange} /></ReaderContext>
          {theirs !== null && theirs !== mine && <span className="w-52"><Select label="Whose time" size="small" options={[{ id: 'theirs', label: `${name}’s time (${cityOf(theirs)})` }, { id: 'mine', label: `My time (${cityOf(mine)})` }]} value={inTheirs ? 'theirs' : 'mine'} onChange={(one) => setZone(one as 'theirs' | 'mine')} /></span>}
        </div>
        <div className="mt-1 flex flex-wrap gap-1">{usual.map((one) => <Button key={one.label} size="small" variant="ghost" onClick={() => onChange(one.at)}>{one.label}</Button>)}</div>
      </Field>
      {times && <p className={`flex items-start gap-1.5 text-meta ${open || far ? 'text-muted' : 'text-time'}`}>{open || far ? <CalendarClock aria-hidden size={13} className="mt-px shrink-0" /> : <CircleAlert aria-hidden size={13} className="mt-px shrink-0" />}<span>{open || far ? 'Business hours' : 'Outside of business hours'}: {times.hours.words.join(', ')} ({cityOf(times.hours.zone)}, now {localClock(now, times.hours.zone)})</span></p>}
      {contact && <QuietWarning contact={contact} name={name} at={value} />}
    </div>
  )
}
