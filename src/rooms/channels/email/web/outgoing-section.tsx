import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsFor } from '../../../../core/web/call.ts'
import { cache } from '../../../../core/web/cache.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/select.tsx'
import { SkeletonRows } from '../../../../ui/skeleton.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { toasts } from '../../../../ui/toast-store.ts'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { Section } from '../../../people/web/section.tsx'
import { callEmail, mailboxesQuery, outgoingQuery } from './mail-call.ts'

type Server = NonNullable<Awaited<ReturnType<NonNullable<typeof outgoingQuery.queryFn>>>>

/** The server that mail leaves through. */
export function OutgoingSection() {
  const { data, error } = useQuery(outgoingQuery)
  return (
    <Section title="Sending" help="Replies leave through this server. Until one is set they are held, in sight.">
      {error ? <Trouble>{wordsFor(error)}</Trouble> : !data ? <SkeletonRows rows={2} label="Loading" /> : data.from === 'config' ? <Configured server={data} /> : <ServerForm key={`${data.host}:${data.port}`} server={data} />}
    </Section>
  )
}

const Configured = ({ server }: { server: Server }) => (
  <div className="flex flex-col gap-3">
    <p className="text-ui text-ink">Mail leaves through <b className="font-medium">{server.host}</b>, as the configuration of this server says. It is changed there.</p>
    <TestMail />
  </div>
)

const securities = [
  { id: 'starttls', label: 'STARTTLS' }, { id: 'tls', label: 'TLS from the start' }, { id: 'none', label: 'None, own network only' },
] as const

function ServerForm({ server }: { server: Server }) {
  const [written, setWritten] = useState({ host: server.host, port: String(server.port), security: server.security === 'offered' ? 'starttls' as const : server.security, user: server.user, password: '' })
  const change = (part: Partial<typeof written>) => setWritten((now) => ({ ...now, ...part }))
  const { busy, error, fields, submit } = useSending(async () => {
    const { password, port, ...rest } = written
    cache.setQueryData(outgoingQuery.queryKey, await callEmail('PUT /outgoing-server', { body: { ...rest, port: Number(port) || 587, ...(password ? { password } : {}) } }))
    toasts.show({ text: written.host ? 'Saved. Held mail leaves now.' : 'No outgoing server. Mail is held from now on.' })
  })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_88px_180px]">
        <Field label="Server" error={fields['host']}><TextInput value={written.host} onChange={(host) => change({ host })} placeholder="smtp.example.com" /></Field>
        <Field label="Port" error={fields['port']}><TextInput inputMode="numeric" value={written.port} onChange={(port) => change({ port })} /></Field>
        <Field label="Encryption"><Select label="Encryption" options={securities} value={written.security} onChange={(security) => change({ security })} /></Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="User" optional error={fields['user']}><TextInput value={written.user} onChange={(user) => change({ user })} autoComplete="off" /></Field>
        <Field label="Password" optional help={server.hasPassword ? 'Left empty: stays as it is' : undefined}><TextInput type="password" value={written.password} onChange={(password) => change({ password })} autoComplete="new-password" /></Field>
      </div>
      <Trouble>{error}</Trouble>
      <div className="flex flex-wrap items-start gap-3"><Button type="submit" variant="primary" loading={busy}>Save</Button>{server.host && <TestMail />}</div>
    </form>
  )
}

function TestMail() {
  const boxes = useQuery(mailboxesQuery).data ?? []
  const { busy, error, submit } = useSending(async () => {
    const { to } = await callEmail('POST /outgoing-server/test', { body: { mailboxId: boxes[0]!.id } })
    toasts.show({ text: `Test mail to ${to} was taken by the server` })
  })
  return (
    <div className="flex flex-col gap-2">
      <Button onClick={() => submit()} loading={busy} disabledReason={!boxes.length && 'Add a mailbox first'} className="self-start">Send me a test mail</Button>
      <Trouble>{error}</Trouble>
    </div>
  )
}
