import { Check, Circle, CircleSlash } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { useDeciding } from '../../approvals/web/deciding.ts'
import { useAsking as useEscalating } from '../../escalations/web/dialog-state.ts'
import { useAsking as useLooking } from '../../looks/web/look-state.ts'
import type { Row } from '../../tickets/web/tickets-call.ts'
import type { Need } from './closings.ts'
import { Settling } from './settling.tsx'

/** Whether something is being settled in a dialog of its own: the list steps aside for it. */
export function useElsewhere(): boolean {
  const escalating = useEscalating() !== null
  const deciding = useDeciding() !== null
  const looking = useLooking() !== null
  return escalating || deciding || looking
}

const fields = ['reason', 'note']
/** What takes longest first, then what stops, what is advised, what was waived. */
const rank = (one: Need): number => (one.kind === 'attempts' ? 0 : one.required ? 1 : one.waived === null ? 2 : 3)

/** What is still open, each with what settles it; what was settled here stays, ticked. */
export function NeedList({ row, needs, onLeave, plain }: { row: Row; needs: readonly Need[]; onLeave: () => void; /** Without a heading of its own. */ plain?: boolean }) {
  const seen = useRef(new Map<string, Need>())
  const now = new Map(needs.map((one) => [one.id, one]))
  // Its place stays as it was first: what is settled is ticked where it stood.
  for (const one of needs) if (!fields.includes(one.kind) && one.kind !== 'attempts' && !seen.current.has(one.id)) seen.current.set(one.id, one)
  const all = [...needs.filter((one) => one.kind === 'attempts'), ...[...seen.current.values()].toSorted((a, b) => rank(a) - rank(b)).map((one) => now.get(one.id) ?? one)]
  if (all.length === 0) return null
  return (
    <section aria-label={plain ? `Before #${row.number} is closed` : 'Before it is closed'}>
      {!plain && <h3 className="mb-1 text-ui font-medium">Before it is closed</h3>}
      <ul className="divide-y divide-line border-y border-line">
        {all.map((one) => {
          if (!now.has(one.id)) return <Item key={one.id} icon={<Check aria-hidden size={15} className="text-good" />} state="settled"><span className="text-muted">{one.words}</span></Item>
          if (one.waived !== null) return <Item key={one.id} icon={<CircleSlash aria-hidden size={15} className="text-muted" />} state="waived"><span className="text-muted">{one.words}<span className="block text-meta">Need not be done: {one.waived}</span></span></Item>
          return <Item key={one.id} icon={<Circle aria-hidden size={15} className={one.required ? 'text-time' : 'text-muted'} />} state={one.required ? 'still open' : 'may stay as it is'}><Settling need={one} row={row} onLeave={onLeave} /></Item>
        })}
      </ul>
    </section>
  )
}

const Item = ({ icon, state, children }: { icon: ReactNode; state: string; children: ReactNode }) => (
  <li className="flex min-h-10 items-start gap-2.5 py-2 text-ui"><span className="mt-0.5 shrink-0">{icon}</span><span className="sr-only">{state}: </span><div className="min-w-0 flex-1">{children}</div></li>
)
