import { Badge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useNow } from '../../../ui/now.ts'
import type { Reason } from '../rules.ts'
import { reasonWords, type ReasonWords } from './reason-words.ts'

const inks: Record<ReasonWords['tone'], string> = { late: 'text-late font-medium', time: 'text-time font-medium', escalate: 'text-escalate font-medium', own: 'text-own', plain: 'text-muted' }

/** Why a ticket is served when it is: what speaks for it, then how long it waits. Marks where there is room, words with signs where there are many of them. */
export function Reasons({ reasons, quiet, className }: { reasons: readonly Reason[]; quiet?: boolean; className?: string }) {
  const now = useNow(15_000)
  const all = reasons.map((one) => ({ kind: one.kind, ...reasonWords(one, now) }))
  if (quiet) {
    return (
      <span className={classNames('flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5 text-meta tabular-nums', className)}>
        {all.map(({ kind, icon: Icon, tone, words }) => <span key={kind} className={classNames('inline-flex items-center gap-1 whitespace-nowrap', inks[tone])}><Icon aria-hidden size={12} strokeWidth={2} />{words}</span>)}
      </span>
    )
  }
  return (
    <span className={classNames('flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-1', className)}>
      {all.map(({ kind, icon, tone, words }) => (kind === 'waiting' ? <span key={kind} className="text-meta text-muted tabular-nums not-first:px-0.5">{words}</span> : <Badge key={kind} icon={icon} tone={tone}>{words}</Badge>))}
    </span>
  )
}
