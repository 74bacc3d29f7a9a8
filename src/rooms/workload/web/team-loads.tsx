import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, HandHeart } from 'lucide-react'
import { useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { firstName } from '../../../ui/presence.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { Figures } from './figure.tsx'
import { LoadDays } from './load-days.tsx'
import { arrange, teamsQuery, type PersonLoad, type TeamLoad } from './workload.ts'

/** So many at once: one arranges the first, and the others change by it. */
const suggested = 3

/** For who leads: what each carries now and over the week, who is swamped and who is ahead and why, who could help whom. By name; nobody is ranked. */
export function TeamLoads({ teamId }: { teamId: string | null }) {
  const { data, error, refetch } = useQuery(teamsQuery(teamId))
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={6} label="Counting" />
  return data.map((team) => <Team key={team.teamId} team={team} />)
}

function Team({ team }: { team: TeamLoad }) {
  const { teamName, face } = useDirectory()
  const [all, setAll] = useState(false)
  const more = team.suggestions.length - suggested
  const name = (id: string) => firstName(face(id).name)
  const now = new Date().toISOString()
  return (
    <section aria-label={teamName(team.teamId)} className="mb-9">
      <h2 className="mb-2 flex flex-wrap items-baseline gap-x-3 text-message font-semibold">{teamName(team.teamId)}<span className="text-meta font-normal text-muted tabular-nums">middle of the team {team.middle} points</span></h2>
      {team.suggestions.slice(0, all ? undefined : suggested).map((one) => (
        <div key={one.ownerId} className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-own-line bg-own-soft px-3 py-2 text-ui">
          <HandHeart aria-hidden size={15} className="shrink-0 text-own" />
          <p className="min-w-0 flex-1 basis-64"><span className="font-medium">{name(one.helperId)} could take {one.count === 1 ? 'one ticket' : `${one.count} tickets`} of {name(one.ownerId)}.</span> <span className="text-muted">{one.why}.</span></p>
          <Button size="small" onClick={() => void arrange(one.ownerId, name(one.ownerId), one.helperId, name(one.helperId), one.count)}>Arrange it</Button>
        </div>
      ))}
      {!all && more > 0 && <p className="mb-2"><Button size="small" variant="ghost" onClick={() => setAll(true)}>{more === 1 ? 'One more who could be helped' : `${more} more who could be helped`}</Button></p>}
      <ul className="border-y border-line">{team.people.map((one) => <Person key={one.personId} one={one} at={now} />)}</ul>
    </section>
  )
}

const levels = { swamped: { tone: 'late', words: 'swamped' }, ahead: { tone: 'good', words: 'ahead' }, away: { tone: 'plain', words: 'away' } } as const

function Person({ one, at }: { one: PersonLoad; at: string }) {
  const { face } = useDirectory()
  const who = face(one.personId)
  const level = one.level === 'steady' ? null : levels[one.level]
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0">
      <Avatar person={who} size={24} showPresence decorative />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 items-center gap-2 text-ui font-medium"><span className="truncate">{who.name}</span>{level && <Badge tone={level.tone}>{level.words}</Badge>}</p>
        <p className="text-meta text-muted">{one.reasons.join('; ') || 'carries nothing'}{one.effort > 0 && ` · replies of seven days: ${one.effort} points`}</p>
      </div>
      <span className="flex w-36 items-center gap-2 text-meta text-muted max-sm:w-auto"><LoadDays days={one.days} of={`Load of ${who.name}`} />{one.trend === 'rising' && <><ArrowUp aria-hidden size={13} className="text-time" /><span>rising</span></>}{one.trend === 'falling' && <><ArrowDown aria-hidden size={13} className="text-good" /><span>falling</span></>}</span>
      <Figures one={one} of={who.name} at={at} className="text-ui max-sm:w-full max-sm:pl-10" />
    </li>
  )
}
