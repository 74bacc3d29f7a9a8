/** Seven days as bars, today the last; what is not known is left out. */
export function LoadDays({ days, of }: { days: readonly (number | null)[]; of: string }) {
  const most = Math.max(1, ...days.map((one) => one ?? 0))
  const known = days.flatMap((one) => one ?? [])
  return (
    <svg role="img" aria-label={`${of} over seven days: ${known.join(', ')}`} viewBox="0 0 70 20" className="h-5 w-[70px] shrink-0">
      {days.map((one, n) => (one === null
        ? <line key={n} x1={n * 10 + 2} x2={n * 10 + 8} y1={19.5} y2={19.5} className="stroke-line-strong" />
        : <rect key={n} x={n * 10 + 2} width={6} rx={1} y={20 - Math.max(1, (one / most) * 20)} height={Math.max(1, (one / most) * 20)} className={n === days.length - 1 ? 'fill-own-solid' : 'fill-n-7'} />))}
    </svg>
  )
}
