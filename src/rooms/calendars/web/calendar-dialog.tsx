import { useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { cache } from '../../../core/web/cache.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { optionOf, zoneOptions } from '../../people/web/zones.ts'
import { CalendarPreview } from './calendar-preview.tsx'
import { calendarsQuery, callCalendars, newCalendar, type Calendar, type Written } from './calendars.ts'
import { DayFields } from './day-fields.tsx'
import { HolidayFields } from './holiday-fields.tsx'
import { WeekFields } from './week-fields.tsx'

const everybody = 'workspace'
const about = { 'calendars.name-taken': 'name', 'calendars.unknown-zone': 'zone' }

/** Makes a calendar, or changes one; says all the while what it means. */
export function CalendarDialog({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const me = useMe()
  const { teams } = useDirectory()
  const [id] = useState(() => newId())
  const [written, setWritten] = useState<Written>(() => calendar ?? newCalendar(me.zone))
  const mine = me.teams.filter((one) => one.lead)
  const [whose, setWhose] = useState(me.role === 'admin' ? everybody : mine[0]?.id ?? everybody)
  const put = (part: Partial<Written>) => setWritten((now) => ({ ...now, ...part }))
  const { busy, error, fields, submit } = useSending(async () => {
    const { name, zone, always, week, holidays, days } = written
    const body = { name, zone, always, week, holidays, days }
    if (calendar) await callCalendars('PUT /calendars/:id', { params: { id: calendar.id }, body: { ...body, version: calendar.version } })
    else await callCalendars('POST /calendars', { body: { ...body, id, teamId: whose === everybody ? null : whose } })
    await cache.invalidateQueries({ queryKey: calendarsQuery.queryKey })
    toasts.show({ text: `${name} saved` })
    onClose()
  }, about)
  const owners = [...(me.role === 'admin' ? [{ id: everybody, label: 'The workspace' }] : []), ...teams.filter((t) => me.role === 'admin' || mine.some((one) => one.id === t.id)).map((t) => ({ id: t.id, label: t.name }))]
  return (
    <Dialog open onOpenChange={onClose} width="large" title={calendar ? calendar.name : 'Make a calendar'} description={calendar ? 'Everything due by it is worked out anew when you save.' : 'When a team works. Time outside of it does not count.'}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" error={fields['name']}><TextInput value={written.name} onChange={(name) => put({ name })} maxLength={60} required /></Field>
          <Field label="Time zone" error={fields['zone']}><Combobox options={zoneOptions} value={optionOf(written.zone, zoneOptions)} onChange={(one) => one && put({ zone: one.id })} /></Field>
          {!calendar && owners.length > 1 && <Field label="Whose" help="Its leads change a team’s calendar; only admins that of the workspace."><Select options={owners} value={whose} onChange={setWhose} /></Field>}
        </div>
        <Switch checked={written.always} onChange={(always) => put({ always })}>Open all day, every day</Switch>
        {!written.always && (
          <>
            <WeekFields week={written.week} onChange={(week) => put({ week })} />
            <HolidayFields place={written.holidays} onChange={(holidays) => put({ holidays })} />
            <DayFields days={written.days} onChange={(days) => put({ days })} />
          </>
        )}
        <CalendarPreview written={written} />
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} className="self-end">{calendar ? 'Save' : 'Make calendar'}</Button>
      </form>
    </Dialog>
  )
}
