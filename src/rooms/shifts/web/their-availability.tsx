import { lazy, Suspense, use, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { PresenceDot } from '../../../ui/presence-dot.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { availabilityText, useAvailability } from './availability.ts'

const AvailabilityDialog = lazy(() => import('./availability-dialog.tsx'))

/** Whether a teammate can be given work now; their leads and admins may say it for them. */
export function TheirAvailability({ personId }: { personId: string }) {
  const me = useMe()
  const reader = use(ReaderContext)
  const { face, everyone } = useDirectory()
  const said = useAvailability(personId)
  const [saying, setSaying] = useState(false)
  const teams = everyone.find((one) => one.id === personId)?.teams ?? []
  const may = personId === me.id || me.role === 'admin' || (me.role === 'lead' && me.teams.some((mine) => mine.lead && teams.some((team) => team.id === mine.id)))
  return (
    <section className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line pt-4 text-ui">
      <h3 className="sr-only">Availability</h3>
      <PresenceDot presence={face(personId).presence ?? 'offline'} />
      <span>{said ? availabilityText(said, Date.now(), reader) : 'Available for work'}</span>
      {said?.coverId && <span className="text-muted">· {face(said.coverId).name} stands in</span>}
      {may && <Button size="small" variant="ghost" className="ml-auto" onClick={() => setSaying(true)}>Change</Button>}
      {saying && <Suspense fallback={null}><AvailabilityDialog personId={personId} onDone={() => setSaying(false)} /></Suspense>}
    </section>
  )
}
