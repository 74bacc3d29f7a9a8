import type { ComponentType } from 'react'
import { MyApprovals } from '../../rooms/approvals/web/my-approvals.tsx'
import { MyEscalations } from '../../rooms/escalations/web/my-escalations.tsx'
import { MyHandoffs } from '../../rooms/handoffs/web/my-handoffs.tsx'
import { MyAsks } from '../../rooms/notes/web/my-asks.tsx'
import { MyPromises } from '../../rooms/promises/web/my-promises.tsx'

/** What wants somebody, each kind under its name; in the order they are worked: what others wait for first. One line a room; how many there are stands in `day-count.ts`. */
export const daySections: readonly { readonly id: string; readonly Rows: ComponentType }[] = [
  { id: 'handoffs', Rows: MyHandoffs },
  { id: 'escalations', Rows: MyEscalations },
  { id: 'approvals', Rows: MyApprovals },
  { id: 'asks', Rows: MyAsks },
  { id: 'promises', Rows: MyPromises },
]
