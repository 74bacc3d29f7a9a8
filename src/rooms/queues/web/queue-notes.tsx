import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { ruleWords } from '../rules.ts'
import { picksQuery, queueSettingsQuery } from './queues.ts'
import { ServedWords } from './served-words.tsx'

const most = 6

/** For who leads the team: what was taken out of its turn of late, by whom and why. */
export function PickedOut({ teamId, named }: { teamId: string; named: boolean }) {
  const me = useMe()
  const { face, teamName } = useDirectory()
  const leads = me.role === 'admin' || me.teams.some((team) => team.id === teamId && team.lead)
  const picks = useQuery({ ...picksQuery(teamId), enabled: leads }).data ?? []
  if (!leads || picks.length === 0) return null
  return (
    <section aria-label="Taken out of turn">
      <h2 className="mb-1.5 text-ui font-semibold">Taken out of turn{named && <span className="font-normal text-muted"> in {teamName(teamId)}</span>}</h2>
      <ul className="border-y border-line">
        {picks.slice(0, most).map((one) => (
          <li key={one.id} className="border-b border-line py-1.5 text-ui last:border-b-0">
            <span className="flex items-baseline gap-2"><Link to="/tickets/$number" params={{ number: String(one.number) }} preload={false} className="min-w-0 truncate text-ink hover:underline">#{one.number} {one.subject}</Link><span className="ml-auto shrink-0 text-meta text-muted"><Time at={one.at} as="ago" /></span></span>
            <span className="block text-meta text-muted">{firstName(face(one.personId).name)}: {one.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The policy in plain words, where it is one team's. */
export function HowServed({ teamIds }: { teamIds: readonly string[] }) {
  const me = useMe()
  const only = teamIds.length === 1 ? teamIds[0]! : null
  const settings = useQuery({ ...queueSettingsQuery(only), enabled: teamIds.length > 0 }).data
  const leads = me.role === 'admin' || me.teams.some((team) => team.lead)
  if (!settings) return null
  return (
    <section aria-label="How it is served" className="text-muted">
      <h2 className="mb-1.5 text-ui font-semibold text-ink">How it is served</h2>
      {teamIds.length > 1 && <p className="mb-1.5 text-ui">Each team’s queue has an order of its own. Between teams this holds:</p>}
      <ServedWords policy={settings} />
      {only && ruleWords(settings).map((sentence) => <p key={sentence} className="mt-1.5 text-ui">{sentence}</p>)}
      {leads && <Link to="/settings/queue" className="mt-1.5 inline-block text-ui text-link underline">Change it</Link>}
    </section>
  )
}
