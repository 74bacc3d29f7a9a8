import { use, useId } from 'react'
import { classNames } from './class-names.ts'
import { clockText, readClock, type ClockFace, type ClockState } from './clock-state.ts'
import { useNow } from './now.ts'
import { ReaderContext } from './time.tsx'
import { exactTime } from './time-text.ts'
import { Tooltip } from './tooltip.tsx'

const strokes: Record<ClockState, string> = { calm: 'var(--n-9)', risk: 'var(--time-solid)', last: 'var(--late-solid)', late: 'var(--late-solid)', paused: 'var(--n-9)', done: 'var(--good-solid)' }
const words: Record<ClockState, string> = { calm: 'text-muted', risk: 'text-time font-medium', last: 'text-late font-medium', late: 'text-late font-medium', paused: 'text-muted', done: 'text-good' }

export type ClockRingProps = {
  clock: ClockFace
  /** What it is the clock of: "reply", "promise". */
  label?: string
  /** Says the label on hover and focus only, where there is little room. */
  quietLabel?: boolean
  /** Whose it is. */
  whose?: string | null
  /** Can be reached by Tab, so that its words are shown on focus. */
  focusable?: boolean
  /** Shows words beside the ring: "due 14:30". */
  showText?: boolean
  size?: number
  className?: string
}

/** A ring that drains: grey while there is time, amber at risk, red in the last tenth and after, hatched while paused. */
export function ClockRing({ clock, label, quietLabel, whose, focusable, showText, size = 14, className }: ClockRingProps) {
  const reader = use(ReaderContext)
  const now = useNow(clock.dueAt - Date.now() < 120_000 ? 1000 : 15_000)
  const { state, left } = readClock(clock, now)
  const text = clockText(clock, now, reader)
  const said = label ? `${label} ${text}` : text
  const hatch = useId()
  return (
    <Tooltip text={[said, ...(state === 'paused' ? [] : [exactTime(clock.dueAt, reader)]), ...(whose ? [whose] : [])].join('\n')}>
      <span role={showText ? undefined : 'img'} aria-label={showText ? undefined : said} tabIndex={focusable ? 0 : undefined} className={classNames('inline-flex max-w-full min-w-0 items-center gap-1.5 text-meta tabular-nums', words[state], className)}>
        <svg aria-hidden width={size} height={size} viewBox="0 0 14 14" className="shrink-0">
          {state === 'paused' ? (
            <>
              <pattern id={hatch} width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.3" height="3" fill={strokes.paused} /></pattern>
              <circle cx="7" cy="7" r="5.6" fill={`url(#${hatch})`} stroke={strokes.paused} strokeWidth="1.4" />
            </>
          ) : state === 'late' ? (
            <><circle cx="7" cy="7" r="6.5" fill={strokes.late} /><path d="M7 3.6V7.3l2.2 1.5" fill="none" stroke="var(--paper)" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" /></>
          ) : (
            <>
              <circle cx="7" cy="7" r="5.5" fill="none" stroke={strokes[state]} strokeWidth="2" opacity="0.22" />
              <circle cx="7" cy="7" r="5.5" fill="none" stroke={strokes[state]} strokeWidth="2" pathLength="100" strokeDasharray={`${(state === 'done' ? 1 : left) * 100} 100`} transform="rotate(-90 7 7)" className="transition-[stroke-dasharray] duration-(--calm)" />
            </>
          )}
        </svg>
        {showText && <span className="truncate">{label && !quietLabel && <span className="font-normal text-muted">{label} </span>}{text}</span>}
      </span>
    </Tooltip>
  )
}
