import { useMyApprovalCount } from '../../rooms/approvals/web/approvals.ts'
import { useMyEscalationCount } from '../../rooms/escalations/web/escalations.ts'
import { useHandoffCount } from '../../rooms/handoffs/web/handoffs.ts'
import { usePromisesTodayCount } from '../../rooms/promises/web/promises-today.ts'

/** How many of each kind want me: known on every page, beside the place. One line a room; its rows stand in `day-sections.ts`. */
const counts: readonly (() => number)[] = [useHandoffCount, useMyEscalationCount, useMyApprovalCount, usePromisesTodayCount]

/** How much wants me, over all kinds. */
export const useDayCount = (): number => counts.reduce((sum, useCount) => sum + useCount(), 0)
