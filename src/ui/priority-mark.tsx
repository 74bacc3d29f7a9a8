import { classNames } from './class-names.ts'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** How pressing a matter is: bars that fill, and for urgent a sign of its own. */
export function PriorityMark({ priority, showWord, className }: { priority: Priority; showWord?: boolean; className?: string }) {
  const level = ['low', 'normal', 'high', 'urgent'].indexOf(priority)
  const word = priority[0]!.toUpperCase() + priority.slice(1)
  return (
    <span className={classNames('inline-flex shrink-0 items-center gap-1.5', className)}>
      <svg aria-hidden={showWord} role={showWord ? undefined : 'img'} aria-label={showWord ? undefined : `${word} priority`} width="14" height="14" viewBox="0 0 14 14">
        {priority === 'urgent' ? (
          <><rect x="0.5" y="0.5" width="13" height="13" rx="3.5" fill="var(--late-solid)" /><path d="M7 3.4v4.4M7 10.2v.2" stroke="#fff" strokeWidth="1.7" strokeLinecap="round" /></>
        ) : (
          [0, 1, 2].map((bar) => <rect key={bar} x={1 + bar * 4.5} y={9 - bar * 3.5} width="3" height={4 + bar * 3.5} rx="1" fill={bar <= level ? 'var(--n-10)' : 'var(--n-5)'} />)
        )}
      </svg>
      {showWord && <span className={classNames('text-ui', priority === 'urgent' ? 'font-medium text-late' : 'text-soft-ink')}>{word}</span>}
    </span>
  )
}
