import { ArrowDownWideNarrow } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import type { Order } from './tickets-call.ts'
import { orderNames } from './view-names.ts'

/** What comes first in the list. */
export function OrderMenu({ order, onChange }: { order: Order; onChange: (order: Order) => void }) {
  return (
    <Menu
      align="end" trigger={<IconButton icon={ArrowDownWideNarrow} label={`Order: ${orderNames[order]}`} />}
      groups={[{ label: 'Order', actions: (Object.keys(orderNames) as Order[]).map((one) => ({ id: one, label: orderNames[one], checked: one === order, onSelect: () => onChange(one) })) }]}
    />
  )
}
