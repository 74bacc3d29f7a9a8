import type { TaskAct } from '../../../ui/task-row.tsx'
import { Button } from '../../../ui/button.tsx'
import { firstName } from '../../../ui/presence.ts'
import { useMyApprovals } from '../../approvals/web/approvals.ts'
import { decisionActs } from '../../approvals/web/my-approvals.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { answerActs } from '../../rota/web/swap-rows.tsx'
import { useSwaps } from '../../rota/web/swaps.ts'
import { useHelps } from '../../workload/web/helps.ts'
import { helpActs } from '../../workload/web/my-helps.tsx'
import type { Notification } from './notifications.ts'

type Matter = NonNullable<Notification['matter']>

/** What one can do at once with a thing that still waits for one's word; nothing once it was answered anywhere. */
function useMatterActs({ kind, id }: Matter): readonly TaskAct[] {
  const { face } = useDirectory()
  const swap = useSwaps().find((one) => one.id === id && one.may.answer)
  const help = useHelps().toMe.find((one) => one.id === id)
  const approval = useMyApprovals().waiting.find((one) => one.id === id)
  if (kind === 'swap') return swap ? answerActs(swap, firstName(face(swap.giverId).name)) : []
  if (kind === 'help') return help ? helpActs(help, firstName(face(help.helperId).name)) : []
  return kind === 'approval' && approval ? decisionActs(approval) : []
}

/** The acts below a line of the centre: answering is reading. */
export function MatterActs({ matter, onAct }: { matter: Matter; onAct: () => void }) {
  const acts = useMatterActs(matter)
  if (acts.length === 0) return null
  return (
    <p className="flex gap-1.5 pr-4 pb-2.5 pl-[52px]">
      {acts.map(({ id, label, icon, main, run }) => <Button key={id} size="small" variant={main ? 'secondary' : 'ghost'} icon={icon} onClick={() => { onAct(); run() }}>{label}</Button>)}
    </p>
  )
}
