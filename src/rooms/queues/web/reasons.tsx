import { Badge } from '../../../ui/badge.tsx'
import { useNow } from '../../../ui/now.ts'
import type { Reason } from '../rules.ts'
import { reasonWords } from './reason-words.ts'

/** Why a ticket is served when it is: what speaks for it as marks, how long it waits behind them. */
export function Reasons({ reasons, most = 8 }: { reasons: readonly Reason[]; most?: number }) {
  const now = useNow(15_000)
  const marks = reasons.filter((one) => one.kind !== 'waiting').slice(0, most)
  const waits = reasons.find((one) => one.kind === 'waiting')
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-1">
      {marks.map((one) => { const { icon, tone, words } = reasonWords(one, now); return <Badge key={one.kind} icon={icon} tone={tone}>{words}</Badge> })}
      {waits && <span className="text-meta text-muted tabular-nums">{reasonWords(waits, now).words}</span>}
    </span>
  )
}
