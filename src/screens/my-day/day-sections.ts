import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

const rows = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name): LazyExoticComponent<ComponentType> => lazy(async () => ({ default: (await load())[name] }))

/**
 * What wants somebody, each kind under its name; in the order they are worked: what others wait for first. One line a room,
 * fetched once the page stands; how many there are stands in `day-count.ts`.
 */
export const daySections: readonly { readonly id: string; readonly Rows: ComponentType }[] = [
  { id: 'shift', Rows: rows(() => import('../../rooms/handovers/web/shift-bar.tsx'), 'ShiftBar') },
  { id: 'claims', Rows: rows(() => import('../../rooms/queues/web/my-claims.tsx'), 'MyClaims') },
  { id: 'callbacks', Rows: rows(() => import('../../rooms/channels/phone/web/my-callbacks.tsx'), 'MyCallbacks') },
  { id: 'handoffs', Rows: rows(() => import('../../rooms/handoffs/web/my-handoffs.tsx'), 'MyHandoffs') },
  { id: 'escalations', Rows: rows(() => import('../../rooms/escalations/web/my-escalations.tsx'), 'MyEscalations') },
  { id: 'approvals', Rows: rows(() => import('../../rooms/approvals/web/my-approvals.tsx'), 'MyApprovals') },
  { id: 'looks', Rows: rows(() => import('../../rooms/looks/web/my-looks.tsx'), 'MyLooks') },
  { id: 'asks', Rows: rows(() => import('../../rooms/notes/web/my-asks.tsx'), 'MyAsks') },
  { id: 'swaps', Rows: rows(() => import('../../rooms/rota/web/swap-rows.tsx'), 'MySwaps') },
  { id: 'leave', Rows: rows(() => import('../../rooms/leave/web/my-leave-rows.tsx'), 'MyLeaveRows') },
  { id: 'helps', Rows: rows(() => import('../../rooms/workload/web/my-helps.tsx'), 'MyHelps') },
  { id: 'promises', Rows: rows(() => import('../../rooms/promises/web/my-promises.tsx'), 'MyPromises') },
]
