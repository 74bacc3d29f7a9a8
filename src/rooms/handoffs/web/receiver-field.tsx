import { Users } from 'lucide-react'
import { use, useMemo } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { firstName } from '../../../ui/presence.ts'
import { shortTime } from '../../../ui/time-text.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory } from '../../people/web/directory.ts'
import { stateWords, type State } from '../../shifts/web/availability.ts'
import type { Form, Receivers } from './handoffs.ts'

export type To = Form['to']
export interface Chosen { readonly to: To; readonly name: string; /** "Ben is on leave until Tue; Cleo stands in." */ readonly instead?: string }
type Choice = Option & { readonly chosen: Chosen }

/** Who receives it: people with whether they are there, how much they own and what they know; then teams. Somebody away leads to who stands in. */
export function ReceiverField({ receivers, value, onChange, error }: { receivers: Receivers | undefined; value: Chosen | null; onChange: (chosen: Chosen | null) => void; error?: string | null }) {
  const options = useChoices(receivers)
  const key = value && idOf(value.to)
  return (
    <Field label="To" error={error} help={value?.instead ?? 'A person where you can; a team when you do not know who.'}>
      <Combobox options={options} value={options.find((one) => one.id === key) ?? null} onChange={(one) => onChange((one as Choice | null)?.chosen ?? null)} placeholder={receivers ? 'Name, team or skill' : 'Loading'} empty="Nobody fits" />
    </Field>
  )
}

const idOf = (to: To): string => ('personId' in to ? to.personId : `team-${to.teamId}`)

function useChoices(receivers: Receivers | undefined): Choice[] {
  const { face, teamName } = useDirectory()
  const reader = use(ReaderContext)
  return useMemo(() => {
    if (!receivers) return []
    const now = Date.now()
    const people = receivers.people.map((one): Choice => {
      const { name } = face(one.personId)
      const state = one.state as State
      const until = one.until ? ` until ${shortTime(Date.parse(one.until), now, reader)}` : ''
      const cover = one.away ? receivers.people.find((other) => other.personId === one.coverId && !other.away) : undefined
      const detail = one.away
        ? `${stateWords[state]}${until}${cover ? `; ${face(cover.personId).name} stands in` : ''}`
        : [one.teams.map(teamName).join(', '), `${one.open} open`, ...(state === 'available' ? (one.why ? [one.why] : []) : [`${stateWords[state]}${until}`]), ...(one.skills.length ? [one.skills.join(', ')] : [])].filter(Boolean).join(' · ')
      const chosen: Chosen = cover
        ? { to: { personId: cover.personId, teamId: cover.teamId }, name: firstName(face(cover.personId).name), instead: `${firstName(name)} is ${stateWords[state]}${until}. ${face(cover.personId).name} stands in.` }
        : { to: { personId: one.personId, teamId: one.teamId }, name: firstName(name) }
      return { id: cover ? `away-${one.personId}` : one.personId, label: name, detail, sign: <Avatar person={face(one.personId)} size={20} showPresence decorative />, chosen, ...(one.away && !cover ? { disabledReason: `${detail}. Nobody stands in.` } : {}) }
    })
    const teams = receivers.teams.map((one): Choice => ({
      id: `team-${one.teamId}`, label: teamName(one.teamId), detail: `Team · ${one.there === one.members ? `${one.members} there` : `${one.there} of ${one.members} there`}`, sign: <Users aria-hidden size={16} strokeWidth={1.75} className="mx-0.5 text-muted" />,
      chosen: { to: { teamId: one.teamId }, name: teamName(one.teamId) },
    }))
    return [...people, ...teams]
  }, [receivers, face, teamName, reader])
}
