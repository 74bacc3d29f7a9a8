import { useEffect, useRef } from 'react'
import { sayHere, usePresence, type Doing } from '../../../core/web/live.ts'
import type { Person } from '../../../ui/presence.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'

const idleMs = 6000

/** Says that one looks at a ticket, and that one writes while the keys go. */
export function useLooking(ticketId: string): (doing: Doing) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const on = `ticket:${ticketId}`
  useEffect(() => {
    sayHere(on)
    return () => {
      clearTimeout(timer.current)
      sayHere(null)
    }
  }, [on])
  return (doing) => {
    clearTimeout(timer.current)
    sayHere(on, doing)
    if (doing !== 'viewing') timer.current = setTimeout(() => sayHere(on), idleMs)
  }
}

/** The others who are at a ticket now: who looks, who writes a reply, who writes a note. */
export function useOthersHere(ticketId: string): { viewing: readonly Person[]; replying: readonly Person[]; noting: readonly Person[] } {
  const me = useMe()
  const { face } = useDirectory()
  const here = usePresence(`ticket:${ticketId}`).filter((one) => one.person !== me.id)
  const those = (doing: Doing) => here.filter((one) => one.doing === doing).map((one) => face(one.person))
  return { viewing: here.map((one) => face(one.person)), replying: those('replying'), noting: those('noting') }
}
