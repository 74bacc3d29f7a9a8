import { useKeys } from '../../../ui/keys.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import type { Choice } from './closings.ts'

const byKey = 9

/** Why it is closed: one of few, by its number. */
export function ReasonChoices({ reasons, value, onChange }: { reasons: readonly Choice[]; value: string | null; onChange: (id: string, byNumber: boolean) => void }) {
  useKeys(Object.fromEntries(reasons.slice(0, byKey).map((one, at) => [String(at + 1), { run: () => onChange(one.id, true), overDialogs: true }])))
  return (
    <RadioGroup
      label="Why it is closed" value={value} onChange={(id) => onChange(id, false)} className="gap-x-6 sm:grid! sm:grid-cols-2"
      options={reasons.map((one, at) => ({ id: one.id, label: one.name, sign: at < byKey ? <Kbd keys={String(at + 1)} className="order-last ml-auto" /> : undefined }))}
    />
  )
}
