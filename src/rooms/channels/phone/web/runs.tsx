import { useNow } from '../../../../ui/now.ts'
import { timer } from './call-words.ts'

/** How long a call has run, going on as one looks. */
export function Runs({ since }: { since: string }) {
  const now = useNow(1000)
  return <span role="timer" aria-label="How long the call has run" className="shrink-0 tabular-nums">{timer(now - Date.parse(since))}</span>
}
