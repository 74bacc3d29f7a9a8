import { Button } from '../button.tsx'
import { CountdownRing } from '../countdown-ring.tsx'

/** The seconds in which a sent reply can still be taken back. */
export function SendCountdown({ to, seconds = 10, onUndo }: { to: string; seconds?: number; onUndo: () => void }) {
  return (
    <div role="status" className="mb-2 flex h-9 items-center gap-2 rounded-md border border-line bg-n-2 pr-1 pl-3 text-ui text-soft-ink">
      <CountdownRing seconds={seconds} size={14} />
      <span className="flex-1">Sending to {to}</span>
      <Button variant="ghost" size="small" shortcut="z" onClick={onUndo}>Undo</Button>
    </div>
  )
}
