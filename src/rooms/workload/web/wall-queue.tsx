import { Link } from '@tanstack/react-router'
import { classNames } from '../../../ui/class-names.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { Figure } from './figure.tsx'
import { ageOf, ageWords, dueOf, lateOf, unownedOf, waitingOf, waitingWords } from './wall-links.ts'
import type { WallTeam } from './workload.ts'

/* From new to old: the longer it waits, the more ink. Length and place say it without colour. */
const shades = ['bg-n-6', 'bg-n-8', 'bg-time-solid/50', 'bg-time-solid', 'bg-late-solid'] as const
/** Words that are read from afar are larger. */
const small = (big: boolean): string => (big ? 'text-[18px]/6' : 'text-meta')

/** One team's queue: how much stands in it and for how long, what is due, what is waited for. */
export function WallQueue({ team, at, big }: { team: WallTeam; at: string; big: boolean }) {
  const { teamName } = useDirectory()
  const name = teamName(team.teamId)
  return (
    <section aria-label={name} className={classNames('border-t border-line first:border-t-0', big ? 'py-8' : 'py-5 first:pt-0')}>
      <div className={classNames('grid items-start gap-x-10 gap-y-4', big ? 'xl:grid-cols-[18rem_minmax(0,1fr)_15rem]' : 'lg:grid-cols-[11rem_minmax(0,1fr)_10rem]')}>
        <header>
          <h2 className={classNames('truncate font-semibold', big ? 'text-[28px] leading-9' : 'text-message')}>{name}</h2>
          <p className={classNames('mt-0.5 text-muted', big ? 'text-title' : 'text-ui')}>
            <Figure value={team.unowned} of={`unowned in ${name}`} list={unownedOf(team)} className={classNames('font-semibold', big ? 'mr-2 text-[56px] leading-none' : 'mr-1 text-title')} />
            {team.unowned === 1 ? 'waits in the queue' : 'wait in the queue'}
          </p>
          <p className={classNames('mt-1 text-muted', small(big))}>
            {!team.oldest ? 'nobody waits' : Date.parse(at) - Date.parse(team.oldest) < 60_000 ? 'just came in' : <>the oldest for <Time at={team.oldest} as="ago" className="tabular-nums" /></>}
            {team.claimed > 0 && <> · <Link to="/queue" search={{ team: team.teamId }} preload={false} className="hover:underline">{team.claimed === 1 ? 'one is worked on' : `${team.claimed} are worked on`}</Link></>}
          </p>
        </header>
        <div className="min-w-0">
          <Ages team={team} name={name} big={big} />
          <Waiting team={team} name={name} big={big} />
        </div>
        <dl className={classNames('grid grid-cols-[auto_1fr] items-baseline gap-x-3', big ? 'gap-y-2 text-[28px]/9' : 'gap-y-1 text-title')}>
          <Line label="late" big={big}><Figure value={team.late} of={`late in ${name}`} list={lateOf(team, at)} tone="late" className="font-semibold" /></Line>
          <Line label="due within the hour" big={big}><Figure value={team.due} of={`due within the hour in ${name}`} list={dueOf(team, at)} tone="time" className="font-semibold" /></Line>
        </dl>
      </div>
    </section>
  )
}

function Line({ label, big, children }: { label: string; big: boolean; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dd className="text-right">{children}</dd>
      <dt className={classNames('text-muted', small(big))}>{label}</dt>
    </div>
  )
}

/** "Waiting: 13 for the customer, 6 for a date": only what there is. */
function Waiting({ team, name, big }: { team: WallTeam; name: string; big: boolean }) {
  const on = (Object.entries(team.waitingOn) as [keyof WallTeam['waitingOn'], number][]).filter(([, n]) => n > 0)
  if (on.length === 0) return null
  return (
    <p className={classNames('flex flex-wrap gap-x-4 text-muted', small(big), big ? 'mt-4' : 'mt-3')}>
      <span>Waiting:</span>
      {on.map(([who, n]) => <span key={who}><Figure value={n} of={`of ${name} wait for ${waitingWords[who]}`} list={waitingOf(team, who)} className="font-semibold" /> for {waitingWords[who]}</span>)}
    </p>
  )
}

function Ages({ team, name, big }: { team: WallTeam; name: string; big: boolean }) {
  const sum = Math.max(1, team.unowned)
  return (
    <div>
      <div aria-hidden className={classNames('flex gap-px overflow-hidden rounded-sm bg-n-3', big ? 'h-5' : 'h-2.5')}>
        {team.ages.map((age, n) => age.count > 0 && <span key={n} className={shades[n]} style={{ width: `${(age.count / sum) * 100}%`, minWidth: 4 }} />)}
      </div>
      <ol className={classNames('mt-2 grid grid-cols-5 gap-x-2 max-sm:grid-cols-3 max-sm:gap-y-2', big ? 'text-[28px]/9' : 'text-ui')}>
        {team.ages.map((age, n) => (
          <li key={n} className="min-w-0">
            <span className="flex items-center gap-1.5"><span aria-hidden className={classNames('shrink-0 rounded-full', shades[n], big ? 'size-3' : 'size-2')} /><Figure value={age.count} of={`in the queue of ${name} ${ageWords[n]}`} list={ageOf(team, age)} className="font-semibold" tone={n === 4 ? 'late' : undefined} /></span>
            <span className={classNames('block text-muted', small(big))}>{ageWords[n]}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
