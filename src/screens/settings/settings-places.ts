import type { LucideIcon } from 'lucide-react'
import type { Role } from './role.ts'

/** One page of the settings: its line in the column beside them, and in the palette. */
export interface SettingsPlace {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly to: string
  readonly group: 'You' | 'Workspace' | 'Mail'
  /** Least role it is for. */
  readonly least?: Role
}

export const settingsPlaces: readonly SettingsPlace[] = []
