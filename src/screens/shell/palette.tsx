import { CommandPalette } from '../../ui/command-palette.tsx'
import { useListedActs } from '../../ui/acts.ts'

/** Everything that can be gone to, done and found, in one box. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const groups = useListedActs().map(({ label, acts }) => ({ label, actions: acts.map(({ keys, ...act }) => ({ ...act, shortcut: keys })) }))
  return <CommandPalette open={open} onOpenChange={onOpenChange} groups={groups} />
}
