import { Button } from '../../../ui/button.tsx'
import { weekdays, type Written } from './calendars.ts'
import { SpanFields } from './span-fields.tsx'

/** The hours of each day of the week. */
export function WeekFields({ week, onChange }: { week: Written['week']; onChange: (week: Written['week']) => void }) {
  const same = week.slice(1, 5).every((day) => JSON.stringify(day) === JSON.stringify(week[0]))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-ui font-medium">Opening hours</legend>
      {weekdays.map((name, day) => (
        <div key={name} className="grid grid-cols-[88px_minmax(0,1fr)] items-start gap-2 max-sm:grid-cols-1 max-sm:gap-1">
          <span className="flex h-8 items-center text-ui max-sm:h-auto">{name}</span>
          <SpanFields of={name} spans={week[day] ?? []} onChange={(spans) => onChange(week.with(day, spans))} />
        </div>
      ))}
      {!same && <Button size="small" variant="ghost" className="self-start" onClick={() => onChange(week.map((day, n) => (n < 5 ? week[0]! : day)))}>Monday’s hours for all weekdays</Button>}
    </fieldset>
  )
}
