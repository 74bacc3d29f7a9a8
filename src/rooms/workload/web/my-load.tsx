import { useQuery } from '@tanstack/react-query'
import { HandHeart } from 'lucide-react'
import { wordsFor } from '../../../core/web/call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { firstName } from '../../../ui/presence.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { Figures } from './figure.tsx'
import { LoadDays } from './load-days.tsx'
import { useHelps } from './helps.ts'
import { myLoadQuery, offerHelp, withdrawHelp } from './workload.ts'

const words = { swamped: 'You carry much', steady: 'Your load is steady', ahead: 'You carry less than others', away: 'You are away' } as const

/** What I carry, now and over the week; while I am ahead, who could use help. Figures of others stay with them. */
export function MyLoad() {
  const { data, error, refetch } = useQuery(myLoadQuery)
  const { face } = useDirectory()
  const { fromMe } = useHelps()
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={2} label="Counting" />
  const now = new Date().toISOString()
  return (
    <section aria-label="Your load" className="mb-9">
      <h2 className="mb-2 text-message font-semibold">Your load</h2>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-y border-line py-3 text-ui">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex items-center gap-2 font-medium">{words[data.level]}{data.level === 'swamped' && <Badge tone="late">swamped</Badge>}{data.level === 'ahead' && <Badge tone="good">ahead</Badge>}</p>
          <p className="text-meta text-muted">{data.reasons.join('; ')}</p>
        </div>
        <span className="w-36 max-sm:w-auto"><LoadDays days={data.days} of="Your load" /></span>
        <Figures one={{ ...data, personId: 'me' }} of="yours" at={now} className="max-sm:w-full" />
      </div>
      {data.couldUseHelp.map((one) => {
        const name = firstName(face(one.personId).name)
        const offered = fromMe.find((help) => help.ownerId === one.personId)
        return (
          <div key={one.personId} className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-own-line bg-own-soft px-3 py-2 text-ui">
            <HandHeart aria-hidden size={15} className="shrink-0 text-own" />
            <p className="min-w-0 flex-1 basis-64">{offered ? `You offered ${name} to take ${offered.count === 1 ? 'one ticket' : `${offered.count} tickets`}. They choose which.` : `${name} could use help: ${one.count === 1 ? 'one ticket' : `${one.count} tickets`} would do.`}</p>
            {offered ? <Button size="small" variant="ghost" onClick={() => void withdrawHelp(offered)}>Take back</Button> : <Button size="small" onClick={() => void offerHelp(one.personId, name, one.count)}>Offer to help</Button>}
          </div>
        )
      })}
    </section>
  )
}
