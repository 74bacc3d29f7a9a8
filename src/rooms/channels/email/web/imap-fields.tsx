import { useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { Select } from '../../../../ui/select.tsx'
import { Switch } from '../../../../ui/switch.tsx'
import { TextInput } from '../../../../ui/text-input.tsx'
import { Trouble } from '../../../people/web/door.tsx'
import { useSending } from '../../../people/web/form.ts'
import { callEmail, type ImapServer, type Mailbox } from './mail-call.ts'

const securities = [
  { id: 'tls', label: 'TLS from the start' }, { id: 'starttls', label: 'STARTTLS' }, { id: 'none', label: 'None, own network only' },
] as const
const ways = [
  { id: 'listener', label: 'Sent to this desk', detail: 'Your mail server passes it on to our listener' }, { id: 'imap', label: 'Fetched by IMAP', detail: 'From a mailbox at your provider' },
] as const

interface Typed { way: 'listener' | 'imap'; host: string; port: string; security: ImapServer['security']; user: string; auth: ImapServer['auth']; password: string; folders: string; tokenUrl: string; clientId: string; clientSecret: string; refreshToken: string; importOld: boolean; hasSecret: boolean }
export interface WrittenImap extends Typed { body: () => { imap: ImapServer | null; secret?: { password?: string; refreshToken?: string; clientSecret?: string }; importOld: boolean } }

const server = (t: Typed): ImapServer => ({
  host: t.host.trim(), port: Number(t.port) || 993, security: t.security, user: t.user, auth: t.auth, folders: t.folders.split(',').map((f) => f.trim()).filter(Boolean),
  ...(t.auth === 'oauth' ? { tokenUrl: t.tokenUrl.trim(), clientId: t.clientId.trim() } : {}),
})
const secretOf = (t: Typed) => (t.auth === 'password' ? (t.password ? { password: t.password } : undefined) : t.refreshToken || t.clientSecret ? { ...(t.refreshToken ? { refreshToken: t.refreshToken } : {}), ...(t.clientSecret ? { clientSecret: t.clientSecret } : {}) } : undefined)
const withBody = (t: Typed): WrittenImap => ({ ...t, body: () => ({ imap: t.way === 'imap' ? server(t) : null, ...(t.way === 'imap' && secretOf(t) ? { secret: secretOf(t) } : {}), importOld: t.importOld }) })

/** What stands in the form for a mailbox as it is. */
export const imapOf = (imap: Mailbox['imap']): WrittenImap => withBody({
  way: imap ? 'imap' : 'listener', host: imap?.host ?? '', port: String(imap?.port ?? 993), security: imap?.security ?? 'tls', user: imap?.user ?? '', auth: imap?.auth ?? 'password', password: '', folders: imap?.folders.join(', ') ?? 'INBOX',
  tokenUrl: imap?.tokenUrl ?? '', clientId: imap?.clientId ?? '', clientSecret: '', refreshToken: '', importOld: false, hasSecret: imap?.hasSecret ?? false,
})

/** How mail comes in: by our listener, or fetched from a server. */
export function ImapFields({ mailboxId, written, onChange, fields }: { mailboxId: string | undefined; written: WrittenImap; onChange: (next: WrittenImap) => void; fields: Record<string, string> }) {
  const set = (part: Partial<Typed>) => onChange(withBody({ ...written, ...part }))
  const kept = written.hasSecret ? 'Left empty: stays as it is' : undefined
  return (
    <>
      <RadioGroup label="How mail comes in" options={ways} value={written.way} onChange={(way) => set({ way })} />
      {written.way === 'imap' && (
        <div className="flex flex-col gap-4 rounded-md border border-line p-4">
          <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_88px_160px]">
            <Field label="Server" error={fields['imap.host']}><TextInput value={written.host} onChange={(host) => set({ host })} required placeholder="imap.example.com" /></Field>
            <Field label="Port" error={fields['imap.port']}><TextInput inputMode="numeric" value={written.port} onChange={(port) => set({ port })} required /></Field>
            <Field label="Encryption"><Select label="Encryption" options={securities} value={written.security} onChange={(security) => set({ security })} /></Field>
          </div>
          <RadioGroup label="Signs in with" options={[{ id: 'password', label: 'Password' }, { id: 'oauth', label: 'OAuth tokens' }]} value={written.auth} onChange={(auth) => set({ auth })} />
          <Field label="User" error={fields['imap.user']}><TextInput value={written.user} onChange={(user) => set({ user })} required autoComplete="off" /></Field>
          {written.auth === 'password'
            ? <Field label="Password" help={kept}><TextInput type="password" value={written.password} onChange={(password) => set({ password })} required={!written.hasSecret} autoComplete="new-password" /></Field>
            : <OauthFields written={written} set={set} fields={fields} kept={kept} />}
          <Field label="Folders" help="Several with commas between" error={fields['imap.folders']}><TextInput value={written.folders} onChange={(folders) => set({ folders })} required /></Field>
          <Switch checked={written.importOld} onChange={(importOld) => set({ importOld })} help="Otherwise only what comes from now on.">Also fetch the mail that is there already</Switch>
          <TestImap mailboxId={mailboxId} written={written} />
        </div>
      )}
    </>
  )
}

function OauthFields({ written, set, fields, kept }: { written: WrittenImap; set: (part: Partial<Typed>) => void; fields: Record<string, string>; kept: string | undefined }) {
  return (
    <>
      <Field label="Token address" error={fields['imap.tokenUrl']}><TextInput type="url" value={written.tokenUrl} onChange={(tokenUrl) => set({ tokenUrl })} required placeholder="https://login.example.com/oauth/token" /></Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Client id"><TextInput value={written.clientId} onChange={(clientId) => set({ clientId })} required /></Field>
        <Field label="Client secret" optional help={kept}><TextInput type="password" value={written.clientSecret} onChange={(clientSecret) => set({ clientSecret })} autoComplete="off" /></Field>
      </div>
      <Field label="Refresh token" help={kept}><TextInput type="password" value={written.refreshToken} onChange={(refreshToken) => set({ refreshToken })} required={!written.hasSecret} autoComplete="off" /></Field>
    </>
  )
}

function TestImap({ mailboxId, written }: { mailboxId: string | undefined; written: WrittenImap }) {
  const [found, setFound] = useState<readonly string[] | null>(null)
  const { busy, error, submit } = useSending(async () => {
    setFound(null)
    const { imap, secret } = written.body()
    setFound((await callEmail('POST /mailboxes/test', { body: { imap: imap!, ...(secret ? { secret } : {}), ...(mailboxId ? { mailboxId } : {}) } })).folders)
  })
  return (
    <div className="flex flex-col gap-2">
      <Button size="small" onClick={() => submit()} loading={busy} className="self-start">Test connection</Button>
      <Trouble>{error}</Trouble>
      {found && <p role="status" className="text-ui text-good">It works. Folders there: {found.slice(0, 20).join(', ')}</p>}
    </div>
  )
}
