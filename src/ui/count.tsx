import { classNames } from './class-names.ts'

const tones = { plain: 'text-muted', strong: 'text-ink font-medium', late: 'text-late font-medium', own: 'text-own font-medium' }

/** A number that changes without blinking; above 999 it is rounded: 1.2k. */
export function Count({ value, tone = 'plain', of, className }: { value: number; tone?: keyof typeof tones; /** What is counted, read aloud. */ of?: string; className?: string }) {
  return (
    <span className={classNames('text-meta tabular-nums', tones[tone], className)}>
      {shortCount(value)}
      {of && <span className="sr-only"> {of}</span>}
    </span>
  )
}

/** 7 · 999 · 1.2k · 31k · 1.4m */
export function shortCount(value: number): string {
  if (value < 1000) return String(value)
  const [unit, size] = value < 1_000_000 ? ['k', 1000] as const : ['m', 1_000_000] as const
  const short = value / size
  return `${short < 10 ? (Math.floor(short * 10) / 10).toString() : Math.floor(short)}${unit}`
}
