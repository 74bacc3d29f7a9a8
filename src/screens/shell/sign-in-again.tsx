import { useState, type FormEvent } from 'react'
import { fieldErrors, room, wordsFor } from '../../core/web/call.ts'
import { signedIn } from '../../core/web/session.ts'
import { wakeLive } from '../../core/web/live.ts'
import type { people } from '../../rooms/people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

const call = room<typeof people>()

/** Sign-in over the page when the session has run out: what was typed stays where it is, and what was being sent goes on. */
export default function SignInAgain({ email, name }: { email: string; name: string }) {
  const [typed, setTyped] = useState('')
  const [token, setToken] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const answer = token
        ? await call('POST /sign-in/second-factor', { body: { token, code: typed } }, { quiet: true })
        : await call('POST /sign-in', { body: { email, password: typed } }, { quiet: true })
      setTyped('')
      if (answer.step === 'second-factor') return setToken((answer as { token?: string }).token ?? '')
      const me = await call('GET /me', {}, { quiet: true })
      signedIn(me.id)
      wakeLive()
    } catch (failure) {
      setError(Object.values(fieldErrors(failure))[0] ?? wordsFor(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={() => undefined} width="small" title="Sign in to go on" description={`Your session ended. Everything you typed is kept, ${name.split(' ')[0]}.`}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <input type="hidden" name="username" autoComplete="username" value={email} />
        {token === null
          ? <Field label={`Password for ${email}`} error={error}><TextInput type="password" autoComplete="current-password" autoFocus value={typed} onChange={setTyped} /></Field>
          : <Field label="Code from your app" help="Six figures, or one of your recovery codes." error={error}><TextInput autoComplete="one-time-code" inputMode="numeric" autoFocus value={typed} onChange={setTyped} /></Field>}
        <div className="flex items-center justify-between gap-2">
          <a href="/sign-in" className="text-ui text-link underline">Sign in as somebody else</a>
          <Button type="submit" variant="primary" loading={busy}>Sign in</Button>
        </div>
      </form>
    </Dialog>
  )
}
