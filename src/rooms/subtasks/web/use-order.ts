import { useRef, useState, type PointerEvent } from 'react'
import { useKeys } from '../../../ui/keys.ts'
import { announce } from '../../../ui/live-region.tsx'
import { checklistNow, move, type Subtask } from './subtasks.ts'

interface Mark { readonly id: string; readonly side: 'above' | 'below' }
/** What the handle of a line is given: taken with a mouse, a pen or a finger, the line goes where it is let go. */
export interface Grip { readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void; readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void; readonly onPointerUp: () => void; readonly onPointerCancel: () => void }

/** The order of the lines of a checklist: by their handles, and by ⌥ and an arrow on the line that has the focus. Each ticket's lines stay among themselves. */
export function useOrder(all: readonly Subtask[], ticketId: string) {
  const list = useRef<HTMLUListElement>(null)
  const [held, setHeld] = useState<Subtask | null>(null)
  const [mark, setMark] = useState<Mark | null>(null)
  const own = (one: Subtask) => all.filter((other) => other.ticketId === one.ticketId)
  /** The same as they stand this moment: a key may be pressed again before the last one's effect is drawn. */
  const ownNow = (one: Subtask) => { const shown = new Set(all.map((other) => other.id)); return checklistNow(ticketId).filter((other) => shown.has(other.id) && other.ticketId === one.ticketId) }

  const put = (one: Subtask, to: number) => {
    const others = ownNow(one).filter((other) => other.id !== one.id)
    void move(ticketId, one, others[to]?.id ?? null)
    announce(`“${one.text}” is ${to + 1} of ${others.length + 1}`)
  }
  const step = (one: Subtask, by: -1 | 1, among = own(one)): (() => void) | null => {
    const to = among.findIndex((other) => other.id === one.id) + by
    return one.may.change && to >= 0 && to < among.length ? () => put(one, to) : null
  }
  const focused = (by: -1 | 1) => {
    const id = document.activeElement?.closest<HTMLElement>('[data-subtask]')?.dataset['subtask']
    const one = all.find((other) => other.id === id)
    if (one) (step(one, by, ownNow(one)) ?? (() => announce(by < 0 ? 'It is the first' : 'It is the last')))()
  }
  useKeys({ '⌥arrowup': { label: 'Move the sub-task up', run: () => focused(-1) }, '⌥arrowdown': { label: 'Move the sub-task down', run: () => focused(1) } }, { group: 'Sub-tasks', enabled: all.some((one) => one.may.change) })

  const over = (y: number): Mark | null => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-subtask]') ?? [])].filter((row) => own(held!).some((one) => one.id === row.dataset['subtask']))
    const row = rows.find((one) => y < one.getBoundingClientRect().bottom) ?? rows.at(-1)
    if (!row || row.dataset['subtask'] === held!.id) return null
    const { top, height } = row.getBoundingClientRect()
    return { id: row.dataset['subtask']!, side: y < top + height / 2 ? 'above' : 'below' }
  }
  const letGo = () => { setHeld(null); setMark(null) }
  const grip = (one: Subtask): Grip => ({
    onPointerDown(event) {
      if (event.button !== 0) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      setHeld(one)
    },
    onPointerMove({ clientY }) {
      if (!held) return
      const next = over(clientY)
      if (next?.id !== mark?.id || next?.side !== mark?.side) setMark(next)
    },
    onPointerUp() {
      if (held && mark) {
        const others = own(held).filter((other) => other.id !== held.id)
        put(held, others.findIndex((other) => other.id === mark.id) + (mark.side === 'below' ? 1 : 0))
      }
      letGo()
    },
    onPointerCancel: letGo,
  })
  return { list, held: held?.id ?? null, mark, grip, step }
}
