import type { ReactNode } from 'react'
import { clockText, readClock, type ClockFace } from './clock-state.ts'
import { useNow } from './now.ts'

/** A face with a clock draining around it: someone who was asked and has not answered yet. */
export function FaceInRing({ clock, children }: { clock?: ClockFace | undefined; children: ReactNode }) {
  const now = useNow(5000)
  const face = clock && readClock(clock, now)
  const colour = face && { calm: 'var(--own-solid)', risk: 'var(--time-solid)', last: 'var(--late-solid)', late: 'var(--late-solid)', paused: 'var(--n-9)', done: 'var(--own-solid)' }[face.state]
  return (
    <span title={clock ? `to accept: ${clockText(clock, now)}` : undefined} className="relative grid size-[22px] shrink-0 place-items-center">
      {children}
      {face && (
        <svg aria-hidden viewBox="0 0 22 22" className="absolute inset-0 -rotate-90">
          <circle cx="11" cy="11" r="10" fill="none" stroke={colour} strokeWidth="2" opacity="0.22" />
          <circle cx="11" cy="11" r="10" fill="none" stroke={colour} strokeWidth="2" pathLength="100" strokeDasharray={`${(face.state === 'done' ? 1 : face.state === 'late' ? 1 : face.left) * 100} 100`} className="transition-[stroke-dasharray] duration-(--calm)" />
        </svg>
      )}
    </span>
  )
}
