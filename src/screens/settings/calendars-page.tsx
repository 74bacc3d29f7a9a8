import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { CalendarDialog } from '../../rooms/calendars/web/calendar-dialog.tsx'
import { CalendarsList } from '../../rooms/calendars/web/calendars-list.tsx'
import type { Calendar } from '../../rooms/calendars/web/calendars.ts'
import { useMe } from '../../rooms/people/web/directory.ts'
import { Button } from '../../ui/button.tsx'
import { Page as PageBody } from '../../ui/frame/page-head.tsx'

/** When teams work: calendars, and who goes by which. */
export function Page() {
  useTitle('Calendars')
  const me = useMe()
  const [open, setOpen] = useState<Calendar | 'new' | null>(null)
  const may = me.role === 'admin' || me.teams.some((one) => one.lead)
  return (
    <PageBody title="Calendars" lead="Business hours, holidays and days off. Due times that are counted in business hours go by them." actions={may && <Button variant="primary" icon={Plus} onClick={() => setOpen('new')}>Make calendar</Button>}>
      <CalendarsList onOpen={setOpen} />
      {open && <CalendarDialog calendar={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </PageBody>
  )
}
