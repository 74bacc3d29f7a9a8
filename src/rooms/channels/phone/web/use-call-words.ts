import { useEffect } from 'react'
import { useStore } from '../../../../core/web/store.ts'
import { keeperOf, type CallKeeper, type KeptWords } from './call-keeper.ts'
import type { Call } from './phone.ts'

/** The words about a call as they are written here, and whoever keeps them. What another window wrote meanwhile comes in as it is read. */
export function useCallWords(call: Call): KeptWords & { readonly keeper: CallKeeper } {
  const keeper = keeperOf(call)
  useEffect(() => keeper.follow(call), [keeper, call])
  return { ...useStore(keeper.state), keeper }
}
