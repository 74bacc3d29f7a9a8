import { useEffect, useState } from 'react'
import { useLiveState, wakeLive } from '../../core/web/live.ts'
import { useWaiting } from '../../core/web/outbox.ts'
import { Banner } from '../../ui/banner.tsx'

const patienceMs = 2500

/** A thin bar while the line is lost for longer than a moment: reading goes on, writing is kept and sent later. */
export function LiveBar() {
  const lost = useLiveState() === 'lost'
  const waiting = useWaiting().length
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!lost) return setShown(false)
    const wait = setTimeout(() => setShown(true), patienceMs)
    return () => clearTimeout(wait)
  }, [lost])
  if (!shown) return null
  return (
    <div role="status">
      <Banner tone="offline" flat action={<button type="button" onClick={wakeLive} className="h-7 rounded-md px-2 font-medium hover:bg-n-1/12">Connect now</button>}>
        Not connected. You can read on; what you write is kept{waiting > 0 ? ` (${waiting} to send)` : ''} and sent when the line is back.
      </Banner>
    </div>
  )
}
