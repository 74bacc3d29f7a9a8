import { useQuery } from '@tanstack/react-query'
import { BookOpen, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { inForce } from '../rules.ts'
import { playbooksQuery } from './playbooks.ts'

/** Beside the checklist of closing: the playbook for it, folded until one wants it. */
export function ClosingSteps({ teamId }: { teamId: string }) {
  const [open, setOpen] = useState(false)
  const one = inForce(useQuery(playbooksQuery).data ?? [], teamId).find((other) => other.trigger.kind === 'closing')
  if (!one) return null
  return (
    <section aria-label={`Playbook: ${one.name}`} className="text-ui">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-h-6 items-center gap-1.5 rounded-sm text-muted hover:text-ink max-sm:min-h-10">
        <BookOpen aria-hidden size={14} strokeWidth={1.75} />How to close well: {one.steps.length} steps<ChevronRight aria-hidden size={12} className={classNames('transition-transform', open && 'rotate-90')} />
      </button>
      {open && <ol className="mt-1 ml-5 list-decimal space-y-1 pl-1 marker:text-muted">{one.steps.map((step) => <li key={step.text}><span className="font-medium">{step.text}</span>{step.help && <span className="block text-meta text-muted">{step.help}</span>}</li>)}</ol>}
    </section>
  )
}
