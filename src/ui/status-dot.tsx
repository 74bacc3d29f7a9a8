import { classNames } from './class-names.ts'

export type Status = 'new' | 'open' | 'waiting' | 'closed'

const words: Record<Status, string> = { new: 'New', open: 'Open', waiting: 'Waiting', closed: 'Closed' }

/** Where a matter stands, by shape as well as colour: new (dashed), open (ring), waiting (two bars), closed (full with a tick). */
export function StatusDot({ status, showWord, size = 14, className }: { status: Status; showWord?: boolean; size?: number; className?: string }) {
  return (
    <span className={classNames('inline-flex shrink-0 items-center gap-1.5', className)}>
      <svg aria-hidden={showWord} role={showWord ? undefined : 'img'} aria-label={showWord ? undefined : words[status]} width={size} height={size} viewBox="0 0 14 14" fill="none">
        {status === 'new' && <circle cx="7" cy="7" r="5.5" stroke="var(--n-10)" strokeWidth="1.6" strokeDasharray="2.6 1.72" />}
        {status === 'open' && <circle cx="7" cy="7" r="5.5" stroke="var(--own-solid)" strokeWidth="1.6" />}
        {status === 'open' && <circle cx="7" cy="7" r="2.4" fill="var(--own-solid)" />}
        {status === 'waiting' && <><circle cx="7" cy="7" r="5.5" stroke="var(--n-9)" strokeWidth="1.6" /><path d="M5.6 4.9v4.2M8.4 4.9v4.2" stroke="var(--n-10)" strokeWidth="1.5" strokeLinecap="round" /></>}
        {status === 'closed' && <><circle cx="7" cy="7" r="6.3" fill="var(--n-9)" /><path d="M4.4 7.2l1.8 1.8 3.5-3.8" stroke="var(--paper)" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" /></>}
      </svg>
      {showWord && <span className="text-ui text-soft-ink">{words[status]}</span>}
    </span>
  )
}
