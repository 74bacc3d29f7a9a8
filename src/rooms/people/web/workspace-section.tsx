import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { useMe } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'
import { Section } from './section.tsx'
import { readStaff } from './staff.ts'

/** What the workspace is called. */
export function WorkspaceName() {
  const { workspace } = useMe()
  const [name, setName] = useState(workspace.name)
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('PATCH /workspace', { body: { name } })
    await readStaff()
    toasts.show({ text: 'Workspace saved' })
  })
  return (
    <Section title="Name" help="Stands on the sign-in page and in mail to teammates.">
      <form onSubmit={submit} className="flex max-w-[420px] flex-col gap-4">
        <Field label="Workspace" error={fields['name']}><TextInput value={name} onChange={setName} required /></Field>
        <Trouble>{error}</Trouble>
        <Button type="submit" loading={busy} disabledReason={name === workspace.name && 'Nothing has changed'} className="self-start">Save</Button>
      </form>
    </Section>
  )
}

/** The way out of the demo: everything goes, and the server is fresh again. */
export function LeaveDemo() {
  const { may } = useMe()
  const [asking, setAsking] = useState(false)
  const { busy, error, submit } = useSending(async () => {
    const { token } = await callPeople('POST /workspace/leave-demo')
    location.assign(`/start/${token}`)
  })
  if (!may.leaveDemo) return null
  return (
    <Section title="Leave the demo" help="Empties this server, so that you can set up your own workspace.">
      <Button onClick={() => setAsking(true)}>Leave the demo</Button>
      {asking && (
        <Dialog open onOpenChange={() => setAsking(false)} width="small" title="Leave the demo" description="All its tickets, customers and teammates go, with everything you tried. This cannot be undone." footer={<><Button variant="ghost" onClick={() => setAsking(false)}>Stay</Button><Button variant="danger" loading={busy} onClick={submit}>Empty the server</Button></>}>
          <Trouble>{error}</Trouble>
        </Dialog>
      )}
    </Section>
  )
}
