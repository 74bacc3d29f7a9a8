import { store, useStore } from '../../../core/web/store.ts'
import type { Shift, Worked } from './rota.ts'

/** What is asked for over the rota: a shift to add or change, one day of it, a swap, an absence. */
export type RotaAsk =
  | { readonly kind: 'add'; readonly personId?: string; readonly day: string }
  | { readonly kind: 'shift'; readonly shift: Shift; readonly day: string }
  | { readonly kind: 'day'; readonly one: Worked; readonly left?: boolean | undefined }
  | { readonly kind: 'swap'; readonly one: Worked }
  | { readonly kind: 'absence'; readonly day: string }

const asking = store<RotaAsk | null>(null)
export const askRota = (ask: RotaAsk | null): void => asking.set(ask)
export const useRotaAsk = (): RotaAsk | null => useStore(asking)
