import { Link } from '@tanstack/react-router'
import { use } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useNow } from '../../../ui/now.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { stateWords, type State } from '../../shifts/web/availability.ts'
import { Figures } from './figure.tsx'
import type { WallPerson } from './workload.ts'

const dutyWords = { here: 'on shift', elsewhere: 'on shift for another team', off: 'off shift' } as const

/** The people, by name: how they are, what they work on, what they carry. No ranking. */
export function WallPeople({ people, at, big }: { people: readonly WallPerson[]; at: string; big: boolean }) {
  return (
    <section aria-label="People" className={classNames('border-t border-line', big ? 'py-8' : 'py-5')}>
      <h2 className={classNames('font-semibold', big ? 'mb-4 text-[28px] leading-9' : 'mb-2 text-message')}>People</h2>
      <ul className={classNames('grid', big ? 'gap-x-12 lg:grid-cols-2 2xl:grid-cols-3' : 'gap-x-10 lg:grid-cols-2')}>{people.map((one) => <Person key={one.personId} one={one} at={at} big={big} />)}</ul>
    </section>
  )
}

function Person({ one, at, big }: { one: WallPerson; at: string; big: boolean }) {
  const { face } = useDirectory()
  const reader = use(ReaderContext)
  const now = useNow(60_000)
  const who = face(one.personId)
  const state = stateWords[one.state as State]
  const [claim] = one.claims
  return (
    <li className={classNames('flex items-center gap-3 border-b border-line', big ? 'min-h-16 py-2' : 'min-h-11 py-1.5')}>
      <Avatar person={who} size={big ? 40 : 24} showPresence decorative />
      <div className="min-w-0 flex-1">
        <p className={classNames('flex min-w-0 items-center gap-2 font-medium', big ? 'text-title' : 'text-ui')}>
          <span className="truncate">{who.name}</span>
          {one.level === 'swamped' && <Badge tone="late">swamped</Badge>}
          {one.level === 'ahead' && <Badge tone="good">ahead</Badge>}
        </p>
        <p className={classNames('truncate text-muted', big ? 'text-[18px]/6' : 'text-meta')}>
          {one.duty && `${dutyWords[one.duty]} · `}{state}{one.until && one.state !== 'available' ? ` until ${shortTime(Date.parse(one.until), now, reader)}` : ''}
          {claim && <> · works on <Link to="/tickets/$number" params={{ number: String(claim.number) }} preload={false} className="text-own hover:underline">#{claim.number} {claim.subject}</Link></>}
        </p>
      </div>
      <Figures one={one} of={who.name} at={at} className={big ? 'text-title' : 'text-ui'} />
    </li>
  )
}
