import { Link } from '@tanstack/react-router'
import { PenLine, ScrollText } from 'lucide-react'
import { use, useEffect } from 'react'
import { readSoon } from '../../../core/web/cache.ts'
import { Banner } from '../../../ui/banner.tsx'
import { ClockRing } from '../../../ui/clock-ring.tsx'
import { useNow } from '../../../ui/now.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { useMyShift } from './handovers.ts'

const link = 'shrink-0 rounded-md px-2 py-1 font-medium text-ink underline hover:no-underline'

/** What one's shift wants right now: a handover waits for one's name, or one's own is to be signed. Nothing else, nothing shown. */
export function ShiftBar() {
  const shift = useMyShift()
  const { teamName } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const over = shift?.span ? now > Date.parse(shift.span.endsAt) + 60_000 : false
  // The next stretch of work is the server's to know.
  useEffect(() => { if (over) readSoon(['handovers', 'shift'], 5 * 60_000) }, [over, now])
  if (!shift) return null
  const { ends, waiting } = shift
  const asks = ends !== null && !ends.signed && ends.askAt !== null && Date.parse(ends.askAt) <= now
  if (!asks && waiting.length === 0) return null
  return (
    <div data-wants={waiting.length > 0 || undefined} className="mb-6 flex flex-col gap-2">
      {waiting.map((one) => (
        <Banner key={one.handoverId} tone="time" icon={ScrollText} action={<Link to="/shift" className={link}>Read and acknowledge</Link>}>
          <span className="flex flex-wrap items-center gap-x-3">{teamName(one.teamId)} handed over: {one.n === 1 ? 'one urgent item waits' : `${one.n} urgent items wait`} for your name.{one.dueAt && <ClockRing clock={{ startedAt: Date.parse(one.dueAt) - 30 * 60_000, dueAt: Date.parse(one.dueAt) }} showText />}</span>
        </Banner>
      ))}
      {asks && <Banner icon={PenLine} action={<Link to="/shift" search={{ view: 'end', team: ends.teamId }} className={link}>Go through it</Link>}>{Date.parse(ends.at) > now ? `Your shift ends at ${shortTime(Date.parse(ends.at), now, reader)}` : 'Your shift is over'}: hand over what you leave.</Banner>}
    </div>
  )
}
