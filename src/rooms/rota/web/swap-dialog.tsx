import { useQuery } from '@tanstack/react-query'
import { use, useMemo, useState } from 'react'
import { newId } from '../../../core/ids.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { ReaderContext } from '../../../ui/time.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { firstName } from '../../../ui/presence.ts'
import { useDirectory } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { PersonField } from './person-field.tsx'
import { addDays, dayAt, daysFrom, mondayOf, rotaChanged, weekQuery, workedWords, type Worked } from './rota.ts'
import { callRota } from './swaps.ts'

const nothing = 'nothing'

/** Asks a teammate to work one of my shifts, for one of theirs or for nothing. */
export function SwapDialog({ one, onClose }: { one: Worked; onClose: () => void }) {
  const { zone = 'UTC', locale } = use(ReaderContext)
  const { face } = useDirectory()
  const [id] = useState(() => newId())
  const [now] = useState(() => Date.now())
  const [takerId, setTaker] = useState<string | null>(null)
  const [back, setBack] = useState(nothing)
  const [note, setNote] = useState('')
  // Their shifts around the one that is given: from two weeks before it, yet not before now, for four weeks.
  const days = useMemo(() => { const first = mondayOf(dayAt(Math.max(now, Date.parse(one.startsAt) - 14 * 86_400_000), zone)); return [0, 7, 14, 21].flatMap((n) => daysFrom(addDays(first, n), zone)) }, [now, zone, one.startsAt])
  const { data } = useQuery({ ...weekQuery(one.teamId, days), enabled: takerId !== null })
  const theirs = (data?.items ?? []).filter((other) => other.personId === takerId && Date.parse(other.startsAt) > now)
  const { busy, error, fields, submit } = useSending(async () => {
    const other = theirs.find((it) => it.id === back)
    await callRota('POST /rota/swaps', { body: { id, shiftId: one.shiftId, day: one.day, takerId: takerId!, back: other ? { shiftId: other.shiftId, day: other.day } : null, note: note.trim() } })
    await rotaChanged()
    toasts.show({ text: `${firstName(face(takerId!).name)} is asked` })
    onClose()
  }, { 'rota.not-member': 'taker', 'rota.swap-overlaps': 'taker', 'rota.swap-absent': 'taker' })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="small" title="Ask somebody to swap" description={`Your shift ${workedWords(one, zone, locale)}. It stays yours until they agree.`}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <PersonField label="Who should work it" teamId={one.teamId} value={takerId} onChange={(next) => { setTaker(next); setBack(nothing) }} without={one.personId} error={fields['taker']} />
        <Field label="You work for it"><Select options={[{ id: nothing, label: 'Nothing, as a favour' }, ...theirs.map((it) => ({ id: it.id, label: workedWords(it, zone, locale), detail: it.name }))]} value={back} onChange={setBack} /></Field>
        <Field label="Note" optional><TextInput value={note} onChange={setNote} maxLength={300} placeholder="Dentist at ten" /></Field>
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={!takerId && 'Choose who'} className="self-end">Ask {takerId ? firstName(face(takerId).name) : 'them'}</Button>
      </form>
    </Dialog>
  )
}
