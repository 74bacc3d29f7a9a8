import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { optionLook, popupLook } from './control-look.ts'
import { Kbd } from './kbd.tsx'

export type MenuAction = {
  id: string
  label: string
  icon?: LucideIcon
  /** A quieter line below. */
  detail?: string
  shortcut?: string
  danger?: boolean
  checked?: boolean
  disabledReason?: string | null | false
  onSelect: () => void
}

/** Groups of acts; a line is drawn between groups. */
export type MenuGroups = readonly { label?: string; actions: readonly MenuAction[] }[]

export type MenuProps = {
  /** The button that opens it; must take props and a ref (Button, IconButton). */
  trigger: ReactElement
  groups: MenuGroups
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  /** Something above the acts, for example who is signed in. */
  head?: ReactNode
}

/** A few acts behind one button. */
export function Menu({ trigger, groups, align = 'start', side = 'bottom', head }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup data-blocks-keys className={classNames(popupLook, 'max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto')}>
            {head}
            <MenuItems groups={groups} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** The same acts where the pointer is, on a right click or a long press. */
export function ContextMenu({ groups, children }: { groups: MenuGroups; children: ReactElement }) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <BaseContext.Portal>
        <BaseContext.Positioner collisionPadding={8} className="z-50">
          <BaseContext.Popup data-blocks-keys className={classNames(popupLook, 'min-w-48 max-w-80')}>
            <MenuItems groups={groups} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

function MenuItems({ groups }: { groups: MenuGroups }) {
  return groups.map((group, index) => (
    <Fragment key={group.label ?? index}>
      {index > 0 && <Base.Separator className="-mx-1 my-1 h-px bg-line" />}
      <Base.Group>
        {group.label && <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-meta text-muted">{group.label}</Base.GroupLabel>}
        {group.actions.map((action) => <MenuLine key={action.id} {...action} />)}
      </Base.Group>
    </Fragment>
  ))
}

function MenuLine({ label, icon: Icon, detail, shortcut, danger, checked, disabledReason, onSelect }: MenuAction) {
  const second = disabledReason || detail
  return (
    <Base.Item label={label} disabled={Boolean(disabledReason)} onClick={onSelect} {...(checked === undefined ? {} : { role: 'menuitemcheckbox', 'aria-checked': checked })} className={classNames(optionLook, danger && 'text-danger! data-[highlighted]:bg-danger-soft')}>
      {Icon ? <Icon aria-hidden size={15} strokeWidth={1.75} className={danger ? '' : 'text-muted'} /> : checked !== undefined && <span aria-hidden className="w-4 text-center">{checked ? '✓' : ''}</span>}
      <span className="min-w-0 flex-1">
        {label}
        {second && <span className="block text-meta text-muted">{second}</span>}
      </span>
      {shortcut && <Kbd keys={shortcut} className="ml-3" />}
    </Base.Item>
  )
}
