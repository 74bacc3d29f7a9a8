import { Link } from '@tanstack/react-router'
import { classNames } from '../../../ui/class-names.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { Figure } from './figure.tsx'
import { ageOf, ageWords, dueOf, lateOf, unownedOf, waitingOf, waitingWords } from './wall-links.ts'
import type { WallTeam } from './workload.ts'

/* From new to old: the longer it waits, the more ink. Length and place say it without colour. */
const shades = ['bg-n-6', 'bg-n-8', 'bg-time-line', 'bg-time-solid', 'bg-late-solid'] as const

/** One team's queue: how much stands in it and for how long, what is due, what is waited for. */
export function WallQueue({ team, at, big }: { team: WallTeam; at: string; big: boolean }) {
  const { teamName } = useDirectory()
  const name = teamName(team.teamId)
  const waiting = Object.entries(team.waitingOn) as [keyof WallTeam['waitingOn'], number][]
  return (
    <section aria-label={name} className={classNames('border-t border-line first:border-t-0', big ? 'py-8' : 'py-5 first:pt-0')}>
      <div className={classNames('grid items-start gap-x-10 gap-y-4', big ? 'xl:grid-cols-[minmax(0,15rem)_minmax(0,1fr)_auto]' : 'lg:grid-cols-[minmax(0,11rem)_minmax(0,1fr)_auto]')}>
        <header>
          <h2 className={classNames('truncate font-semibold', big ? 'text-[28px] leading-9' : 'text-message')}>{name}</h2>
          <p className={classNames('mt-0.5 text-muted', big ? 'text-title' : 'text-ui')}>
            <Figure value={team.unowned} of={`unowned in ${name}`} list={unownedOf(team)} className={classNames('font-semibold', big ? 'mr-2 text-[56px] leading-none' : 'mr-1 text-title')} />
            {team.unowned === 1 ? 'waits in the queue' : 'wait in the queue'}
          </p>
          <p className={classNames('mt-1 text-muted', big ? 'text-message' : 'text-meta')}>
            {!team.oldest ? 'nobody waits' : Date.parse(at) - Date.parse(team.oldest) < 60_000 ? 'just came in' : <>the oldest for <Time at={team.oldest} as="ago" /></>}
            {team.claimed > 0 && <> · <Link to="/queue" search={{ team: team.teamId }} preload={false} className="hover:underline">{team.claimed === 1 ? 'one is worked on' : `${team.claimed} are worked on`}</Link></>}
          </p>
        </header>
        <Ages team={team} name={name} big={big} />
        <dl className={classNames('grid grid-cols-[auto_auto] items-baseline justify-start gap-x-3', big ? 'gap-y-2 text-title' : 'gap-y-1 text-ui')}>
          <Line label="late" big={big}><Figure value={team.late} of={`late in ${name}`} list={lateOf(team, at)} tone="late" className="font-semibold" /></Line>
          <Line label="due within the hour" big={big}><Figure value={team.due} of={`due within the hour in ${name}`} list={dueOf(team, at)} tone="time" className="font-semibold" /></Line>
          {waiting.filter(([, n]) => n > 0).map(([on, n]) => <Line key={on} label={`wait for ${waitingWords[on]}`} big={big}><Figure value={n} of={`of ${name} wait for ${waitingWords[on]}`} list={waitingOf(team, on)} /></Line>)}
        </dl>
      </div>
    </section>
  )
}

function Line({ label, big, children }: { label: string; big: boolean; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dd className="text-right">{children}</dd>
      <dt className={classNames('text-muted', big ? 'text-message' : 'text-meta')}>{label}</dt>
    </div>
  )
}

function Ages({ team, name, big }: { team: WallTeam; name: string; big: boolean }) {
  const sum = Math.max(1, team.unowned)
  return (
    <div className="min-w-0">
      <div aria-hidden className={classNames('flex gap-px overflow-hidden rounded-sm bg-n-3', big ? 'h-5' : 'h-2.5')}>
        {team.ages.map((age, n) => age.count > 0 && <span key={n} className={shades[n]} style={{ width: `${(age.count / sum) * 100}%`, minWidth: 4 }} />)}
      </div>
      <ol className={classNames('mt-2 grid grid-cols-5 gap-x-2 max-sm:grid-cols-3 max-sm:gap-y-2', big ? 'text-title' : 'text-ui')}>
        {team.ages.map((age, n) => (
          <li key={n} className="min-w-0">
            <span className="flex items-center gap-1.5"><span aria-hidden className={classNames('shrink-0 rounded-full', shades[n], big ? 'size-3' : 'size-2')} /><Figure value={age.count} of={`in the queue of ${name} ${ageWords[n]}`} list={ageOf(team, age)} className="font-semibold" tone={n === 4 ? 'late' : undefined} /></span>
            <span className={classNames('block text-muted', big ? 'text-message' : 'text-meta')}>{ageWords[n]}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
