import type { ComponentType } from 'react'
import { MyApprovals } from '../../rooms/approvals/web/my-approvals.tsx'
import { useMyApprovalCount } from '../../rooms/approvals/web/approvals.ts'
import { MyHandoffs, useHandoffCount } from '../../rooms/handoffs/web/my-handoffs.tsx'
import { MyEscalations, useMyEscalationCount } from '../../rooms/escalations/web/my-escalations.tsx'
import { MyPromises, useMyPromisesCount } from '../../rooms/promises/web/my-promises.tsx'

/** What wants somebody, of one kind: how many there are, and the rows. A room brings it. */
export interface DaySection {
  readonly id: string
  /** How many want me now: counted in the column of views too. */
  readonly useCount: () => number
  readonly Rows: ComponentType
}

/** In the order they are worked: what others wait for first. One line a room. */
export const daySections: readonly DaySection[] = [
  { id: 'handoffs', useCount: useHandoffCount, Rows: MyHandoffs },
  { id: 'escalations', useCount: useMyEscalationCount, Rows: MyEscalations },
  { id: 'approvals', useCount: useMyApprovalCount, Rows: MyApprovals },
  { id: 'promises', useCount: useMyPromisesCount, Rows: MyPromises },
]

/** How much wants me, over all kinds. */
export const useDayCount = (): number => daySections.reduce((sum, section) => sum + section.useCount(), 0)
