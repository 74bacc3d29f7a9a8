import { AbsenceDialog } from './absence-dialog.tsx'
import { DayDialog } from './day-dialog.tsx'
import { askRota, useRotaAsk } from './rota-state.ts'
import { ShiftDialog } from './shift-dialog.tsx'
import { SwapDialog } from './swap-dialog.tsx'

/** What was asked for, over the rota. */
export function RotaDialogs({ teamId }: { teamId: string }) {
  const ask = useRotaAsk()
  const close = () => askRota(null)
  if (!ask) return null
  if (ask.kind === 'add') return <ShiftDialog teamId={teamId} shift={null} day={ask.day} personId={ask.personId} onClose={close} />
  if (ask.kind === 'shift') return <ShiftDialog teamId={teamId} shift={ask.shift} day={ask.day} onClose={close} />
  if (ask.kind === 'day') return <DayDialog one={ask.one} left={ask.left} onClose={close} />
  if (ask.kind === 'absence') return <AbsenceDialog teamId={teamId} day={ask.day} onClose={close} />
  return <SwapDialog one={ask.one} onClose={close} />
}
