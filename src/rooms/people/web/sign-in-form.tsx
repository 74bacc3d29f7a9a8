import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { PasswordField } from './password-field.tsx'
import { callPeople } from './people-call.ts'

/** Address and password; `onSecond` when a code is needed too. */
export function SignInForm({ onIn, onSecond, forgot }: { onIn: () => void; onSecond: (token: string) => void; forgot: React.ReactNode }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, fields, submit } = useSending(async () => {
    const answer = await callPeople('POST /sign-in', { body: { email, password } }, { quiet: true })
    if (answer.step === 'second-factor') onSecond(answer.token ?? '')
    else onIn()
  })
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Email address" error={fields['email']}><TextInput type="email" value={email} onChange={setEmail} required autoFocus autoComplete="username" inputMode="email" autoCapitalize="none" /></Field>
      <PasswordField value={password} onChange={setPassword} error={fields['password']} />
      <Trouble>{error}</Trouble>
      <div className="mt-1 flex items-center justify-between gap-3">
        <Button type="submit" variant="primary" loading={busy}>Sign in</Button>
        <span className="text-ui text-muted">{forgot}</span>
      </div>
    </form>
  )
}

/** The second half: six figures from the app, or a recovery code. */
export function CodeForm({ token, onIn, onAgain }: { token: string; onIn: () => void; onAgain: () => void }) {
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState(false)
  const { busy, error, code: refusal, submit } = useSending(async () => {
    await callPeople('POST /sign-in/second-factor', { body: { token, code } }, { quiet: true })
    onIn()
  })
  const over = refusal === 'people.link-dead'
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={recovery ? 'Recovery code' : 'Code from your app'} help={recovery ? 'One of the ten you kept when you turned this on. Each works once.' : 'Six figures that change every 30 seconds.'}>
        <TextInput key={String(recovery)} value={code} onChange={setCode} required autoFocus autoComplete="one-time-code" inputMode={recovery ? 'text' : 'numeric'} className="tabular-nums" />
      </Field>
      <Trouble>{over ? 'This took too long or too many tries. Sign in again.' : error}</Trouble>
      <div className="mt-1 flex items-center justify-between gap-3">
        {over ? <Button variant="primary" onClick={onAgain}>Sign in again</Button> : <Button type="submit" variant="primary" loading={busy}>Go on</Button>}
        <Button variant="ghost" onClick={() => { setRecovery(!recovery); setCode('') }}>{recovery ? 'Use the app' : 'Use a recovery code'}</Button>
      </div>
    </form>
  )
}
