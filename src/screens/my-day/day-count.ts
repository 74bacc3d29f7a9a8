import { ArrowRightLeft, CalendarClock, CircleHelp, HandHeart, Eye, Handshake, Phone, Stamp, TrendingUp, UserRoundCheck, type LucideIcon } from 'lucide-react'
import { useCallbackCount } from '../../rooms/channels/phone/web/callbacks-due.ts'
import { useMyApprovalCount } from '../../rooms/approvals/web/approvals.ts'
import { useMyEscalationCount } from '../../rooms/escalations/web/escalations.ts'
import { useHandoffCount } from '../../rooms/handoffs/web/handoffs.ts'
import { useCoveringCount } from '../../rooms/leave/web/covering.ts'
import { useLookCount } from '../../rooms/looks/web/looks.ts'
import { useMyAskCount } from '../../rooms/notes/web/asks.ts'
import { useMySwapCount } from '../../rooms/rota/web/swaps.ts'
import { usePromisesTodayCount } from '../../rooms/promises/web/promises-today.ts'
import { useHelpCount } from '../../rooms/workload/web/helps.ts'

/** One kind of what wants me: its line in the column of views while there is any. */
export interface DayKind { readonly id: string; readonly label: string; readonly icon: LucideIcon; readonly useCount: () => number }

/** Known on every page, beside the place. One line a room; its rows stand in `day-sections.ts` under the same id. */
const kinds: readonly DayKind[] = [
  { id: 'callbacks', label: 'Callbacks', icon: Phone, useCount: useCallbackCount },
  { id: 'handoffs', label: 'Offered', icon: ArrowRightLeft, useCount: useHandoffCount },
  { id: 'escalations', label: 'Escalated', icon: TrendingUp, useCount: useMyEscalationCount },
  { id: 'approvals', label: 'Approvals', icon: Stamp, useCount: useMyApprovalCount },
  { id: 'looks', label: 'To look at', icon: Eye, useCount: useLookCount },
  { id: 'asks', label: 'Asked of me', icon: CircleHelp, useCount: useMyAskCount },
  { id: 'swaps', label: 'Shifts to swap', icon: CalendarClock, useCount: useMySwapCount },
  { id: 'leave', label: 'Standing in', icon: UserRoundCheck, useCount: useCoveringCount },
  { id: 'helps', label: 'Offered help', icon: HandHeart, useCount: useHelpCount },
  { id: 'promises', label: 'Promised today', icon: Handshake, useCount: usePromisesTodayCount },
]

/** How many of each kind want me. */
export const useDayCounts = (): readonly (DayKind & { readonly count: number })[] => kinds.map((kind) => ({ ...kind, count: kind.useCount() }))
/** How much wants me, over all kinds. */
export const useDayCount = (): number => useDayCounts().reduce((sum, kind) => sum + kind.count, 0)
