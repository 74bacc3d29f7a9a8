import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { readSecondFactor } from './account.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { PasswordField } from './password-field.tsx'
import { callPeople } from './people-call.ts'
import { QrCode } from './qr-code.tsx'
import { SecretOnce } from './secret-once.tsx'

type Step = { at: 'password' } | { at: 'scan'; secret: string; url: string } | { at: 'codes'; codes: readonly string[] }

/** Setting up: the password once more, the code to scan, a first code back, the recovery codes. */
export function SecondFactorSteps({ onClose }: { onClose: () => void }) {
  const [step, setStep] = useState<Step>({ at: 'password' })
  const [typed, setTyped] = useState('')
  const go = (next: Step) => { setTyped(''); setStep(next) }
  const { busy, error, fields, submit } = useSending(async () => {
    if (step.at === 'password') return go({ at: 'scan', ...(await callPeople('POST /me/second-factor', { body: { password: typed } })) })
    const { codes } = await callPeople('POST /me/second-factor/confirm', { body: { code: typed } })
    await readSecondFactor()
    go({ at: 'codes', codes })
  }, { 'people.password-wrong': 'typed', 'people.code-wrong': 'typed' })
  if (step.at === 'codes') {
    return (
      <Dialog open onOpenChange={onClose} width="small" title="Keep your recovery codes" description="The second factor is on. When your phone is lost, each of these opens the desk once." footer={<Button variant="primary" onClick={onClose}>I kept them</Button>}>
        <RecoveryCodes codes={step.codes} />
      </Dialog>
    )
  }
  return (
    <Dialog open onOpenChange={onClose} width="small" title="Set up a second factor" description={step.at === 'scan' ? 'Scan this with an authenticator app, then type the code that it shows.' : 'First your password, to be sure that it is you.'}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {step.at === 'password' ? <PasswordField value={typed} onChange={setTyped} error={fields['typed']} autoFocus /> : <Scan secret={step.secret} url={step.url} code={typed} onCode={setTyped} error={fields['typed'] ?? fields['code']} />}
        <Trouble>{error}</Trouble>
        <Button type="submit" variant="primary" loading={busy} className="self-end">{step.at === 'scan' ? 'Turn on' : 'Go on'}</Button>
      </form>
    </Dialog>
  )
}

function Scan({ secret, url, code, onCode, error }: { secret: string; url: string; code: string; onCode: (code: string) => void; error?: string }) {
  return (
    <>
      <div className="flex flex-wrap items-start gap-4">
        <QrCode text={url} label="Code to scan with an authenticator app" />
        <p className="min-w-40 flex-1 text-ui text-muted">No camera? Type this key into the app:<span className="mt-1.5 block font-mono break-all text-ink select-all">{secret.match(/.{1,4}/g)?.join(' ')}</span></p>
      </div>
      <Field label="Code from the app" error={error}><TextInput data-autofocus value={code} onChange={onCode} required inputMode="numeric" autoComplete="one-time-code" className="tabular-nums" /></Field>
    </>
  )
}

export const RecoveryCodes = ({ codes }: { codes: readonly string[] }) => <SecretOnce label="Recovery codes" text={codes.join('\n')} file="baton-recovery-codes.txt" />
