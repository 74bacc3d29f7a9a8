import { Pencil } from 'lucide-react'
import { firstName, type Person } from '../presence.ts'

/** "Maya is writing a reply": keeps its line, so that nothing jumps. */
export function WritingLine({ people, what = 'a reply' }: { people: readonly Person[]; what?: string }) {
  const names = people.map((person) => firstName(person.name))
  const who = names.length > 2 ? `${names.length} people are` : names.length === 2 ? `${names[0]} and ${names[1]} are` : `${names[0]} is`
  return (
    <p aria-live="polite" className="flex h-6 items-center gap-1.5 px-1 text-meta text-muted">
      {names.length > 0 && <><Pencil aria-hidden size={12} className="text-own" />{who} writing {what}</>}
    </p>
  )
}
