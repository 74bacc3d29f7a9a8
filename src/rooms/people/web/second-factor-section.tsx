import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { toasts } from '../../../ui/toast-store.ts'
import { readSecondFactor, secondFactorQuery } from './account.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { PasswordField } from './password-field.tsx'
import { callPeople } from './people-call.ts'
import { RecoveryCodes, SecondFactorSteps } from './second-factor-steps.tsx'
import { Section } from './section.tsx'

type Doing = 'on' | 'codes' | 'off' | null

/** A code beside the password: set up, new recovery codes, turned off. */
export function SecondFactorSection() {
  const { data } = useQuery(secondFactorQuery)
  const [doing, setDoing] = useState<Doing>(null)
  return (
    <Section title="Second factor" help="A code from your phone beside your password, so that a stolen password opens nothing.">
      {!data ? <Skeleton className="h-8 w-40" /> : data.on ? (
        <div className="flex flex-col items-start gap-3">
          <p className="flex flex-wrap items-center gap-2 text-ui"><Badge tone="good" icon={ShieldCheck}>On</Badge><span className={data.codesLeft < 3 ? 'text-time' : 'text-muted'}>{data.codesLeft} recovery codes left</span></p>
          <div className="flex flex-wrap gap-2"><Button onClick={() => setDoing('codes')}>New recovery codes</Button><Button variant="ghost" onClick={() => setDoing('off')}>Turn off</Button></div>
        </div>
      ) : <Button icon={ShieldCheck} onClick={() => setDoing('on')}>Set up</Button>}
      {doing === 'on' && <SecondFactorSteps onClose={() => setDoing(null)} />}
      {doing === 'codes' && <NewCodes onClose={() => setDoing(null)} />}
      {doing === 'off' && <TurnOff onClose={() => setDoing(null)} />}
    </Section>
  )
}

function NewCodes({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const { busy, error, fields, submit } = useSending(async () => {
    setCodes((await callPeople('POST /me/second-factor/codes', { body: { password } })).codes)
    await readSecondFactor()
  }, { 'people.password-wrong': 'password' })
  return (
    <Dialog open onOpenChange={onClose} width="small" title="New recovery codes" description="The old ones stop working." footer={codes && <Button variant="primary" onClick={onClose}>I kept them</Button>}>
      {codes ? <RecoveryCodes codes={codes} /> : (
        <form onSubmit={submit} className="flex flex-col gap-4"><PasswordField value={password} onChange={setPassword} error={fields['password']} autoFocus /><Trouble>{error}</Trouble><Button type="submit" variant="primary" loading={busy} className="self-end">Make new codes</Button></form>
      )}
    </Dialog>
  )
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('')
  const { busy, error, fields, submit } = useSending(async () => {
    await callPeople('POST /me/second-factor/off', { body: { password } })
    await readSecondFactor()
    toasts.show({ text: 'Second factor turned off' })
    onClose()
  }, { 'people.password-wrong': 'password' })
  return (
    <Dialog open onOpenChange={onClose} width="small" title="Turn off the second factor" description="From then on your password alone opens the desk.">
      <form onSubmit={submit} className="flex flex-col gap-4"><PasswordField value={password} onChange={setPassword} error={fields['password']} autoFocus /><Trouble>{error}</Trouble><Button type="submit" variant="danger" loading={busy} className="self-end">Turn off</Button></form>
    </Dialog>
  )
}
