import { useQuery } from '@tanstack/react-query'
import { use, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { ReaderContext, Time } from '../../../ui/time.tsx'
import { shortTime } from '../../../ui/time-text.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { Section } from '../../people/web/section.tsx'
import { callShifts, choicesQuery, type Choices } from './own-states.ts'

const keep = (choices: Choices) => cache.setQueryData(choicesQuery.queryKey, choices)

/** What sets one's availability beside oneself: shifts, not being seen, one's own calendar. */
export function AvailabilityChoices() {
  const { data, error, refetch } = useQuery(choicesQuery)
  if (error && !data) return <ErrorState what={wordsFor(error)} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} label="Loading your choices" />
  const choose = async (body: { byShift?: boolean; byIdle?: boolean }) => {
    keep({ ...data, ...body })
    try {
      keep(await callShifts('PUT /me/availability-choices', { body }))
    } catch (problem) {
      void cache.invalidateQueries({ queryKey: choicesQuery.queryKey })
      toasts.show({ text: wordsFor(problem), tone: 'bad' })
    }
  }
  return (
    <>
      <Section title="What sets it" help="What you say yourself wins until its time is over. A live call shows as a call.">
        <div className="flex max-w-[520px] flex-col gap-4">
          <Switch checked={data.byShift} onChange={(byShift) => void choose({ byShift })} help="Available when a shift of yours begins, offline when it is over.">Your shifts</Switch>
          <Switch checked={data.byIdle} onChange={(byIdle) => void choose({ byIdle })} disabled={data.idleMinutes === 0} help={data.idleMinutes === 0 ? 'This workspace does not do that.' : `Offline when you were not seen here for ${data.idleMinutes} minutes, back with the first thing you do.`}>Not being seen</Switch>
        </div>
      </Section>
      <Section title="Your calendar" help="While it shows you busy you are in a meeting. Only the busy times of the next two weeks are kept: no titles, no places, no people.">
        <div className="max-w-[520px]"><OwnCalendar calendar={data.calendar} /></div>
      </Section>
    </>
  )
}

function OwnCalendar({ calendar }: { calendar: Choices['calendar'] }) {
  const reader = use(ReaderContext)
  const [address, setAddress] = useState('')
  const [renewing, setRenewing] = useState(false)
  const { busy, error, submit } = useSending(async () => {
    try {
      keep(await callShifts('PUT /me/availability-calendar', { body: { address } }))
    } catch (problem) {
      if (problem instanceof Refused && problem.code === 'shifts.calendar-unreadable') throw new Refused(problem.code, problem.status, `${problem.message} ${(problem.data as { reason: string }).reason}`, problem.data)
      throw problem
    }
    setAddress('')
    setRenewing(false)
    toasts.show({ text: 'Your calendar is read from now on' })
  })
  const drop = async () => {
    keep(await callShifts('DELETE /me/availability-calendar'))
    toasts.show({ text: 'Your calendar is no longer read' })
  }
  if (calendar && !renewing) {
    return (
      <div className="flex flex-col gap-3 text-ui">
        {calendar.trouble && <Banner tone="time">It could not be read{calendar.troubleAt && <> since {shortTime(Date.parse(calendar.troubleAt), Date.now(), reader)}</>}. {calendar.trouble} It is tried again every quarter of an hour.</Banner>}
        <p><span className="font-medium">{calendar.host}</span>{calendar.readAt && <span className="text-muted"> · read <Time at={Date.parse(calendar.readAt)} /></span>}</p>
        <p className="text-muted">{calendar.busyNow ? 'It shows you busy now.' : calendar.nextBusyAt ? `Busy next: ${shortTime(Date.parse(calendar.nextBusyAt), Date.now(), reader)}.` : 'It shows nothing in the next two weeks.'}</p>
        <div className="flex gap-2"><Button size="small" onClick={() => setRenewing(true)}>Give another address</Button><Button size="small" variant="ghost" onClick={() => void drop().catch((problem: unknown) => toasts.show({ text: wordsFor(problem), tone: 'bad' }))}>Stop reading it</Button></div>
      </div>
    )
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Secret iCalendar address" help="In Google Calendar: Settings, your calendar, “Secret address in iCal format”. In Outlook: Shared calendars, Publish, ICS. In Nextcloud: Share link, Copy subscription link."><TextInput value={address} onChange={setAddress} placeholder="https://calendar.example.com/…/basic.ics" autoComplete="off" required /></Field>
      <Trouble>{error}</Trouble>
      <div className="flex gap-2"><Button type="submit" variant="primary" loading={busy} disabledReason={address.trim().length < 8 && 'Paste the address first'}>Read my calendar</Button>{renewing && <Button variant="ghost" onClick={() => setRenewing(false)}>Cancel</Button>}</div>
    </form>
  )
}
