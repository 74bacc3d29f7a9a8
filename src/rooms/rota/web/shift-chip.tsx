import { ArrowRightLeft, CalendarX, Pencil, Repeat, RotateCcw, UserRoundPen } from 'lucide-react'
import { use, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Popover } from '../../../ui/popover.tsx'
import { firstName } from '../../../ui/presence.ts'
import { ReaderContext } from '../../../ui/time.tsx'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { patternWords } from './pattern-words.ts'
import { clockAt, doing, putDay, spanText, workedWords, type Shift, type Worked } from './rota.ts'
import { askRota, type RotaAsk } from './rota-state.ts'
import { callRota, useSwaps } from './swaps.ts'

/** One shift on one day: its time at a glance, all about it and what can be done with it when opened. */
export function ShiftChip({ one, shift, edit, long, left }: { one: Worked; shift: Shift | undefined; edit: boolean; /** With its name beside the time. */ long?: boolean; /** An open one: as whose it is left the team. */ left?: boolean }) {
  const me = useMe()
  const { zone = 'UTC' } = use(ReaderContext)
  const mine = one.personId === me.id
  const swap = useSwaps().find((s) => s.gives?.id === one.id || s.back?.id === one.id)
  const over = Date.parse(one.endsAt) < Date.now()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open} onOpenChange={setOpen}
      label={`Shift ${spanText(one, zone)}`} className="w-80"
      trigger={(
        <button
          type="button" draggable={edit && !over} data-shift={one.id}
          onDragStart={(event) => { event.dataTransfer.setData('text/plain', one.id); event.dataTransfer.effectAllowed = 'move' }}
          className={classNames('flex w-full min-w-0 items-center gap-1.5 rounded-md border px-1.5 py-1 text-left text-meta tabular-nums transition-colors', over ? 'border-line text-muted hover:border-line-strong' : left ? 'border-late-line bg-late-soft text-late hover:border-late' : mine ? 'border-own-line bg-own-soft text-own hover:border-own' : 'border-line bg-n-3 text-soft-ink hover:border-line-strong', one.changed && 'border-dashed', edit && !over && 'cursor-grab active:cursor-grabbing')}
        >
          <span className="shrink-0 font-medium whitespace-nowrap">{spanText(one, zone)}</span>
          {(long || one.name) && <span className={classNames('min-w-0 truncate', long ? '' : 'max-xl:hidden')}>{one.name}</span>}
          {swap && <ArrowRightLeft aria-label="A swap waits" size={12} className="ml-auto shrink-0 text-time" />}
        </button>
      )}
    >
      <Details one={one} shift={shift} edit={edit} mine={mine} left={left} over={over} swapping={swap !== undefined} onDone={() => setOpen(false)} />
    </Popover>
  )
}

function Details({ one, shift, edit, mine, left, over, swapping, onDone }: { one: Worked; shift: Shift | undefined; edit: boolean; mine: boolean; left: boolean | undefined; over: boolean; swapping: boolean; onDone: () => void }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const { face } = useDirectory()
  const [start, end] = [Date.parse(one.startsAt), Date.parse(one.endsAt)]
  const ask = (what: RotaAsk) => { onDone(); askRota(what) }
  const drop = () => { onDone(); void doing(() => putDay(one, { dropped: true }), `${firstName(face(one.personId).name)} is off on ${workedWords(one, zone, locale).split(',')[0]}`, () => putDay(one, { dropped: false })) }
  const restore = () => { onDone(); void doing(() => callRota('DELETE /rota/shifts/:id/days/:day', { params: { id: one.shiftId, day: one.day } }), 'As the shift says again', () => putDay(one, { personId: one.personId, onDay: one.onDay, starts: clockAt(start, one.zone), ends: clockAt(end, one.zone) })) }
  return (
    <div className="flex flex-col gap-3 text-ui">
      <div>
        <p className="font-medium">{left ? 'Nobody works this shift' : face(one.personId).name}</p>
        <p className="tabular-nums">{workedWords(one, zone, locale)}{one.name && ` · ${one.name}`}</p>
        {one.zone !== zone && <p className="text-meta text-muted">{clockAt(start, one.zone)}–{clockAt(end, one.zone)} in {one.zone.replaceAll('_', ' ')}</p>}
        {left && <p className="text-meta text-muted">{face(one.personId).name} is no longer in the team.{edit && ' Give it to somebody who is.'}</p>}
        {one.ofId !== one.personId && <p className="text-meta text-muted">Taken over from {face(one.ofId).name}</p>}
        {one.changed && one.ofId === one.personId && <p className="text-meta text-muted">Differs on this day</p>}
        {shift && <p className="mt-1 text-meta text-muted">{patternWords(shift)}</p>}
      </div>
      <div className="-mx-1.5 flex flex-col items-stretch border-t border-line pt-1.5 empty:hidden">
        {mine && start > Date.now() && <Button size="small" variant="ghost" className="justify-start" icon={ArrowRightLeft} disabledReason={swapping && 'A swap of it waits for an answer'} onClick={() => ask({ kind: 'swap', one })}>Ask somebody to swap</Button>}
        {edit && !over && <Button size="small" variant="ghost" className="justify-start" icon={UserRoundPen} onClick={() => ask({ kind: 'day', one, left })}>{left ? 'Choose who works it' : 'Change this day'}</Button>}
        {edit && !over && one.changed && <Button size="small" variant="ghost" className="justify-start" icon={RotateCcw} onClick={restore}>As the shift says</Button>}
        {edit && !over && <Button size="small" variant="ghost" className="justify-start" icon={CalendarX} onClick={drop}>Off on this day</Button>}
        {edit && shift && <Button size="small" variant="ghost" className="justify-start" icon={shift.firstDay === shift.lastDay ? Pencil : Repeat} onClick={() => ask({ kind: 'shift', shift, day: one.day })}>Change the shift</Button>}
      </div>
    </div>
  )
}
