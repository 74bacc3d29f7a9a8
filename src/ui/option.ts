import type { ReactNode } from 'react'

/** One thing to choose. */
export type Option<Id extends string = string> = {
  id: Id
  label: string
  /** A quieter second line or word. */
  detail?: string
  /** A face or a sign before the label. */
  sign?: ReactNode
  /** Why it cannot be chosen now. */
  disabledReason?: string
}
