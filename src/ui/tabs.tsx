import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Count } from './count.tsx'

export type TabsProps<Id extends string> = {
  tabs: readonly { id: Id; label: string; count?: number; panel?: ReactNode }[]
  value: Id
  onChange: (id: Id) => void
  label: string
  className?: string
}

/** Sides of one thing, one at a time. */
export function Tabs<Id extends string>({ tabs, value, onChange, label, className }: TabsProps<Id>) {
  return (
    <Base.Root value={value} onValueChange={(id) => onChange(id as Id)} className={className}>
      <Base.List aria-label={label} className="edge-hidden relative flex gap-4 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab key={tab.id} value={tab.id} className={classNames('flex h-9 shrink-0 items-center gap-1.5 text-ui text-muted transition-colors select-none hover:text-ink data-[active]:font-medium data-[active]:text-ink')}>
            {tab.label}
            {tab.count !== undefined && <Count value={tab.count} />}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-[2px] w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-ink transition-all duration-(--calm)" />
      </Base.List>
      {tabs.map((tab) => tab.panel !== undefined && <Base.Panel key={tab.id} value={tab.id} className="pt-3 outline-offset-4">{tab.panel}</Base.Panel>)}
    </Base.Root>
  )
}
