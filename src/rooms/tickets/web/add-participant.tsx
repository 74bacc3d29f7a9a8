import { useCallback, useState } from 'react'
import { cache } from '../../../core/web/cache.ts'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { toasts } from '../../../ui/toast-store.ts'
import { Trouble } from '../../people/web/door.tsx'
import { useSending } from '../../people/web/form.ts'
import { findAddresses, mailboxOf } from './addresses.ts'
import { headQuery } from './ticket-queries.ts'
import { call, type Head } from './tickets-call.ts'

/** Adds somebody who gets a copy of every reply from now on; what was written before stays where it was. */
export function AddParticipant({ head, onClose }: { head: Head; onClose: () => void }) {
  const [one, setOne] = useState<Option | null>(null)
  const { participants: all } = head
  const load = useCallback(async (query: string, signal: AbortSignal) => {
    const taking = new Set(all.filter((each) => each.role === 'requester' || each.role === 'copied').map((each) => each.address))
    return (await findAddresses(query, [], signal)).map((option) => (taking.has(option.id) ? { ...option, disabledReason: 'takes part already' } : option))
  }, [all])
  const { busy, error, submit } = useSending(async () => {
    const { participants } = await call('POST /tickets/:id/participants', { params: { id: head.ticket.id }, body: mailboxOf(one!) })
    cache.setQueryData<Head>(headQuery(head.ticket.number).queryKey, (now) => now && { ...now, participants })
    toasts.show({ text: `${one!.label} takes part from now on` })
    onClose()
  })
  return (
    <Dialog open onOpenChange={onClose} width="small" title="Add somebody" description="They get a copy of every reply from now on, and nothing that was written before.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Who"><Combobox load={load} value={one} onChange={setOne} placeholder="Name or address" empty="Type a whole address" /></Field>
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} disabledReason={!one && 'Choose somebody first'} className="self-end">Add</Button>
      </form>
    </Dialog>
  )
}
