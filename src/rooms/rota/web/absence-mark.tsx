import { use } from 'react'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { exactTime } from '../../../ui/time-text.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { doing, type Absence } from './rota.ts'
import { callRota } from './swaps.ts'

/** Somebody is not there on this day. */
export function AbsenceMark({ one, edit }: { one: Absence; edit: boolean }) {
  const reader = use(ReaderContext)
  const { face } = useDirectory()
  const over = Date.parse(one.until) <= Date.now()
  const end = () => doing(() => callRota('DELETE /rota/absences/:id', { params: { id: one.id } }), 'The absence is over', () => callRota('POST /rota/absences', { body: { id: newId(), personId: one.personId, from: new Date(Math.max(Date.parse(one.from), Date.now())).toISOString(), until: one.until, why: one.why } }))
  return (
    <Popover
      label={`Absence of ${face(one.personId).name}`}
      trigger={<button type="button" className="w-full truncate rounded-md border border-dashed border-line-strong px-1.5 py-1 text-left text-meta text-muted hover:border-control-line">Absent{one.why ? `, ${one.why}` : ''}</button>}
    >
      <div className="flex flex-col gap-3 text-ui">
        <div><p className="font-medium">{face(one.personId).name} is absent</p><p className="text-meta text-muted">{exactTime(Date.parse(one.from), reader)} to {exactTime(Date.parse(one.until), reader)}</p>{one.why && <p className="mt-1">{one.why}</p>}</div>
        {edit && !over && <Button size="small" onClick={() => void end()}>{Date.parse(one.from) > Date.now() ? 'Take it back' : 'End it now'}</Button>}
      </div>
    </Popover>
  )
}
