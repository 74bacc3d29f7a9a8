import { CommandPalette } from '../../../ui/command-palette.tsx'
import { PriorityMark } from '../../../ui/priority-mark.tsx'
import { priorities } from '../rules.ts'
import type { ChooserProps } from './chooser.tsx'
import { setPriority } from './ticket-verbs.ts'

const words = { urgent: 'someone cannot work, or is in danger', high: 'today', normal: 'in its turn', low: 'when there is time' }

export default function PriorityChooser({ rows, onDone }: ChooserProps) {
  const current = rows.length === 1 ? rows[0]!.priority : null
  return (
    <CommandPalette
      open onOpenChange={(open) => !open && onDone()} placeholder="Priority"
      groups={[{ label: 'Priority', actions: priorities.toReversed().map((one) => ({ id: one, label: one[0]!.toUpperCase() + one.slice(1), detail: one === current ? 'as it is now' : words[one], sign: <PriorityMark priority={one} />, run: () => void (one === current || setPriority(rows, one)) })) }]}
    />
  )
}
