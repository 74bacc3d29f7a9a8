import { CircleCheckBig, Handshake, ListChecks, Milestone, UserCheck, type LucideIcon } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { identityQuery } from '../../customers/web/identity.ts'
import type { Composing } from '../../tickets/web/composer-plugs.ts'
import type { advise, linesOf, Thing } from './advice.ts'

const signs: readonly { readonly thing: Thing; readonly icon: LucideIcon; readonly label: string; readonly lacks: string }[] = [
  { thing: 'who', icon: UserCheck, label: 'Who they are', lacks: 'who the customer is and how verified' },
  { thing: 'done', icon: ListChecks, label: 'What was done', lacks: 'what was done' },
  { thing: 'promised', icon: Handshake, label: 'What was promised', lacks: 'what was promised, or that nothing was' },
  { thing: 'next', icon: Milestone, label: 'What is next', lacks: 'what is next' },
]

/** Four small signs that fill as a note is written. Advice only: every note can be added. */
export function NoteAdvice({ head, mode, html }: Composing) {
  const { customerId } = head.ticket
  const verified = useQuery({ ...identityQuery(customerId ?? ''), enabled: mode === 'note' && customerId !== null }).data?.verification?.valid
  const [rules, setRules] = useState<{ advise: typeof advise; linesOf: typeof linesOf } | null>(null)
  useEffect(() => { if (mode === 'note') void import('./advice.ts').then(setRules) }, [mode])
  if (mode !== 'note' || !rules) return null
  const { there, missing, verdict } = rules.advise(rules.linesOf(html), { verified })
  if (verdict === 'nothing') return null
  // A question to a colleague is no account of what happened.
  const asks = html.includes('data-mention')
  const said = verdict === 'whole' ? 'Holds all that whoever reads it next needs.' : verdict === 'thin' && !asks ? `Says too little for somebody else to go on with. Add ${named(missing)}.` : missing.length === 1 && !asks ? `Only missing: ${named(missing)}.` : null
  return (
    <div role="status" aria-label="What the note holds" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta">
      <ul className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {signs.map(({ thing, icon: Icon, label, lacks }) => (
          <li key={thing} data-tip={there[thing] ? label : `Still missing: ${lacks}`} className={classNames('flex items-center gap-1', there[thing] ? 'font-medium text-good' : 'text-muted')}>
            <Icon aria-hidden size={13} strokeWidth={there[thing] ? 2.25 : 1.5} className={there[thing] ? '' : 'opacity-60'} />{label}<span className="sr-only">{there[thing] ? ': there' : ': missing'}</span>
          </li>
        ))}
      </ul>
      {said && <span className={classNames('flex min-w-0 items-center gap-1', verdict === 'whole' ? 'text-good' : verdict === 'thin' ? 'text-time' : 'text-muted')}>{verdict === 'whole' && <CircleCheckBig aria-hidden size={13} />}{said}</span>}
    </div>
  )
}

function named(missing: readonly Thing[]): string {
  const words = missing.map((thing) => signs.find((one) => one.thing === thing)!.lacks)
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0] ?? ''
}
