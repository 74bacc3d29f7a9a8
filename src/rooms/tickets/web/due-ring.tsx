import { ClockRing } from '../../../ui/clock-ring.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import type { Row } from './tickets-call.ts'

type Due = Omit<NonNullable<Row['nextDue']>, 'clockId' | 'kind'>

/** The ring of a due time: what it is for, when exactly and whose it is are said on hover and focus. */
export function DueRing({ due, quietLabel, focusable }: { due: Due; quietLabel?: boolean; focusable?: boolean }) {
  const { face, teamName } = useDirectory()
  const at = (time: string | null) => (time === null ? null : Date.parse(time))
  const whose = due.personId ? face(due.personId).name : due.teamId ? teamName(due.teamId) : null
  return (
    <ClockRing
      clock={{ startedAt: Date.parse(due.startedAt), dueAt: Date.parse(due.dueAt), warnAt: at(due.warnAt), pausedAt: at(due.pausedAt), pauseReason: due.pauseReason }}
      label={due.label || undefined} quietLabel={quietLabel} whose={whose} focusable={focusable} showText
    />
  )
}
