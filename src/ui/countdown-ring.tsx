/** A ring that drains once, over the seconds one still has. */
export function CountdownRing({ seconds, size = 16 }: { seconds: number; size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 16 16" className="shrink-0 -rotate-90">
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.2" />
      <circle
        cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="2" pathLength="100" strokeDasharray="100"
        className="[animation:ring-drain_linear_forwards] group-hover:[animation-play-state:paused]" style={{ animationDuration: `${seconds}s` }}
      />
    </svg>
  )
}
