import { useRef, useState, type FormEvent } from 'react'
import { fieldErrors, Refused, wordsFor } from '../../../core/web/call.ts'

export interface Sending {
  readonly busy: boolean
  /** What is wrong with the whole, in words. */
  readonly error: string | null
  /** What is wrong with single fields, by their names. */
  readonly fields: Record<string, string>
  readonly code: string | null
  readonly submit: (event?: FormEvent) => void
  /** Sends something else under the same guard. */
  readonly run: (work: () => Promise<unknown>) => void
  readonly reset: () => void
}

/** One form: sends once at a time, and says what went wrong beside the field or over the button. `about` puts refusals beside a field. */
export function useSending(send: () => Promise<unknown>, about: Record<string, string> = {}): Sending {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const running = useRef(false)
  const run = (work: () => Promise<unknown>) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setFailure(null)
    work().catch(setFailure).finally(() => {
      running.current = false
      setBusy(false)
    })
  }
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    run(send)
  }
  const code = failure instanceof Refused ? failure.code : null
  const field = code ? about[code] : undefined
  const fields = field ? { [field]: wordsFor(failure) } : fieldErrors(failure)
  return { busy, fields, code, error: failure && !Object.keys(fields).length ? wordsFor(failure) : null, submit, run, reset: () => setFailure(null) }
}
