import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../core/web/title.ts'
import { Door, doorLink } from '../../rooms/people/web/door.tsx'
import { ForgotForm } from '../../rooms/people/web/link-forms.tsx'

/** Asks for a new password; says the same whether the address is known or not. */
export function Page() {
  useTitle('New password')
  const [sent, setSent] = useState(false)
  const back = <Link to="/sign-in" className={doorLink}>Back to sign in</Link>
  if (sent) return <Door title="Look into your mail" lead="If this address signs in here, a link to set a new password is on its way. It works for one hour. Nothing there? Look among the unwanted mail, or ask an admin." foot={back} />
  return <Door title="Set a new password" lead="We send a link to the address you sign in with." foot={back}><ForgotForm onSent={() => setSent(true)} /></Door>
}
