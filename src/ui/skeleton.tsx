import { classNames } from './class-names.ts'

/** A grey shape where text will be; only seen when loading takes longer than 150 ms. Size it with classes: `h-4 w-32`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('appear-late block rounded-sm bg-n-4', className ?? 'h-4 w-full')} />
}

/** Lines in the shape of a list that is on its way. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-14 flex-col justify-center gap-2 border-b border-line px-4">
          <Skeleton className={classNames('h-3', ['w-3/4', 'w-1/2', 'w-2/3', 'w-3/5'][row % 4])} />
          <Skeleton className={classNames('h-2.5', ['w-1/3', 'w-2/5', 'w-1/4'][row % 3])} />
        </div>
      ))}
    </div>
  )
}
