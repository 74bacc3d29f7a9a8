import { classNames } from '../../../ui/class-names.ts'

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** On which weekdays: 1 Monday to 7 Sunday. */
export function WeekdayField({ value, onChange }: { value: readonly number[]; onChange: (days: readonly number[]) => void }) {
  const toggle = (day: number) => onChange(value.includes(day) ? value.filter((one) => one !== day) : [...value, day].sort((a, b) => a - b))
  return (
    <fieldset>
      <legend className="mb-1 text-ui font-medium">On</legend>
      <div className="flex flex-wrap gap-1">
        {names.map((name, i) => (
          <button key={name} type="button" aria-pressed={value.includes(i + 1)} onClick={() => toggle(i + 1)} className={classNames('h-8 min-w-11 rounded-md border px-2 text-ui max-sm:h-10', value.includes(i + 1) ? 'border-ink bg-ink font-medium text-paper' : 'border-control-line text-soft-ink hover:bg-hover')}>
            <span aria-hidden>{name.slice(0, 3)}</span><span className="sr-only">{name}</span>
          </button>
        ))}
      </div>
    </fieldset>
  )
}
