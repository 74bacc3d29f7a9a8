import { X } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import type { OwnDay } from './calendars.ts'
import { SpanFields } from './span-fields.tsx'

const yearly = (day: OwnDay): boolean => day.date.length === 5

/** Days of its own: closed, or open at other hours, whatever holiday they are. */
export function DayFields({ days, onChange }: { days: readonly OwnDay[]; onChange: (days: OwnDay[]) => void }) {
  const year = new Date().getFullYear()
  const put = (at: number, part: Partial<OwnDay>) => onChange(days.map((one, n) => (n === at ? { ...one, ...part } : one)))
  const dated = (at: number, date: string, every: boolean) => date && put(at, { date: every ? date.slice(5) : date })
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 text-ui font-medium">Days of its own</legend>
      {days.map((day, at) => {
        const date = yearly(day) ? `${year}-${day.date}` : day.date
        const name = day.name || day.date
        return (
          <div key={at} className="flex flex-col gap-1.5 rounded-md border border-line p-2">
            <span className="flex flex-wrap items-center gap-2">
              <TextInput type="date" aria-label={`Date of ${name}`} value={date} onChange={(text) => dated(at, text, yearly(day))} className="w-40" />
              <TextInput aria-label={`Name of ${day.date}`} placeholder="What day is it?" value={day.name} maxLength={80} onChange={(text) => put(at, { name: text })} className="min-w-32 flex-1" />
              <IconButton icon={X} size="small" label={`Remove ${name}`} onClick={() => onChange(days.filter((_, n) => n !== at))} />
            </span>
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
              <SpanFields of={name} spans={day.open} onChange={(open) => put(at, { open })} />
              <Switch checked={yearly(day)} onChange={(every) => dated(at, date, every)}>Every year</Switch>
            </span>
          </div>
        )
      })}
      <Button size="small" className="self-start" onClick={() => onChange([...days, { date: new Date().toLocaleDateString('en-CA'), name: '', open: [] }])}>Add a day</Button>
    </fieldset>
  )
}
