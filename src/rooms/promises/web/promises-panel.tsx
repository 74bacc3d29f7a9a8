import { useQuery } from '@tanstack/react-query'
import { Check, Clock, Ellipsis, Undo2, UserRoundPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { PanelSection } from '../../../ui/panel.tsx'
import { firstName } from '../../../ui/presence.ts'
import { Time } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { DueRing } from '../../tickets/web/due-ring.tsx'
import type { Head } from '../../tickets/web/tickets-call.ts'
import { dueOf } from './promise-due.ts'
import { fulfil, isOwed, pass, ticketPromisesQuery, withdraw, type Promised } from './promises.ts'

const MoveDialog = lazy(() => import('./move-dialog.tsx'))
const settledShown = 3

/** What the customer was told on this ticket: what is owed, and what came of the last ones. Nothing where nothing was. */
export function PromisesPanel({ head }: { head: Head }) {
  const { data } = useQuery(ticketPromisesQuery(head.ticket.id))
  if (!data?.length) return null
  const owed = data.filter(isOwed)
  return (
    <PanelSection title="Promises" place="promises" count={owed.length}>
      <ul className="flex flex-col gap-2.5">
        {owed.map((one) => <Owed key={one.id} one={one} may={head.may.assign} />)}
        {data.filter((one) => !isOwed(one)).slice(-settledShown).map((one) => <Settled key={one.id} one={one} />)}
      </ul>
    </PanelSection>
  )
}

function Owed({ one, may }: { one: Promised; may: boolean }) {
  const me = useMe()
  const { face } = useDirectory()
  const [moving, setMoving] = useState(false)
  return (
    <li className="text-ui">
      <p className="break-words">{one.text}</p>
      <div className="mt-0.5 flex items-center gap-2 text-meta text-muted">
        <DueRing due={dueOf(one)} quietLabel focusable />
        <span className="min-w-0 flex-1 truncate">{one.ownerId === me.id ? 'you' : firstName(face(one.ownerId).name)}{one.moves.length > 0 && `, moved ${one.moves.length === 1 ? 'once' : `${one.moves.length} times`}`}</span>
        {may && (
          <>
            <Button size="small" variant="ghost" icon={Check} onClick={() => void fulfil(one)}>Kept</Button>
            <Menu
              align="end" trigger={<IconButton icon={Ellipsis} size="small" label={`More about the promise ${one.text}`} />}
              groups={[{ actions: [
                { id: 'move', label: 'Another time', icon: Clock, onSelect: () => setMoving(true) },
                ...(one.ownerId === me.id ? [] : [{ id: 'take', label: 'I see to it', icon: UserRoundPlus, onSelect: () => void pass(one, me.id, 'You') }]),
                { id: 'withdraw', label: 'It was no promise', icon: Undo2, onSelect: () => void withdraw(one.id, 'It was no promise') },
              ] }]}
            />
          </>
        )}
      </div>
      {moving && <Suspense fallback={null}><MoveDialog one={one} onDone={() => setMoving(false)} /></Suspense>}
    </li>
  )
}

const words = (one: Promised): string => (one.state === 'kept' ? 'kept' : one.state === 'broken' ? 'broken, kept late' : 'withdrawn')
const Settled = ({ one }: { one: Promised }) => (
  <li className="text-meta text-muted"><span className="line-clamp-1">{one.text}</span><span className={one.state === 'broken' ? 'text-late' : one.state === 'kept' ? 'text-good' : ''}>{words(one)}</span>{one.keptAt && <> <Time at={one.keptAt} /></>}</li>
)
