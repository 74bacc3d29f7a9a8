import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { CountdownRing } from '../../../ui/countdown-ring.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useKeysRest } from '../../../ui/use-keys-rest.ts'
import { giveBack, goOn } from './claim-verbs.ts'
import { askedAt, type Claim } from './queues.ts'

/** When it goes back, by this browser's own clock: counted from when it heard that it is asked. */
const endOf = (claim: Claim): number => {
  const whole = claim.warnSeconds * 1000
  const heard = askedAt(claim.id)
  if (heard) return heard + whole
  return Date.now() + Math.max(0, Math.min(whole, claim.backAt ? Date.parse(claim.backAt) - Date.now() : whole))
}

/** Asks whether somebody goes on, with what is left of the time; in every tab of theirs. Whoever begins to type is there: what they type is meant for the page. */
export function StillThere({ claim }: { claim: Claim }) {
  const [end] = useState(() => endOf(claim))
  const [left, setLeft] = useState(() => Math.max(0, Math.ceil((end - Date.now()) / 1000)))
  const go = useRef<HTMLButtonElement>(null)
  const rests = useKeysRest(true)
  useEffect(() => {
    const beat = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 250)
    return () => clearInterval(beat)
  }, [end])
  useTitleSign(`${left} s: still on #${claim.number}?`)
  return (
    <Dialog
      open={rests} onOpenChange={(open) => { if (!open) void goOn(claim) }} width="small" title={`Still on #${claim.number}?`} description={claim.subject || 'No subject'} initialFocus={go}
      footer={<><Button variant="ghost" onClick={() => void giveBack(claim)} className="max-sm:h-11! max-sm:flex-1">Give back</Button><Button ref={go} variant="primary" onClick={() => void goOn(claim)} className="max-sm:h-11! max-sm:flex-1">Continue</Button></>}
    >
      <div className="flex items-center gap-4">
        <span className={left > 10 ? 'relative grid size-16 shrink-0 place-items-center text-time' : 'relative grid size-16 shrink-0 place-items-center text-late'}>
          <CountdownRing seconds={Math.max(1, (end - Date.now()) / 1000)} size={64} />
          <span aria-hidden className="absolute text-[19px] font-semibold text-ink tabular-nums">{left}</span>
        </span>
        <p className="text-ui text-muted">{left > 0 ? 'There was no sign of you for a while. Without an answer it goes back to its place in the queue, and somebody else may take it.' : 'It goes back to its place in the queue.'} Your draft and what you ticked off are kept.</p>
      </div>
      <p role="timer" aria-live="off" className="sr-only">{left} seconds left</p>
    </Dialog>
  )
}

/** The tab says it too, for who looks at another one. */
function useTitleSign(title: string): void {
  const [before] = useState(() => document.title)
  useEffect(() => { document.title = title }, [title])
  useEffect(() => () => { document.title = before }, [before])
}
