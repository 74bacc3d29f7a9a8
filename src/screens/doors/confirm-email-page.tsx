import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { Door, doorLink, Trouble } from '../../rooms/people/web/door.tsx'
import { useSending } from '../../rooms/people/web/form.ts'
import { callPeople } from '../../rooms/people/web/people-call.ts'
import { Button } from '../../ui/button.tsx'

/** Where the link in a mail to a new address leads: one press, as mail programs open links by themselves. */
export function Page() {
  useTitle('New address')
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const [done, setDone] = useState(false)
  const { busy, error, submit } = useSending(async () => {
    await callPeople('POST /email/confirm', { body: { token } }, { quiet: true })
    setDone(true)
  })
  if (done) return <Door title="Your address is changed" lead="From now on you sign in with it."><Link to="/" className={doorLink}>Go on</Link></Door>
  return (
    <Door title="Confirm your new address">
      <div className="flex flex-col gap-4"><Trouble>{error}</Trouble><Button variant="primary" loading={busy} onClick={submit} className="self-start">Confirm address</Button></div>
    </Door>
  )
}
