import { useState } from 'react'
import { newId } from '../../../../core/ids.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/select.tsx'
import { Switch } from '../../../../ui/switch.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { useTeams } from '../../../people/web/directory.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { ImapFields, imapOf, type WrittenImap } from './imap-fields.tsx'
import { callEmail, readMailboxes, type Mailbox } from './mail-call.ts'

const listMails = [
  { id: 'people', label: 'Make tickets of what people write, file newsletters' },
  { id: 'all', label: 'Make tickets of all of it' },
  { id: 'file', label: 'File all of it' },
] as const

const about = { 'email.address-taken': 'address', 'email.team-missing': 'teamId' }

/** Adds a mailbox, or changes one. */
export function MailboxDialog({ box, onClose }: { box: Mailbox | null; onClose: () => void }) {
  const teams = useTeams()
  const [id] = useState(() => box?.id ?? newId())
  const [written, setWritten] = useState({ address: box?.address ?? '', name: box?.name ?? '', teamId: box?.teamId ?? teams[0]?.id ?? '', active: box?.active ?? true, plus: box?.plus ?? true, acknowledge: box?.acknowledge ?? false, listMail: box?.listMail ?? 'people' })
  const [imap, setImap] = useState<WrittenImap>(() => imapOf(box?.imap ?? null))
  const change = (part: Partial<typeof written>) => setWritten((now) => ({ ...now, ...part }))
  const { busy, error, fields, submit } = useSending(async () => {
    const body = { ...written, ...imap.body() }
    if (box) await callEmail('PUT /mailboxes/:id', { params: { id }, body: { ...body, version: box.version } })
    else await callEmail('POST /mailboxes', { body: { ...body, id } })
    await readMailboxes()
    toasts.show({ text: `${written.address} saved` })
    onClose()
  }, about)
  return (
    <Dialog open onOpenChange={onClose} title={box ? box.address : 'Add a mailbox'} description="Mail to it becomes tickets of one team; replies leave with its name and address.">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Address" error={fields['address']}><TextInput type="email" value={written.address} onChange={(address) => change({ address })} required autoFocus={!box} placeholder="support@example.com" /></Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name customers see" error={fields['name']}><TextInput value={written.name} onChange={(name) => change({ name })} required placeholder="Acme Support" /></Field>
          <Field label="Team" error={fields['teamId']}><Select label="Team" options={teams.map((team) => ({ id: team.id, label: team.name }))} value={written.teamId || null} onChange={(teamId) => change({ teamId })} /></Field>
        </div>
        <ImapFields mailboxId={box?.id} written={imap} onChange={setImap} fields={fields} />
        <Switch checked={written.plus} onChange={(plus) => change({ plus })} help="Most servers do. Answers then find their ticket even when all headers are lost.">Its server also delivers address+anything</Switch>
        <Switch checked={written.acknowledge} onChange={(acknowledge) => change({ acknowledge })} help="Never to machines, and at most five a day to one address.">Answer new mail with “We got your message”</Switch>
        <Field label="Mail through a mailing list or group" help="None of it is answered automatically. What is filed is under Mail health."><Select options={listMails} value={written.listMail} onChange={(listMail) => change({ listMail })} /></Field>
        <Switch checked={written.active} onChange={(active) => change({ active })} help="When off, mail to it is refused and nothing is fetched.">Takes mail</Switch>
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} className="self-end">{box ? 'Save' : 'Add mailbox'}</Button>
      </form>
    </Dialog>
  )
}
