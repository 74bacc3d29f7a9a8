import { Mail } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { Refused, wordsFor } from '../../../core/web/call.ts'
import { keep, kept } from '../../../core/web/kept.ts'
import { ComposerCard } from '../../../ui/composer/composer-card.tsx'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import type { Option } from '../../../ui/option.ts'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { findCustomers } from '../../customers/web/customers.ts'
import { useDirectory, useMe } from '../../people/web/directory.ts'
import { Trouble } from '../../people/web/door.tsx'
import { isAddress } from './addresses.ts'
import { blankTicket, TicketOpening, type WrittenTicket } from './new-ticket.ts'
import type { Whom } from './new-ticket-state.ts'
import type { Row } from './tickets-call.ts'
import { useMentionables } from './use-mentionables.tsx'
import { useUploads } from './use-uploads.ts'

const place = 'form.ticket.new'
type Found = Option & { readonly whom: Whom }

/** Customers that fit, and somebody new when a whole address was typed that none of them has. */
async function findWhom(query: string, signal: AbortSignal): Promise<Found[]> {
  const typed = query.trim()
  const found = (await findCustomers(typed, signal)).map(({ customer, ...option }) => ({ ...option, whom: { customerId: customer.id, name: option.label, address: customer.address } }))
  if (!isAddress(typed) || found.some((one) => one.whom.address?.toLowerCase() === typed.toLowerCase())) return found
  return [{ id: typed.toLowerCase(), label: typed, detail: 'New customer', whom: { customerId: null, name: typed, address: typed } }, ...found]
}
const optionOf = (whom: Whom | null): Found | null => whom && { id: whom.customerId ?? whom.address ?? '', label: whom.name, whom }

/** A ticket that begins with us: for a customer, with a first message to them or a note. What is written is kept in this browser until it is opened. */
export default function NewTicketDialog({ whom, noteKey, onClose, onOpened }: { whom: Whom | null; noteKey: string; onClose: () => void; onOpened: (row: Row) => void }) {
  const me = useMe()
  const { teams } = useDirectory()
  const mine = new Set(me.teams.map((one) => one.id))
  const reachable = teams.filter((team) => team.visibility === 'open' || mine.has(team.id) || me.role === 'admin').toSorted((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id)))
  const [written, setWritten] = useState<WrittenTicket>(() => ({ ...(kept<WrittenTicket>(place) ?? { ...blankTicket, teamId: reachable[0]?.id ?? null }), ...(whom ? { whom } : {}) }))
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const opening = useRef<TicketOpening>(null)
  const suggest = useMentionables()
  const change = useCallback((part: Partial<WrittenTicket> | ((now: WrittenTicket) => Partial<WrittenTicket>)) => setWritten((now) => {
    const next = { ...now, ...(typeof part === 'function' ? part(now) : part) }
    keep(place, next)
    return next
  }), [])
  const uploads = useUploads(written.files, (next) => change((now) => ({ files: next(now.files) })))
  const open = async () => {
    setBusy(true)
    setError(null)
    try {
      const row = await (opening.current ??= new TicketOpening()).run(written, { me: me.id, signature: me.signature, noteKey })
      keep(place, null)
      onOpened(row)
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  const name = written.whom ? (written.whom.customerId ? written.whom.name : written.newName || written.whom.name) : 'them'
  const somebodyNew = written.whom !== null && written.whom.customerId === null
  const disabledReason = missing(written, uploads.busy)
  const atTeam = error instanceof Refused && error.code === 'tickets.person-cannot-own'
  return (
    <Dialog open onOpenChange={onClose} title="New ticket" description="For a matter that did not come by mail. It is kept here until you open it." width="large">
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Customer" help="A name, or an address of somebody new" className={somebodyNew ? '' : 'sm:col-span-2'}><Combobox load={findWhom} value={optionOf(written.whom)} onChange={(one) => change({ whom: (one as Found | null)?.whom ?? null })} placeholder="Name or address" empty="Nobody fits. Type a whole address to add somebody." /></Field>
          {somebodyNew && <Field label="Their name" optional><TextInput value={written.newName} onChange={(newName) => change({ newName })} autoComplete="off" maxLength={200} /></Field>}
          <Field label="Team" error={atTeam ? wordsFor(error) : undefined}><Select options={reachable.map((team) => ({ id: team.id, label: team.name }))} value={written.teamId} onChange={(teamId) => change({ teamId })} /></Field>
          <Field label="Owner"><Select options={[{ id: 'me', label: 'Me' }, { id: 'none', label: 'Nobody: the team’s queue' }]} value={written.mine ? 'me' : 'none'} onChange={(owner) => change({ mine: owner === 'me' })} /></Field>
        </div>
        <Field label="Subject"><TextInput value={written.subject} onChange={(subject) => change({ subject })} maxLength={300} autoComplete="off" /></Field>
        <ComposerCard
          mode={written.mode} onModeChange={(mode) => change({ mode })} to={name} channel={{ icon: Mail, label: 'Email' }}
          value={written.html} onChange={(html) => change({ html })} suggest={suggest} onFiles={uploads.keep}
          uploads={uploads.shown} onAttach={uploads.attach} onRemoveUpload={uploads.remove} onRetryUpload={uploads.retry}
          onSend={() => void open()} sending={busy} disabledReason={disabledReason}
          tools={<Button size="small" variant="ghost" onClick={() => { keep(place, null); onClose() }}>Discard</Button>}
        />
        {!atTeam && <Trouble>{error === null ? null : wordsFor(error)}</Trouble>}
      </div>
    </Dialog>
  )
}

/** What is still needed, in words; null when it can be opened. */
function missing({ whom, teamId, subject, mode, html, files }: WrittenTicket, busy: boolean): string | null {
  if (!whom) return 'Choose the customer first'
  if (!teamId) return 'Choose a team first'
  if (!subject.trim()) return 'Write a subject first'
  if (mode === 'reply' && !whom.address) return `${whom.name} has no email address. Add one on their page, or write a note.`
  if (busy) return 'Wait until the files have arrived'
  return html === '' && files.length === 0 ? (mode === 'note' ? 'Write the note first' : 'Write the message first') : null
}
