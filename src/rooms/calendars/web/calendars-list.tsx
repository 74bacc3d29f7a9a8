import { useQuery } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { cache } from '../../../core/web/cache.ts'
import { wordsFor } from '../../../core/web/call.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Time } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Line, Lines, Section } from '../../people/web/section.tsx'
import { calendarsQuery, callCalendars, type Calendar } from './calendars.ts'

const fresh = () => cache.invalidateQueries({ queryKey: calendarsQuery.queryKey })
async function attempt(run: () => Promise<unknown>, said: string): Promise<void> {
  try {
    await run()
    await fresh()
    toasts.show({ text: said })
  } catch (error) {
    toasts.show({ text: wordsFor(error), tone: 'bad' })
  }
}

/** Every calendar, and which one each team goes by. */
export function CalendarsList({ onOpen }: { onOpen: (calendar: Calendar) => void }) {
  const { data, error, refetch } = useQuery(calendarsQuery)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} label="Loading calendars" />
  return (
    <>
      <Section title="Calendars" help="Hours in which time counts. Outside of them nothing falls due that is counted in business hours.">
        <Lines label="Calendars">{data.map((one) => <CalendarLine key={one.id} one={one} onOpen={() => onOpen(one)} />)}</Lines>
      </Section>
      <Section title="Teams" help="The calendar a team goes by. What already runs keeps the one it began with.">
        <TeamChoices all={data} />
      </Section>
    </>
  )
}

function CalendarLine({ one, onOpen }: { one: Calendar; onOpen: () => void }) {
  const me = useMe()
  const { teamName } = useDirectory()
  const more = [
    ...(me.role === 'admin' && !one.standard && !one.teamId ? [{ id: 'standard', label: 'Make it the standard', onSelect: () => void attempt(() => callCalendars('PUT /calendars/:id/standard', { params: { id: one.id } }), `${one.name} is the standard now`) }] : []),
    ...(one.may.change && !one.standard ? [{ id: 'archive', label: 'Take it away', onSelect: () => void attempt(() => callCalendars('DELETE /calendars/:id', { params: { id: one.id } }), `${one.name} is gone`) }] : []),
  ]
  return (
    <Line
      title={<>{one.name}{one.standard && <Badge tone="own">standard</Badge>}{one.teamId && <Badge>{teamName(one.teamId)}</Badge>}</>}
      detail={<>{one.words.join(' · ')} · {one.zone.replaceAll('_', ' ')} · {one.now.open ? 'open' : 'closed'}{one.now.until && <> until <Time at={one.now.until} /></>}</>}
    >
      {one.may.change && <Button size="small" onClick={onOpen} aria-label={`Change ${one.name}`}>Change</Button>}
      {more.length > 0 && <Menu align="end" trigger={<IconButton icon={Ellipsis} label={`More for ${one.name}`} size="small" />} groups={[{ actions: more }]} />}
    </Line>
  )
}

const standard = 'standard'
function TeamChoices({ all }: { all: readonly Calendar[] }) {
  const me = useMe()
  const { teams } = useDirectory()
  const leads = new Set(me.teams.filter((one) => one.lead).map((one) => one.id))
  return (
    <Lines label="Calendars of teams">
      {teams.map((team) => {
        const own = all.find((one) => one.teams.includes(team.id))
        const may = me.role === 'admin' || leads.has(team.id)
        const options = [{ id: standard, label: `Standard (${all.find((one) => one.standard)?.name ?? ''})` }, ...all.filter((one) => !one.standard && (!one.teamId || one.teamId === team.id)).map((one) => ({ id: one.id, label: one.name }))]
        const choose = (id: string) => void attempt(() => callCalendars('PUT /teams/:id/calendar', { params: { id: team.id }, body: { calendarId: id === standard ? null : id } }), `${team.name} goes by another calendar`)
        return (
          <Line key={team.id} title={team.name}>
            {may ? <Select label={`Calendar of ${team.name}`} size="small" options={options} value={own && !own.standard ? own.id : standard} onChange={choose} className="w-52 max-sm:w-44" /> : <span className="text-ui text-muted">{own?.name}</span>}
          </Line>
        )
      })}
    </Lines>
  )
}
